package io.phasegate.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The pieces that the scenarios here are made of; everything is made anew at each call. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final String HOST = "phasegate-webhook.ai.svc";

  private Fixtures() {}

  static CertificateAuthority newAuthority() {
    return CertificateAuthority.create("Phasegate test CA", Duration.ofDays(365), CLOCK);
  }

  static CertificateBundle newPair() {
    return newAuthority().sign(Leaf.forHosts(List.of(HOST), Duration.ofDays(30)), CLOCK);
  }

  static KeyPair newRsaPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  /** As {@code openssl ecparam -genkey -noout} writes a key on P-256. */
  static String sec1Pem(CertificateBundle pair) throws IOException {
    var number = ((ECPrivateKey) pair.key()).getS();
    var point = SubjectPublicKeyInfo.getInstance(pair.leaf().getPublicKey().getEncoded());
    var key =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            256, number, point.getPublicKeyData(), SECObjectIdentifiers.secp256r1);
    return block("EC PRIVATE KEY", key.getEncoded());
  }

  /** As {@code openssl genrsa -traditional} writes keys. */
  static String pkcs1Pem(PrivateKey key) throws IOException {
    byte[] pkcs1 =
        PrivateKeyInfo.getInstance(key.getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    return block("RSA PRIVATE KEY", pkcs1);
  }

  static String block(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
  }

  static void write(Path directory, CertificateBundle pair) throws IOException {
    write(directory, pair.chainPem(), pair.keyPem());
  }

  static void write(Path directory, String chain, String key) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("tls.crt"), chain);
    Files.writeString(directory.resolve("tls.key"), key);
  }
}
