package io.phasegate.webhook;

import io.phasegate.certs.CertificateBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Dials our own HTTPS port as a client would: a flag says that a port was opened once, an answer
 * says that it works now (D-09). The JDK's blocking sockets are meant: what checks the server must
 * not stand on what it checks.
 */
final class SelfDial {

  private static final int PATIENCE_MILLIS = 5_000;

  private static final byte[] PING =
      "OPTIONS * HTTP/1.1\r\nHost: self\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] PONG = "HTTP/1.1 204".getBytes(StandardCharsets.US_ASCII);

  private SelfDial() {}

  /**
   * Shakes hands, looks at the certificate, and asks for a sign of life. Blocks.
   *
   * @param expected what the handshake must show
   * @return what is wrong, a sentence; empty when nothing is
   */
  static Optional<String> dial(HostPort address, CertificateBundle expected) {
    try (var plain = new Socket()) {
      plain.connect(reachable(address), PATIENCE_MILLIS);
      plain.setSoTimeout(PATIENCE_MILLIS);
      var factory = trusting(expected).getSocketFactory();
      try (var socket = factory.createSocket(plain, "self", address.port(), true)) {
        socket.getOutputStream().write(PING);
        byte[] answer = socket.getInputStream().readNBytes(PONG.length);
        return Arrays.equals(answer, PONG)
            ? Optional.empty()
            : Optional.of("a self-dial to " + address + " got no sensible answer");
      }
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of("a self-dial to " + address + " failed: " + e.getMessage());
    }
  }

  /** A wildcard is where to listen, not where to dial. */
  private static InetSocketAddress reachable(HostPort address) throws UnknownHostException {
    InetAddress host = InetAddress.getByName(address.host());
    return new InetSocketAddress(
        host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, address.port());
  }

  /** The leaf itself is the one anchor of trust, and its name does not matter to ourselves. */
  private static SSLContext trusting(CertificateBundle expected)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("leaf", expected.leaf());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
