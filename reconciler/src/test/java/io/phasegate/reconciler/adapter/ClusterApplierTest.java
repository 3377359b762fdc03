package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.stage.MemoryCluster;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the API server's answers to a write mean. */
class ClusterApplierTest {

  private static final Job JOB =
      new JobBuilder()
          .withNewMetadata()
          .withName("profile-x")
          .withNamespace("team-a")
          .endMetadata()
          .build();

  private final StandInServer server;
  private final KubernetesClient client;

  ClusterApplierTest() throws IOException {
    server =
        new StandInServer(exchange -> {
          try (exchange) {
            boolean post = exchange.getRequestMethod().equals("POST");
            String status =
                """
                {"kind":"Status","apiVersion":"v1","code":%d,"reason":"%s","message":"so"}\
                """
                    .formatted(post ? 409 : 404, post ? "AlreadyExists" : "NotFound");
            byte[] body = status.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(post ? 409 : 404, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    client = server.client;
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatIsInTheWayAndGoneBeforeItIsLookedAtIsTriedAgain() {
    var applier =
        new ClusterApplier<>(
            context(), new MemoryCluster(() -> Instant.EPOCH), "phasegate-x", Fence.open());

    WriteResult result = applier.create(JOB);

    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed -> {
              assertThat(failed.error().category()).isEqualTo(ErrorCategory.INFRASTRUCTURE);
              assertThat(failed.error().reason()).isEqualTo("Conflict");
            });
  }

  /** Only the client is asked for. */
  @SuppressWarnings("unchecked")
  private Context<ConfigMap> context() {
    return (Context<ConfigMap>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> client);
  }
}
