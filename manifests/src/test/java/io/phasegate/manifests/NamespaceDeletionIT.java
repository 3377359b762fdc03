package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.BETA;
import static io.phasegate.manifests.Dgdr.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The namespace controller lists every resource in some version; a conversion must not stop it. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamespaceDeletionIT {

  private final Cluster cluster;
  private final ApiClient api;
  private final Installation installation;

  NamespaceDeletionIT(Cluster cluster) throws IOException {
    this.cluster = cluster;
    this.api = cluster.api();
    this.installation = Installation.on(cluster);
  }

  @AfterAll
  void uninstall() {
    installation.close();
  }

  @Test
  void namespaceWithRequestsInItGoesAway() throws IOException {
    createRequests("short-lived");

    api.delete("/api/v1/namespaces/short-lived").orThrow();

    awaitGone("short-lived");
    assertThat(
            api.get("/apis/nvidia.com/v1beta1/dynamographdeploymentrequests")
                .orThrow()
                .json()
                .get("items")
                .flatMap(Json::asArray)
                .orElseThrow())
        .noneMatch(item ->
            item.asObject()
                .flatMap(object -> object.textAt("metadata.namespace"))
                .filter("short-lived"::equals)
                .isPresent());
  }

  /** The namespace controller reads the preferred version, which is the stored one. */
  @Test
  void D12_namespaceGoesAwayWithoutTheWebhookToo() throws IOException {
    createRequests("orphaned");

    installation.stopWebhook();
    try {
      api.delete("/api/v1/namespaces/orphaned").orThrow();

      awaitGone("orphaned");
    } finally {
      installation.startWebhook(api);
    }
  }

  /** Objects that still lie in etcd in the old version need the webhook: migrate them early. */
  @Test
  void namespaceWithOldObjectsWaitsForTheWebhookAndSaysSo() throws IOException {
    cluster.createNamespace("unmigrated");
    StorageVersion.set(api, ALPHA, "unmigrated");
    try {
      create("unmigrated", 0);
    } finally {
      StorageVersion.set(api, BETA, "unmigrated");
    }

    installation.stopWebhook();
    try {
      api.delete("/api/v1/namespaces/unmigrated").orThrow();

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(api.get("/api/v1/namespaces/unmigrated").orThrow().text())
                  .contains("NamespaceDeletionContentFailure", "conversion webhook"));
    } finally {
      installation.startWebhook(api);
    }
    awaitGone("unmigrated");
  }

  private void createRequests(String namespace) throws IOException {
    cluster.createNamespace(namespace);
    for (int i = 0; i < 3; i++) {
      create(namespace, i);
    }
  }

  private void create(String namespace, int number) throws IOException {
    api.create(
            all(ALPHA, namespace),
            Dgdr.of(
                ALPHA,
                """
                metadata: {name: request-%d}
                spec: {model: m, backend: vllm, profilingConfig: {profilerImage: i, config: {sla: {ttft: 1}}}}
                """
                    .formatted(number)))
        .orThrow();
  }

  private void awaitGone(String namespace) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(api.get("/api/v1/namespaces/" + namespace).status()).isEqualTo(404));
  }
}
