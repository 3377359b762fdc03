package io.phasegate.webhook.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.Leaf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process with a small heap, under bodies that are made to bring it down. */
class HostileBodiesTest {

  private static final int MIB = 1024 * 1024;

  /**
   * With its usual limits nothing of this gets far. Without the limit of bytes the heap does run
   * out, and the process must live on all the same.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSmallHeapSurvivesHostileBodiesAndNeighboursAreServed(boolean roomy, @TempDir Path directory)
      throws Exception {
    var clock = InstantSource.system();
    var authority = CertificateAuthority.create("Hostile CA", Duration.ofDays(1), clock);
    var pair = authority.sign(Leaf.forHosts(List.of("localhost"), Duration.ofHours(1)), clock);
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());
    try (var server =
            ServerProcess.start(
                directory, Duration.ZERO, "-Xmx64m", "-Dphasegate.load.roomy=" + roomy);
        var client =
            new PooledClient(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.ports().webhookPort()),
                Soak.trusting(authority).getSocketFactory())) {
      List<CompletableFuture<Void>> hostile = new ArrayList<>();
      for (byte[] body : List.of(deep(), wide(), endlessText(), manyObjects())) {
        for (int i = 0; i < 2; i++) {
          hostile.add(CompletableFuture.runAsync(() -> send(client, body)));
        }
      }

      CompletableFuture.allOf(hostile.toArray(CompletableFuture[]::new)).join();

      assertThat(server.isAlive()).isTrue();
      var answer = client.post("/convert", Soak.review());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(new String(answer.body(), UTF_8))
          .contains("\"uid\":\"soak\"", "\"status\":\"Success\"");
    }
  }

  /** Whatever is answered to it, if anything: a reset is an answer too. */
  private static void send(PooledClient client, byte[] body) {
    try {
      client.post("/convert", body);
    } catch (IOException e) {
      // refused in the middle of a body
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] deep() {
    return review("{\"spec\":" + "[".repeat(2 * MIB) + "}");
  }

  private static byte[] wide() {
    return review("{\"spec\":{" + "\"a\":0,".repeat(MIB / 2) + "\"b\":0}}");
  }

  private static byte[] endlessText() {
    return review("{\"spec\":\"" + "\\u0000".repeat(MIB) + "\"}");
  }

  private static byte[] manyObjects() {
    return review("{},".repeat(MIB) + "{}");
  }

  private static byte[] review(String objects) {
    return """
    {"kind":"ConversionReview","apiVersion":"apiextensions.k8s.io/v1","request":{"uid":"bad",\
    "desiredAPIVersion":"nvidia.com/v1beta1","objects":[%s]}}\
    """
        .formatted(objects)
        .getBytes(UTF_8);
  }
}
