package io.phasegate.certs;

import java.io.ByteArrayInputStream;
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

/**
 * Certificates and private keys as PEM text. Comments between the blocks are passed over.
 *
 * <p>The JDK reads what a Secret usually holds; for anything else there are {@link OlderKeys}.
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
    return usual.isPresent() ? usual.get() : OlderKeys.privateKey(text);
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

  static MalformedPem damaged(String what) {
    return new MalformedPem("the PEM of the %s is damaged".formatted(what));
  }
}
