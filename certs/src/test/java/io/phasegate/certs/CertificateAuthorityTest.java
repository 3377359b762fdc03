package io.phasegate.certs;

import static io.phasegate.certs.Fixtures.CLOCK;
import static io.phasegate.certs.Fixtures.HOST;
import static io.phasegate.certs.Fixtures.NOW;
import static io.phasegate.certs.Fixtures.newAuthority;
import static io.phasegate.certs.Fixtures.newPair;
import static io.phasegate.certs.Fixtures.newRsaPair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  @Test
  void anAuthorityMaySignCertificatesAndNoServers() throws Exception {
    X509Certificate certificate = newAuthority().certificate();

    assertThat(certificate.getBasicConstraints()).as("path length").isZero();
    assertThat(certificate.getKeyUsage()[KEY_CERT_SIGN]).isTrue();
    assertThat(certificate.getKeyUsage()[DIGITAL_SIGNATURE]).isFalse();
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(certificate.getPublicKey()).isInstanceOf(ECPublicKey.class);
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void aLeafServesAndSignsNothing() throws Exception {
    X509Certificate leaf = newPair().leaf();

    assertThat(leaf.getBasicConstraints()).as("CA:false").isEqualTo(-1);
    assertThat(leaf.getKeyUsage()[DIGITAL_SIGNATURE]).isTrue();
    assertThat(leaf.getKeyUsage()[KEY_CERT_SIGN]).isFalse();
    assertThat(leaf.getExtendedKeyUsage()).as("serverAuth").containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void hostsBecomeDnsAndAddressEntries() throws Exception {
    var leaf = Leaf.forHosts(List.of(HOST, "127.0.0.1", "::1"), Duration.ofDays(1));

    X509Certificate certificate = newAuthority().sign(leaf, CLOCK).leaf();

    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(entry -> entry.get(1).toString())
        .containsExactly(HOST, "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void serialsAreRandomAndOf128Bits() {
    var authority = newAuthority();
    var leaf = Leaf.forHosts(List.of(HOST), Duration.ofDays(1));

    var one = authority.sign(leaf, CLOCK).leaf().getSerialNumber();
    var other = authority.sign(leaf, CLOCK).leaf().getSerialNumber();

    assertThat(one.bitLength()).isEqualTo(128);
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void validityBeginsALittleEarlierForClocksThatLag() {
    X509Certificate leaf = newPair().leaf();

    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void aLeafNeverOutlivesItsAuthority() {
    var authority = newAuthority();

    var leaf = authority.sign(Leaf.forHosts(List.of(HOST), Duration.ofDays(10_000)), CLOCK).leaf();

    assertThat(leaf.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  @Test
  void anAuthorityThatEndedSignsNoMore() {
    var authority = newAuthority();
    var later = InstantSource.fixed(NOW.plus(Duration.ofDays(366)));

    assertThatThrownBy(
            () -> authority.sign(Leaf.forHosts(List.of(HOST), Duration.ofDays(1)), later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ended at 2028-02-29T12:00:00Z");
  }

  @Test
  void aStoredAuthoritySignsOn() throws Exception {
    var stored = newAuthority();

    var taken =
        new CertificateAuthority(
            Pem.certificates(stored.pem()).getFirst(), Pem.privateKey(Pem.of(stored.key())));
    var leaf = taken.sign(Leaf.forHosts(List.of(HOST), Duration.ofDays(1)), CLOCK).leaf();

    leaf.verify(stored.certificate().getPublicKey());
    assertThat(leaf.getIssuerX500Principal())
        .isEqualTo(stored.certificate().getSubjectX500Principal());
  }

  @Test
  void anAuthorityNeedsItsOwnKey() throws Exception {
    var certificate = newAuthority().certificate();
    var foreign = newAuthority().key();
    var rsa = newRsaPair().getPrivate();

    assertThatThrownBy(() -> new CertificateAuthority(certificate, foreign))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CertificateAuthority(certificate, rsa))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLeafIsNoAuthority() {
    var pair = newPair();

    assertThatThrownBy(() -> new CertificateAuthority(pair.leaf(), pair.key()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no CA:true");
  }

  @Test
  void aLeafNeedsSomebodyWhoCanDialIt() {
    assertThatThrownBy(() -> new Leaf("us", List.of(), List.of(), Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a DNS name or an address");
  }

  @Test
  void commonNamesFitIntoX509() {
    var longHost = "a".repeat(63) + "." + "b".repeat(60) + ".svc";

    var leaf = Leaf.forHosts(List.of(longHost), Duration.ofDays(1));

    assertThat(leaf.commonName()).hasSize(64);
    assertThat(leaf.dnsNames()).containsExactly(longHost);
  }
}
