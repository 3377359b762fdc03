package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.CertificateBundle.Reading;
import io.vertx.core.Vertx;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;

class TlsIdentityTest {

  /** Made by {@code openssl req -x509 -newkey ed25519}. */
  private static final String ED25519_CHAIN =
      """
      -----BEGIN CERTIFICATE-----
      MIIBOjCB7aADAgECAhQnD5359qqhSJlAUYilSiJs6renJzAFBgMrZXAwEjEQMA4G
      A1UEAwwHZWQyNTUxOTAgFw0yNjExMzAwMDUwMDlaGA8yMTI2MTEwNjAwNTAwOVow
      EjEQMA4GA1UEAwwHZWQyNTUxOTAqMAUGAytlcAMhANYIP6xj1ZY17t2OctBbUdOH
      sWocEI6ymZwL8X20Sj1Yo1MwUTAdBgNVHQ4EFgQUdy/d/n0+AQxNjZ8uGZG0Uzo3
      dpQwHwYDVR0jBBgwFoAUdy/d/n0+AQxNjZ8uGZG0Uzo3dpQwDwYDVR0TAQH/BAUw
      AwEB/zAFBgMrZXADQQAeCMApzhYsu+Wuw5mQVkoa1OxQfRsTwMTYnuS7f24yowgE
      BvOMemRU0Yb7er4meM7u9wuMq7B8Ce2Sct18CNwE
      -----END CERTIFICATE-----
      """;

  private static final String ED25519_KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEILm73jP6YpTQJmiRvzYT/ZrK6+VUMcA8PgA08mfuaH5/
      -----END PRIVATE KEY-----
      """;

  @Test
  void theEngineGetsChainAndKeyOfTheBundle() throws Exception {
    CertificateBundle bundle = Scene.newPair(Scene.newAuthority());
    Vertx vertx = Vertx.vertx();

    var factory = TlsIdentity.of(bundle, TlsEngine.JDK).getKeyManagerFactory(vertx);

    var manager = (X509KeyManager) factory.getKeyManagers()[0];
    assertThat(manager.getCertificateChain("server")).containsExactlyElementsOf(bundle.chain());
    assertThat(manager.getPrivateKey("server")).isEqualTo(bundle.key());
    vertx.close().await();
  }

  @Test
  void keysThatBoringSslCannotUseAreRefusedBeforeAnyHandshake() {
    assertThatThrownBy(() -> TlsIdentity.of(ed25519(), TlsEngine.NATIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no EdDSA")
        .hasMessageContaining("--tls-engine jdk");
  }

  @Test
  void theJdkUsesThem() {
    assertThat(TlsIdentity.of(ed25519(), TlsEngine.JDK)).isNotNull();
  }

  private static CertificateBundle ed25519() {
    return ((Reading.Usable) CertificateBundle.read(ED25519_CHAIN, ED25519_KEY)).bundle();
  }
}
