package io.phasegate.certs;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and private keys as PEM text. Comments between the blocks are passed over. */
public final class Pem {

  private Pem() {}

  /**
   * Writes certificates one after the other, in the order given.
   *
   * @return PEM text that ends with a line feed
   */
  public static String of(List<X509Certificate> certificates) {
    List<PemObject> blocks = new ArrayList<>();
    try {
      for (X509Certificate certificate : certificates) {
        blocks.add(new PemObject("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("this certificate has no encoded form", e);
    }
    return text(blocks);
  }

  /**
   * Writes a key as unencrypted PKCS#8, the one form that every TLS library reads.
   *
   * @return PEM text that ends with a line feed
   */
  public static String of(PrivateKey key) {
    return text(List.of(new PemObject("PRIVATE KEY", key.getEncoded())));
  }

  private static String text(List<PemObject> blocks) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      for (PemObject block : blocks) {
        writer.writeObject(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads every certificate in the text, in its order; blocks of other kinds are passed over.
   *
   * @return at least one certificate
   * @throws MalformedPem when there is none, or one that cannot be read
   */
  public static List<X509Certificate> certificates(String text) throws MalformedPem {
    List<X509Certificate> found = new ArrayList<>();
    var converter = new JcaX509CertificateConverter();
    for (Object block : blocks(text, "certificate")) {
      if (block instanceof X509CertificateHolder holder) {
        try {
          found.add(converter.getCertificate(holder));
        } catch (CertificateException e) {
          throw new MalformedPem("certificate %d cannot be read".formatted(found.size() + 1));
        }
      }
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
    var converter = new JcaPEMKeyConverter();
    for (Object block : blocks(text, "key")) {
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

  private static List<Object> blocks(String text, String what) throws MalformedPem {
    List<Object> found = new ArrayList<>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        found.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells damage by either, and its words may quote what it read.
      throw new MalformedPem("the PEM of the %s is damaged".formatted(what));
    }
    return found;
  }
}
