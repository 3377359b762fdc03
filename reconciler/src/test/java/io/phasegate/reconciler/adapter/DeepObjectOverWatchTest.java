package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object that nests as deep as an API server takes it, in an event of a watch. */
class DeepObjectOverWatchTest {

  @ParameterizedTest
  @ValueSource(ints = {500, 2_000, 9_990})
  void itArrivesWhole(int levels) throws Exception {
    var over = new CountDownLatch(1);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Thread::startVirtualThread);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(added(levels).getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    var arrived = new CompletableFuture<DynamoGraphDeploymentRequest>();
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withOnlyHttpWatches(true)
            .withRequestRetryBackoffLimit(0)
            .build();

    try (var client = ClusterClient.of(config);
        var _ =
            client
                .resources(DynamoGraphDeploymentRequest.class)
                .inNamespace("inference")
                .watch(new Into(arrived))) {
      DynamoGraphDeploymentRequest request = arrived.get(20, TimeUnit.SECONDS);

      assertThat(request.getSpec().objectAt("overrides.dgd"))
          .isEqualTo(Requests.nested(levels).getSpec().objectAt("overrides.dgd"));
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  private static String added(int levels) {
    return """
    {"type":"ADDED","object":{"apiVersion":"nvidia.com/v1beta1",\
    "kind":"DynamoGraphDeploymentRequest",\
    "metadata":{"name":"deep","namespace":"inference","resourceVersion":"1"},\
    "spec":{"model":"m","overrides":{"dgd":%s}}}}
    """
        .formatted("{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1));
  }

  /** The first object that arrives, or why none does. */
  private record Into(CompletableFuture<DynamoGraphDeploymentRequest> arrived)
      implements Watcher<DynamoGraphDeploymentRequest> {

    @Override
    public void eventReceived(Action action, DynamoGraphDeploymentRequest resource) {
      arrived.complete(resource);
    }

    @Override
    public void onClose(WatcherException cause) {
      arrived.completeExceptionally(cause);
    }
  }
}
