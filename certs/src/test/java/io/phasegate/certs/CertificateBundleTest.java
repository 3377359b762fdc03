package io.phasegate.certs;

import static io.phasegate.certs.Fixtures.CLOCK;
import static io.phasegate.certs.Fixtures.HOST;
import static io.phasegate.certs.Fixtures.newAuthority;
import static io.phasegate.certs.Fixtures.newPair;
import static io.phasegate.certs.Fixtures.sec1Pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.certs.CertificateBundle.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {

  @Test
  void aPairSurvivesPemInBothDirections() {
    var pair = newPair();

    var read = CertificateBundle.read(pair.chainPem(), pair.keyPem());

    assertThat(read).isEqualTo(new Reading.Usable(pair));
  }

  @Test
  void aTraditionalKeyMakesTheSamePair() throws Exception {
    var pair = newPair();

    var read = CertificateBundle.read(pair.chainPem(), sec1Pem(pair));

    assertThat(read)
        .isInstanceOfSatisfying(
            Reading.Usable.class,
            usable -> assertThat(usable.bundle().chain()).isEqualTo(pair.chain()));
  }

  @Test
  void theIssuerMayFollowTheLeaf() {
    var authority = newAuthority();
    var pair = authority.sign(Leaf.forHosts(List.of(HOST), Duration.ofDays(1)), CLOCK);

    var read = CertificateBundle.read(pair.chainPem() + authority.pem(), pair.keyPem());

    assertThat(read)
        .isInstanceOfSatisfying(
            Reading.Usable.class,
            usable ->
                assertThat(usable.bundle().chain())
                    .containsExactly(pair.leaf(), authority.certificate()));
  }

  @Test
  void theLeafMustComeFirst() {
    var authority = newAuthority();
    var pair = authority.sign(Leaf.forHosts(List.of(HOST), Duration.ofDays(1)), CLOCK);

    var read = CertificateBundle.read(authority.pem() + pair.chainPem(), pair.keyPem());

    assertThat(reason(read))
        .isEqualTo(
            "the key belongs to certificate 2 of the chain;"
                + " put that one first, then its issuers");
  }

  @Test
  void aStrangerInTheChainIsNamed() {
    var pair = newPair();
    var stranger = newAuthority();

    var read = CertificateBundle.read(pair.chainPem() + stranger.pem(), pair.keyPem());

    assertThat(reason(read)).startsWith("certificate 2 of the chain did not issue certificate 1");
  }

  @Test
  void theKeyMustBeTheLeafs() {
    var read = CertificateBundle.read(newPair().chainPem(), newPair().keyPem());

    assertThat(reason(read))
        .isEqualTo("the key does not belong to the certificate; write both from one issue");
  }

  @Test
  void emptyAndForeignTextsAreNamed() {
    var pair = newPair();

    assertThat(reason(CertificateBundle.read("", pair.keyPem())))
        .isEqualTo("the certificate cannot be used: there is no PEM block \"CERTIFICATE\" in it");
    assertThat(reason(CertificateBundle.read(pair.chainPem(), "hello")))
        .isEqualTo("the key cannot be used: there is no PEM block with a private key in it");
  }

  @Test
  void damagedPemIsNamedAndNotQuoted() {
    var pair = newPair();
    var damaged = pair.keyPem().replaceFirst("\n....", "\n!?!?");

    var read = CertificateBundle.read(pair.chainPem(), damaged);

    assertThat(reason(read)).isEqualTo("the key cannot be used: the PEM of the key is damaged");
  }

  @Test
  void aBundleThatDoesNotFitCannotBeMade() {
    var pair = newPair();
    var foreign = newPair().key();

    assertThatThrownBy(() -> new CertificateBundle(pair.chain(), foreign))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CertificateBundle(List.of(), foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theKeyIsNeverPrinted() {
    var authority = newAuthority();
    var pair = newPair();

    assertThat(pair.toString())
        .isEqualTo(
            "CertificateBundle[CN=%s, serial %s, valid until 2027-03-31T12:00:00Z]"
                .formatted(HOST, pair.leaf().getSerialNumber().toString(16)));
    assertThat(authority.toString()).startsWith("CertificateAuthority[CN=Phasegate test CA,");
  }

  private static String reason(Reading reading) {
    return switch (reading) {
      case Reading.Usable usable -> throw new AssertionError("usable after all: " + usable);
      case Reading.Unusable(var reason) -> reason;
    };
  }
}
