package io.phasegate.reconciler.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of the health port that are slow or many: anybody may dial it who reaches the Pod. */
class HealthPortTest {

  private static final String HALF_A_HEAD = "GET /healthz HTTP/1.1\r\nHo";
  private static final String REQUEST =
      "GET /healthz HTTP/1.1\r\nHost: us\r\nConnection: close\r\n\r\n";

  private final HealthServer server =
      HealthServer.open(
          InetSocketAddress.createUnresolved("127.0.0.1", 0), List::of, () -> "metrics\n");
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void whoBeginsManyRequestsLosesTheOldestAndLocksNobodyOut() throws IOException {
    for (int i = 0; i < 3 * HealthServer.MOST; i++) {
      client(HALF_A_HEAD);
    }

    assertThat(client(REQUEST).getInputStream().readAllBytes())
        .asString(US_ASCII)
        .startsWith("HTTP/1.1 200 ");
    await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(HealthServer.MOST));
    for (Socket oldest : clients.subList(0, 2 * HealthServer.MOST)) {
      assertThat(isCut(oldest)).isTrue();
    }
  }

  @Test
  void whoComesAndGoesTakesNobodysPlace() throws IOException {
    Socket slow = client(HALF_A_HEAD);
    for (int i = 0; i < 3 * HealthServer.MOST; i++) {
      client(REQUEST).getInputStream().readAllBytes();
    }

    slow.getOutputStream().write("st: us\r\n\r\n".getBytes(US_ASCII));

    assertThat(slow.getInputStream().read()).isEqualTo('H');
  }

  /** A client that has said this much. */
  private Socket client(String words) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    clients.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(words.getBytes(US_ASCII));
    return socket;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("health-"))
        .count();
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
