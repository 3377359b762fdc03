package io.phasegate.reconciler.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.plan.Change.Dependents;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import io.phasegate.reconciler.stage.MemoryCluster;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server's answers to a write mean. */
class ClusterApplierTest {

  private static final Job JOB =
      new JobBuilder()
          .withNewMetadata()
          .withName("profile-x")
          .withNamespace("team-a")
          .withResourceVersion("7")
          .endMetadata()
          .build();

  /** The methods that find the Job. */
  private volatile Set<String> there = Set.of();

  private final Queue<String> deletions = new ConcurrentLinkedQueue<>();
  private final StandInServer server;
  private final KubernetesClient client;

  ClusterApplierTest() throws IOException {
    server =
        new StandInServer(exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("DELETE")) {
              deletions.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            }
            if (there.contains(exchange.getRequestMethod())) {
              byte[] job = new KubernetesSerialization().asJson(JOB).getBytes(UTF_8);
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, job.length);
              exchange.getResponseBody().write(job);
              return;
            }
            boolean post = exchange.getRequestMethod().equals("POST");
            String status =
                """
                {"kind":"Status","apiVersion":"v1","code":%d,"reason":"%s","message":"so"}\
                """
                    .formatted(post ? 409 : 404, post ? "AlreadyExists" : "NotFound");
            byte[] body = status.getBytes(UTF_8);
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

  @Test
  void aKindThatTheClusterLacksIsNamedAndTheObjectIsNotQuoted() {
    var desired = new GenericKubernetesResource();
    desired.setApiVersion("nvidia.com/v9");
    desired.setKind("DynamoGraphDeployment");
    desired.setMetadata(new ObjectMetaBuilder().withName("x").withNamespace("team-a").build());
    desired.setAdditionalProperty("spec", Map.of("token", "s3cr3t"));
    var applier =
        new ClusterApplier<>(
            context(), new MemoryCluster(() -> Instant.EPOCH), "phasegate-x", Fence.open());

    WriteResult result = applier.create(desired);

    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed ->
                assertThat(failed.error().message())
                    .contains("the cluster serves no DynamoGraphDeployment of nvidia.com/v9")
                    .doesNotContain("s3cr3t"));
  }

  @Test
  void anApiServerThatIsAwayIsNotSaidToLackAKind() {
    try (var nowhere =
        ClusterClient.of(
            new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:1")
                .withRequestRetryBackoffLimit(0)
                .build())) {
      var applier =
          new ClusterApplier<>(
              context(nowhere),
              new MemoryCluster(() -> Instant.EPOCH),
              "phasegate-x",
              Fence.open());

      assertThat(applier.create(JOB))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> assertThat(failed.error().reason()).isEqualTo("ConnectionRefused"));
    }
  }

  @ParameterizedTest
  @CsvSource({"AFTERWARDS, Background, true", "FIRST, Foreground, false"})
  void dependentsGoWhenTheyAreWantedTo(Dependents when, String policy, boolean locked) {
    there = Set.of("GET", "DELETE");
    var applier =
        new ClusterApplier<>(
            context(), new MemoryCluster(() -> Instant.EPOCH), "phasegate-x", Fence.open());

    WriteResult result = applier.delete(ResourceRef.of(JOB), "", when);

    assertThat(result).isEqualTo(new WriteResult.Deleted());
    assertThat(deletions)
        .singleElement()
        .asString()
        .contains("\"propagationPolicy\":\"" + policy + "\"")
        .satisfies(body -> assertThat(body.contains("resourceVersion")).isEqualTo(locked));
  }

  private Context<ConfigMap> context() {
    return context(client);
  }

  /** Only the client is asked for. */
  @SuppressWarnings("unchecked")
  private Context<ConfigMap> context(KubernetesClient asked) {
    return (Context<ConfigMap>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> asked);
  }
}
