package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.BETA;
import static io.phasegate.manifests.Dgdr.all;
import static io.phasegate.manifests.Dgdr.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objects that lie in etcd as v1alpha1, from before the storage version moved. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageVersionIT {

  private static final String CRD =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/dynamographdeploymentrequests.nvidia.com";

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
    JsonObject crd = api.get(CRD).orThrow().json();
    int index = 0;
    var patch = new StringBuilder();
    for (Json item : crd.at("spec.versions").flatMap(Json::asArray).orElseThrow()) {
      boolean storage = item.asObject().orElseThrow().textAt("name").orElse("").equals(version);
      patch
          .append(patch.isEmpty() ? "" : ",")
          .append(
              "{\"op\":\"replace\",\"path\":\"/spec/versions/%d/storage\",\"value\":%s}"
                  .formatted(index, storage));
      index++;
    }
    api.patch(CRD, ApiClient.JSON_PATCH, "[" + patch + "]").orThrow();
    // The API server takes a changed CRD up within moments; until then it answers by the old one.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get(all(version, namespace)).succeeded());
  }
}
