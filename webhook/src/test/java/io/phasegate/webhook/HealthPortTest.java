package io.phasegate.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Clients of the health port that are slow, silent or many: it needs no certificate to be one. */
class HealthPortTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void aSilentConnectionIsClosedAfterTheIdleTime() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withIdle(Duration.ofSeconds(1))));
        var socket = dial(scene)) {
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void aHeadThatTricklesInIsCutOff() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(SHORT, LONG, LONG)));
        var socket = dial(scene)) {
      socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHo".getBytes(US_ASCII));

      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void whoOpensManyConnectionsLosesTheOldestAndLocksNobodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (var scene = Scene.ready()) {
      for (int i = 0; i < 2 * HealthConnections.MOST; i++) {
        silent.add(dial(scene));
      }

      assertThat(scene.health("/healthz").statusCode()).isEqualTo(200);
      for (var socket : silent.subList(0, HealthConnections.MOST)) {
        assertThat(isCut(socket)).isTrue();
      }
    } finally {
      for (var socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void whoComesAndGoesTakesNobodysPlace() throws Exception {
    try (var scene = Scene.ready();
        var stays = dial(scene)) {
      for (int i = 0; i < 2 * HealthConnections.MOST; i++) {
        try (var guest = dial(scene)) {
          ask(guest);
          assertThat(guest.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 200 ");
        }
      }

      ask(stays);

      assertThat(stays.getInputStream().read()).isEqualTo('H');
    }
  }

  private static UnaryOperator<WebhookOptions> patient(UnaryOperator<Patience> change) {
    return options -> options.withPatience(change.apply(options.patience()));
  }

  private static Socket dial(Scene scene) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), scene.server().health().port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(Wire.head("GET /healthz HTTP/1.1", "Host: us", "Connection: close"));
  }

  /** Whether the server ends the connection within the socket's patience. */
  private static boolean isCut(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // by a reset, which is an end as well
    }
  }
}
