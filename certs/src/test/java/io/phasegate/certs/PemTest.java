package io.phasegate.certs;

import static io.phasegate.certs.Fixtures.block;
import static io.phasegate.certs.Fixtures.newAuthority;
import static io.phasegate.certs.Fixtures.newPair;
import static io.phasegate.certs.Fixtures.newRsaPair;
import static io.phasegate.certs.Fixtures.pkcs1Pem;
import static io.phasegate.certs.Fixtures.sec1Pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;

class PemTest {

  @Test
  void severalCertificatesKeepTheirOrder() throws Exception {
    X509Certificate one = newAuthority().certificate();
    X509Certificate other = newAuthority().certificate();

    List<X509Certificate> read = Pem.certificates(Pem.of(List.of(one, other)));

    assertThat(read).containsExactly(one, other);
  }

  @Test
  void wordsAroundTheBlocksArePassedOver() throws Exception {
    X509Certificate certificate = newAuthority().certificate();

    var read = Pem.certificates("subject: CN=us\n\n" + Pem.of(List.of(certificate)) + "\nend\n");

    assertThat(read).containsExactly(certificate);
  }

  @Test
  void aBlockThatDoesNotEndIsDamaged() throws Exception {
    String whole = Pem.of(List.of(newAuthority().certificate()));
    String cut = whole.substring(0, whole.indexOf("-----END"));

    assertThatThrownBy(() -> Pem.certificates(cut))
        .isInstanceOf(MalformedPem.class)
        .hasMessage("the PEM of the certificate is damaged");
  }

  @Test
  void rsaKeysInPkcs8AreRead() throws Exception {
    PrivateKey key = newRsaPair().getPrivate();

    assertThat(Pem.privateKey(Pem.of(key))).isEqualTo(key);
  }

  @Test
  void linesOfWindowsAreRead() throws Exception {
    CertificateBundle pair = newPair();

    assertThat(Pem.privateKey(pair.keyPem().replace("\n", "\r\n"))).isEqualTo(pair.key());
    assertThat(Pem.certificates(pair.chainPem().replace("\n", "\r\n"))).isEqualTo(pair.chain());
  }

  @Test
  void keysAreWrittenAsPkcs8() throws Exception {
    PrivateKey key = newPair().key();

    String text = Pem.of(key);

    assertThat(text).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Pem.privateKey(text)).isEqualTo(key);
  }

  @Test
  void sec1KeysAreRead() throws Exception {
    CertificateBundle pair = newPair();
    String sec1 = sec1Pem(pair);

    PrivateKey read = Pem.privateKey(sec1);

    assertThat(KeyMatch.matches(read, pair.leaf().getPublicKey())).isTrue();
  }

  @Test
  void curveParametersInFrontOfTheKeyArePassedOver() throws Exception {
    String parametersOfP256 =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    CertificateBundle pair = newPair();

    PrivateKey read = Pem.privateKey(parametersOfP256 + sec1Pem(pair));

    assertThat(KeyMatch.matches(read, pair.leaf().getPublicKey())).isTrue();
  }

  @Test
  void pkcs1RsaKeysAreRead() throws Exception {
    PrivateKey key = newRsaPair().getPrivate();
    String pkcs1 = pkcs1Pem(key);

    PrivateKey read = Pem.privateKey(pkcs1);

    assertThat(read).isEqualTo(key);
  }

  @Test
  void encryptedKeysAreRefusedWithAdvice() throws Exception {
    var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2);
    byte[] pkcs8 = new EncryptedPrivateKeyInfo(algorithm, new byte[64]).getEncoded();

    String text = block("ENCRYPTED PRIVATE KEY", pkcs8);

    assertThatThrownBy(() -> Pem.privateKey(text))
        .isInstanceOf(MalformedPem.class)
        .hasMessage("the key is encrypted; store it without a passphrase");
  }

  @Test
  void encryptedTraditionalKeysAreRefusedAlike() {
    var text =
        """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

        AAAAAAAAAAAAAAAAAAAAAA==
        -----END EC PRIVATE KEY-----
        """;

    assertThatThrownBy(() -> Pem.privateKey(text))
        .isInstanceOf(MalformedPem.class)
        .hasMessage("the key is encrypted; store it without a passphrase");
  }
}
