package io.phasegate.certs;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority that signs server certificates and nothing else: ECDSA on P-256 (ruling
 * 15), path length 0. A value; whoever holds it may sign.
 *
 * @param certificate self-signed, {@code CA:true}; this is what a {@code caBundle} carries
 * @param key never printed
 */
public record CertificateAuthority(X509Certificate certificate, PrivateKey key) {

  /** Clocks differ: a certificate that begins this much earlier is valid everywhere at once. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /**
   * Takes an authority that was stored.
   *
   * @throws IllegalArgumentException when the key is not the certificate's, is not on an elliptic
   *     curve, or the certificate may not sign others
   */
  public CertificateAuthority {
    if (!KeyMatch.matches(key, certificate.getPublicKey()) || !key.getAlgorithm().equals("EC")) {
      throw new IllegalArgumentException("an authority needs the elliptic curve key of its own");
    }
    if (certificate.getBasicConstraints() < 0) {
      throw new IllegalArgumentException("this certificate may not sign others: it has no CA:true");
    }
  }

  /**
   * Makes a new authority with a new key.
   *
   * @param commonName 1 to 64 characters
   * @param validity from now on
   * @param clock says what now is
   */
  public static CertificateAuthority create(
      String commonName, Duration validity, InstantSource clock) {
    Leaf.checkCommonName(commonName);
    Leaf.checkValidity(validity);
    KeyPair pair = newKeyPair();
    X500Name name = name(commonName);
    Instant now = clock.instant();
    try {
      X509v3CertificateBuilder draft =
          draft(name, name, now, now.plus(validity), pair.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new CertificateAuthority(signed(draft, pair.getPrivate()), pair.getPrivate());
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot sign with ECDSA", e);
    }
  }

  /**
   * Makes a new key and a server certificate for it. The certificate never outlives this authority.
   *
   * @return a chain of the leaf alone: clients hold this authority's certificate themselves
   * @throws IllegalArgumentException when this authority is not valid now
   */
  public CertificateBundle sign(Leaf leaf, InstantSource clock) {
    Instant now = clock.instant();
    Instant authorityEnds = certificate.getNotAfter().toInstant();
    if (!now.isBefore(authorityEnds)) {
      throw new IllegalArgumentException("this authority ended at " + authorityEnds);
    }
    Instant wished = now.plus(leaf.validity());
    Instant end = wished.isBefore(authorityEnds) ? wished : authorityEnds;
    KeyPair pair = newKeyPair();
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    try {
      X509v3CertificateBuilder draft =
          draft(issuer, name(leaf.commonName()), now, end, pair.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate))
              .addExtension(Extension.subjectAlternativeName, false, alternatives(leaf));
      return new CertificateBundle(List.of(signed(draft, key)), pair.getPrivate());
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot sign with ECDSA", e);
    }
  }

  /** The certificate as PEM, as a {@code caBundle} or {@code ca.crt} carries it. */
  public String pem() {
    return Pem.of(List.of(certificate));
  }

  @Override
  public String toString() {
    return "CertificateAuthority[" + CertificateBundle.describe(certificate) + "]";
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make keys on P-256", e);
    }
  }

  private static X509v3CertificateBuilder draft(
      X500Name issuer, X500Name subject, Instant now, Instant end, PublicKey key)
      throws GeneralSecurityException, CertIOException {
    return new JcaX509v3CertificateBuilder(
            issuer, newSerial(), Date.from(now.minus(CLOCK_SKEW)), Date.from(end), subject, key)
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
  }

  private static X509Certificate signed(X509v3CertificateBuilder draft, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(draft.build(signer));
  }

  /** 128 bits of chance; the top bit is set so that every serial has the same length. */
  private static BigInteger newSerial() {
    return new BigInteger(128, new SecureRandom()).setBit(127);
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  private static GeneralNames alternatives(Leaf leaf) {
    return new GeneralNames(
        Stream.concat(
                leaf.dnsNames().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                leaf.addresses().stream()
                    .map(InetAddress::getHostAddress)
                    .map(address -> new GeneralName(GeneralName.iPAddress, address)))
            .toArray(GeneralName[]::new));
  }
}
