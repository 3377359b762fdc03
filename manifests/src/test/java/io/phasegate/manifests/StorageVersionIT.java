package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.BETA;
import static io.phasegate.manifests.Dgdr.all;
import static io.phasegate.manifests.Dgdr.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objects that lie in etcd as v1alpha1, from before the storage version moved. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageVersionIT {

  private final ApiClient api;
  private final String namespace;
  private final Installation installation;

  StorageVersionIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.api = cluster.api();
    this.namespace = namespace.name();
    this.installation = Installation.on(cluster);
  }

  @AfterAll
  void uninstall() {
    installation.close();
  }

  /** What happens to everybody's cluster when the new version arrives. */
  @Test
  void twoThousandOldObjectsAreListedInBothVersions() throws Exception {
    int count = 2_000;
    store(ALPHA);
    try {
      createOld(count);

      store(BETA);

      for (String version : List.of(BETA, ALPHA)) {
        Instant before = Instant.now();
        // Without a resourceVersion a list is served from etcd, so nothing was converted before.
        JsonArray items =
            api.get(all(version, namespace) + "?labelSelector=crowd")
                .orThrow()
                .json()
                .get("items")
                .flatMap(Json::asArray)
                .orElseThrow();
        System.out.printf(
            "%d objects stored as v1alpha1 listed as %s in %d ms%n",
            items.size(), version, Duration.between(before, Instant.now()).toMillis());

        String image = version.equals(BETA) ? "spec.image" : "spec.profilingConfig.profilerImage";
        assertThat(items.items())
            .hasSize(count)
            .allSatisfy(item ->
                assertThat(item.asObject().orElseThrow().textAt(image)).hasValue("registry/i"));
      }
    } finally {
      store(BETA);
      api.delete(all(BETA, namespace) + "?labelSelector=crowd").orThrow();
    }
  }

  private void createOld(int count) throws Exception {
    try (var workers = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> creations =
          IntStream.range(0, count)
              .<Callable<Integer>>mapToObj(
                  i -> () -> api.create(all(ALPHA, namespace), old(i)).orThrow().status())
              .toList();
      for (Future<Integer> creation : workers.invokeAll(creations)) {
        assertThat(creation.get()).isEqualTo(201);
      }
    }
  }

  private static JsonObject old(int i) {
    return Dgdr.of(
        ALPHA,
        """
        metadata: {name: old-%d, labels: {crowd: "yes"}}
        spec:
          model: m
          backend: vllm
          profilingConfig:
            profilerImage: registry/i
            outputPVC: results
            config: {sla: {ttft: 200, isl: 3000}, engine: {maxContextLength: 16384}}
        """
            .formatted(i));
  }

  @Test
  void objectStoredAsAlphaIsReadAfterTheStorageVersionMoved() throws IOException {
    store(ALPHA);
    JsonObject sample = Dgdr.sample("dgdr-v1alpha1.yaml");
    try {
      api.create(all(ALPHA, namespace), sample).orThrow();
      JsonObject before = api.get(one(ALPHA, namespace, "support-chat")).orThrow().json();

      store(BETA);

      JsonObject hub = api.get(one(BETA, namespace, "support-chat")).orThrow().json();
      JsonObject spoke = api.get(one(ALPHA, namespace, "support-chat")).orThrow().json();
      assertThat(hub.at("spec.image")).isEqualTo(sample.at("spec.profilingConfig.profilerImage"));
      assertThat(spoke.get("spec")).isEqualTo(before.get("spec"));

      // The empty patch that a storage migration sends rewrites the object in the new version.
      api.patch(one(BETA, namespace, "support-chat"), ApiClient.MERGE_PATCH, "{}").orThrow();
      JsonObject migrated = api.get(one(ALPHA, namespace, "support-chat")).orThrow().json();
      assertThat(migrated.get("spec")).isEqualTo(before.get("spec"));
    } finally {
      store(BETA);
    }
  }

  private void store(String version) throws IOException {
    StorageVersion.set(api, version, namespace);
  }
}
