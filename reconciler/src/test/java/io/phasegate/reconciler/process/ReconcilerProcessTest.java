package io.phasegate.reconciler.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.phasegate.reconciler.adapter.Registration;
import io.phasegate.reconciler.adapter.RunnerSettings;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process without a cluster: it lives, and says what it waits for. */
class ReconcilerProcessTest {

  private static final AllKinds WIDGETS =
      new AllKinds(List.of(Registration.of(Widget.class, new WidgetKind())));

  @TempDir Path folder;

  private ReconcilerOptions options(Set<String> kinds) throws IOException {
    return options(kinds, "nowhere");
  }

  private ReconcilerOptions options(Set<String> kinds, String context) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: %s
            clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: nobody, user: {}}]
            contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
            """
                .formatted(context));
    return new ReconcilerOptions(
        Optional.of(kubeconfig),
        kinds,
        InetSocketAddress.createUnresolved("127.0.0.1", 0),
        false,
        RunnerSettings.standard());
  }

  private static HttpResponse<String> get(ReconcilerProcess process, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + process.healthAddress().getPort() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void theProcessLivesWithoutAClusterAndSaysWhatItWaitsFor() throws Exception {
    var announced = new ArrayList<String>();

    try (var process = ReconcilerProcess.start(options(Set.of()), WIDGETS, announced::add)) {
      assertThat(announced)
          .containsExactly("listening health 127.0.0.1:" + process.healthAddress().getPort());
      assertThat(get(process, "/healthz").statusCode()).isEqualTo(200);
      await()
          .untilAsserted(() -> {
            var ready = get(process, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                .startsWith(
                    "widget waits: the API server at http://127.0.0.1:1/ cannot be asked:"
                        + " ConnectionRefused");
          });
    }
  }

  @Test
  void passesThatKeepAllCarriersBusyDoNotMakeTheProcessLookDead() throws Exception {
    var over = new AtomicBoolean();
    int carriers = Runtime.getRuntime().availableProcessors();
    var busy = new CountDownLatch(carriers);
    try (var process = ReconcilerProcess.start(options(Set.of()), WIDGETS, _ -> {})) {
      for (int i = 0; i < carriers; i++) {
        Thread.startVirtualThread(() -> {
          busy.countDown();
          while (!over.get()) {
            Thread.onSpinWait();
          }
        });
      }
      assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(get(process, "/healthz").statusCode()).isEqualTo(200);
    } finally {
      over.set(true);
    }
  }

  @Test
  void metricsAreServed() throws Exception {
    try (var process = ReconcilerProcess.start(options(Set.of()), WIDGETS, _ -> {})) {
      assertThat(get(process, "/metrics").statusCode()).isEqualTo(200);
      assertThat(get(process, "/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aKindThatWeDoNotHaveIsRefusedWithTheNamesThatWeHave() {
    assertThatThrownBy(() -> ReconcilerProcess.start(options(Set.of("gadget")), WIDGETS, _ -> {}))
        .isInstanceOf(CannotStart.class)
        .hasMessage("--kinds: there are no kinds called [gadget]; we know [widget]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"elsewhere", "''"})
  void aKubeconfigThatChoosesNoClusterIsRefused(String context) {
    assertThatThrownBy(() -> ReconcilerProcess.start(options(Set.of(), context), WIDGETS, _ -> {}))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("chooses no cluster: its current-context is none of its contexts");
  }
}
