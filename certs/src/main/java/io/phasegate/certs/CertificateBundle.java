package io.phasegate.certs;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a TLS server shows and proves: a certificate chain and the private key of its leaf. It
 * exists only where the two fit.
 *
 * @param chain leaf first, each issued by the next one; at least one
 * @param key of the leaf; never printed
 */
public record CertificateBundle(List<X509Certificate> chain, PrivateKey key) {

  /** What became of an attempt to read one. */
  public sealed interface Reading {

    /** It can be served. */
    record Usable(CertificateBundle bundle) implements Reading {}

    /**
     * It cannot.
     *
     * @param reason one sentence for the person who made the files, without any of their content
     */
    record Unusable(String reason) implements Reading {}
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when key and chain do not fit; {@link #read} says it as a
   *     value
   */
  public CertificateBundle {
    chain = List.copyOf(chain);
    Optional<String> fault = fault(chain, key);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /**
   * Reads a pair from PEM text.
   *
   * @param chain one or more certificates, leaf first
   * @param key PKCS#8, SEC 1 or PKCS#1, not encrypted
   */
  public static Reading read(String chain, String key) {
    List<X509Certificate> certificates;
    try {
      certificates = Pem.certificates(chain);
    } catch (MalformedPem e) {
      return new Reading.Unusable("the certificate cannot be used: " + e.reason());
    }
    try {
      PrivateKey privateKey = Pem.privateKey(key);
      return fault(certificates, privateKey)
          .<Reading>map(Reading.Unusable::new)
          .orElseGet(() -> new Reading.Usable(new CertificateBundle(certificates, privateKey)));
    } catch (MalformedPem e) {
      return new Reading.Unusable("the key cannot be used: " + e.reason());
    }
  }

  /** The server's own certificate. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The chain as PEM, leaf first. */
  public String chainPem() {
    return Pem.of(chain);
  }

  /** The key as PEM, PKCS#8, not encrypted. */
  public String keyPem() {
    return Pem.of(key);
  }

  /** The leaf as people know it: its subject, its serial number and when it ends. */
  public String describe() {
    return describe(leaf());
  }

  @Override
  public String toString() {
    return "CertificateBundle[" + describe() + "]";
  }

  static String describe(X509Certificate certificate) {
    return "%s, serial %s, valid until %s"
        .formatted(
            certificate.getSubjectX500Principal().getName(),
            certificate.getSerialNumber().toString(16),
            certificate.getNotAfter().toInstant());
  }

  private static Optional<String> fault(List<X509Certificate> chain, PrivateKey key) {
    if (chain.isEmpty()) {
      return Optional.of("the chain has no certificate");
    }
    for (int i = 0; i < chain.size(); i++) {
      if (KeyMatch.matches(key, chain.get(i).getPublicKey())) {
        return i == 0
            ? orderFault(chain)
            : Optional.of(
                ("the key belongs to certificate %d of the chain;"
                        + " put that one first, then its issuers")
                    .formatted(i + 1));
      }
    }
    return Optional.of("the key does not belong to the certificate; write both from one issue");
  }

  private static Optional<String> orderFault(List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!issued(chain.get(i + 1), chain.get(i))) {
        return Optional.of(
            ("certificate %d of the chain did not issue certificate %d;"
                    + " put the leaf first, then its issuers in order")
                .formatted(i + 2, i + 1));
      }
    }
    return Optional.empty();
  }

  private static boolean issued(X509Certificate issuer, X509Certificate subject) {
    if (!subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      subject.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
