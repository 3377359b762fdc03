package io.phasegate.certs;

import static io.phasegate.certs.Fixtures.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** A TLS client that holds our authority, as the API server does, and dials a Service name (T3). */
class HandshakeTest {

  private final CertificateAuthority authority =
      CertificateAuthority.create("Handshake CA", Duration.ofDays(1), InstantSource.system());
  private final CertificateBundle pair =
      authority.sign(Leaf.forHosts(List.of(HOST), Duration.ofHours(1)), InstantSource.system());

  @Test
  void T3_theServiceNameIsTrusted() throws Exception {
    Certificate shown = dial(HOST, authority);

    assertThat(shown).isEqualTo(pair.leaf());
  }

  @Test
  void anotherNameIsRefused() {
    assertThatThrownBy(() -> dial("phasegate-webhook.elsewhere.svc", authority))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("phasegate-webhook.elsewhere.svc");
  }

  @Test
  void anotherAuthorityIsRefused() {
    var stranger =
        CertificateAuthority.create("Handshake CA", Duration.ofDays(1), InstantSource.system());

    assertThatThrownBy(() -> dial(HOST, stranger)).isInstanceOf(SSLException.class);
  }

  /** Shakes hands with a server that holds the pair, and gives the leaf that it showed. */
  private Certificate dial(String host, CertificateAuthority trusted) throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    try (var listener =
        (SSLServerSocket)
            serverContext().getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      Thread.startVirtualThread(() -> answerOnce(listener));
      try (var plain = new Socket(loopback, listener.getLocalPort());
          var client =
              (SSLSocket)
                  clientContext(trusted)
                      .getSocketFactory()
                      .createSocket(plain, host, listener.getLocalPort(), true)) {
        var parameters = client.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        client.setSSLParameters(parameters);
        client.startHandshake();
        return client.getSession().getPeerCertificates()[0];
      }
    }
  }

  private static void answerOnce(SSLServerSocket listener) {
    try (var accepted = (SSLSocket) listener.accept()) {
      accepted.startHandshake();
    } catch (IOException e) {
      // The client's side of the handshake is what the scenarios look at.
    }
  }

  private SSLContext serverContext() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("leaf", pair.key(), new char[0], pair.chain().toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext clientContext(CertificateAuthority trusted) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", trusted.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
