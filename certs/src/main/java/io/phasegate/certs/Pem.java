package io.phasegate.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Certificates and private keys as PEM text. Comments between the blocks are passed over.
 *
 * <p>The JDK reads what a Secret usually holds. Bouncy Castle is asked for older forms of a key
 * only: its jars are signed, so that loading it from them costs a starting server more than
 * anything else that it does before it listens.
 */
public final class Pem {

  private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE");

  private Pem() {}

  /**
   * Writes certificates one after the other, in the order given.
   *
   * @return PEM text that ends with a line feed
   */
  public static String of(List<X509Certificate> certificates) {
    var text = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        text.append(new PemBlock("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("this certificate has no encoded form", e);
    }
    return text.toString();
  }

  /**
   * Writes a key as unencrypted PKCS#8, the one form that every TLS library reads.
   *
   * @return PEM text that ends with a line feed
   */
  public static String of(PrivateKey key) {
    return new PemBlock("PRIVATE KEY", key.getEncoded()).toString();
  }

  /**
   * Reads every certificate in the text, in its order; blocks of other kinds are passed over.
   *
   * @return at least one certificate
   * @throws MalformedPem when there is none, or one that cannot be read
   */
  public static List<X509Certificate> certificates(String text) throws MalformedPem {
    List<X509Certificate> found = new ArrayList<>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (PemBlock block : PemBlock.in(text)) {
        if (CERTIFICATES.contains(block.label())) {
          var bytes = new ByteArrayInputStream(block.bytes());
          found.add((X509Certificate) factory.generateCertificate(bytes));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw damaged("certificate");
    }
    if (found.isEmpty()) {
      throw new MalformedPem("there is no PEM block \"CERTIFICATE\" in it");
    }
    return List.copyOf(found);
  }

  /**
   * Reads the first private key in the text: PKCS#8, or what {@code openssl} wrote before it, SEC 1
   * for elliptic curves and PKCS#1 for RSA.
   *
   * @throws MalformedPem when there is none, or it is encrypted or damaged
   */
  public static PrivateKey privateKey(String text) throws MalformedPem {
    Optional<PrivateKey> usual = usualKey(text);
    return usual.isPresent() ? usual.get() : anyKey(text);
  }

  /** A single key as PKCS#8, of the kinds that TLS servers have; empty for all others. */
  private static Optional<PrivateKey> usualKey(String text) {
    List<PemBlock> blocks;
    try {
      blocks = PemBlock.in(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (blocks.size() != 1 || !blocks.getFirst().label().equals("PRIVATE KEY")) {
      return Optional.empty();
    }
    var pkcs8 = new PKCS8EncodedKeySpec(blocks.getFirst().bytes());
    for (String algorithm : List.of("EC", "RSA")) {
      try {
        return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(pkcs8));
      } catch (GeneralSecurityException e) {
        // of another kind, or none at all
      }
    }
    return Optional.empty();
  }

  private static PrivateKey anyKey(String text) throws MalformedPem {
    var converter = new JcaPEMKeyConverter();
    for (Object block : blocks(text)) {
      try {
        switch (block) {
          case PrivateKeyInfo pkcs8 -> {
            return converter.getPrivateKey(pkcs8);
          }
          case PEMKeyPair traditional -> {
            return converter.getPrivateKey(traditional.getPrivateKeyInfo());
          }
          case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
              throw new MalformedPem("the key is encrypted; store it without a passphrase");
          // Curve parameters, certificates and whatever else people keep in one file with the key.
          default -> {}
        }
      } catch (PEMException e) {
        throw new MalformedPem("the key is of a kind that this JDK does not know");
      }
    }
    throw new MalformedPem("there is no PEM block with a private key in it");
  }

  private static List<Object> blocks(String text) throws MalformedPem {
    List<Object> found = new ArrayList<>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        found.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells damage by either, and its words may quote what it read.
      throw damaged("key");
    }
    return found;
  }

  private static MalformedPem damaged(String what) {
    return new MalformedPem("the PEM of the %s is damaged".formatted(what));
  }
}
