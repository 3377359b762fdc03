package io.phasegate.reconciler.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The health port while there is much to do. */
class HealthServerTest {

  @Test
  void passesThatComputeDoNotKeepItFromAnswering() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    var over = new AtomicBoolean();
    var computing = new CountDownLatch(cores);
    try (var health =
            HealthServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List::of, () -> "");
        var client = HttpClient.newHttpClient()) {
      for (int i = 0; i < cores; i++) {
        Thread.ofVirtual()
            .start(() -> {
              computing.countDown();
              while (!over.get()) {
                Thread.onSpinWait();
              }
            });
      }
      computing.await();

      var answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + health.address().getPort() + "/healthz"))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
    } finally {
      over.set(true);
    }
  }
}
