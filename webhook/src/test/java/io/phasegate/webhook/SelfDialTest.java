package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.newAuthority;
import static io.phasegate.webhook.Scene.newPair;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.certs.FixedCertificateSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** D-09: a flag says that a port was opened once; only an answer says that it works. */
class SelfDialTest {

  @Test
  void findsOurselves() throws Exception {
    var authority = newAuthority();
    var pair = newPair(authority);
    try (var scene =
        Scene.start(authority, new FixedCertificateSource(pair), UnaryOperator.identity())) {
      assertThat(SelfDial.dial(scene.server().webhook().orElseThrow(), pair)).isEmpty();
    }
  }

  @Test
  void noticesAnotherCertificate() throws Exception {
    var authority = newAuthority();
    var pair = newPair(authority);
    try (var scene =
        Scene.start(authority, new FixedCertificateSource(pair), UnaryOperator.identity())) {
      var address = scene.server().webhook().orElseThrow();

      var fault = SelfDial.dial(address, newPair(authority));

      assertThat(fault.orElseThrow()).startsWith("a self-dial to " + address + " failed: ");
    }
  }

  @Test
  void noticesThatNobodyListens() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    var fault = SelfDial.dial(new HostPort("127.0.0.1", free), newPair(newAuthority()));

    assertThat(fault.orElseThrow()).contains("failed: Connection refused");
  }
}
