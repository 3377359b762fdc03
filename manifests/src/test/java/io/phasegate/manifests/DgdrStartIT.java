package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.BETA;
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

/** The reconciler on a cluster that is not ready for it: it lives, waits, and says what for. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DgdrStartIT {

  private static final String CRD =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/dynamographdeploymentrequests.nvidia.com";

  private final Cluster cluster;
  private final ApiClient api;
  private final Requests requests;
  private final DynamoStage stage;

  DgdrStartIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.api = cluster.api();
    this.requests = new Requests(api, namespace.name());
    this.stage = DynamoStage.on(cluster);
  }

  @AfterAll
  void uninstall() {
    stage.close();
  }

  /** D-05, D-06: what a cluster looks like after an upgrade in which everything came up at once. */
  @Test
  void itStartsWithoutTheWebhookWhileObjectsAreStoredInTheOldVersion() throws IOException {
    StorageVersion.set(api, ALPHA, requests.namespace());
    try {
      requests.create("old", "");
    } finally {
      StorageVersion.set(api, BETA, requests.namespace());
    }
    stage.installation().stopWebhook();
    try {
      // What it has converted before must not be what it answers with.
      cluster.restartApiServer();
      try (var reconciler = ReconcilerProcess.start(stage.kubeconfig())) {
        reconciler.await("says whom it misses", "conversion webhook for nvidia.com/v1alpha1");
        assertThat(reconciler.health("/healthz").orElseThrow().statusCode()).isEqualTo(200);
        assertThat(reconciler.health("/readyz").orElseThrow().statusCode()).isEqualTo(503);

        stage.installation().startWebhook(api);

        reconciler.awaitReady();
        requests.awaitPhase("old", "Deployed");
      }
    } finally {
      stage.installation().stopWebhook();
      stage.installation().startWebhook(api);
    }
  }

  /** D-30: a stanza that is wrong would let the API server store the wrong shape. */
  @Test
  void nothingIsWrittenWhileTheConversionStanzaIsWrong() throws IOException {
    requests.create("careful", "");
    try (var reconciler = ReconcilerProcess.start(stage.kubeconfig()).awaitReady()) {
      requests.awaitPhase("careful", "Deployed");
      Json stanza = api.get(CRD).orThrow().json().at("spec.conversion").orElseThrow();

      convertBy(JsonObject.of("strategy", Json.text("None")));
      try {
        reconciler.await("says what is wrong", "spec.conversion.strategy is not Webhook");
        var traces = Traces.on(cluster);
        requests.deploymentSays("careful", "failed");
        Awaitility.await()
            .during(Duration.ofSeconds(6))
            .atMost(Duration.ofSeconds(10))
            .until(() -> traces.writes().isEmpty());
      } finally {
        convertBy(stanza);
      }

      reconciler.awaitReady();
      requests.awaitPhase("careful", "Deploying");
    }
  }

  /** The same before the first look at any object. */
  @Test
  void whileTheConversionStanzaIsWrongItDoesNotEvenStart() throws IOException {
    Json stanza = api.get(CRD).orThrow().json().at("spec.conversion").orElseThrow();
    var traces = Traces.on(cluster);
    convertBy(JsonObject.of("strategy", Json.text("None")));
    try (var reconciler = ReconcilerProcess.start(stage.kubeconfig())) {
      try {
        reconciler.await("says what is wrong", "spec.conversion.strategy is not Webhook");
        assertThat(reconciler.readiness()).contains("apply our manifests anew");
        assertThat(traces.ours(event -> event.resource().equals("dynamographdeploymentrequests")))
            .isEmpty();
      } finally {
        convertBy(stanza);
      }

      reconciler.awaitReady();
      Requests.soon()
          .untilAsserted(() ->
              assertThat(reconciler.health("/readyz").orElseThrow().statusCode()).isEqualTo(200));
    }
  }

  private void convertBy(Json stanza) throws IOException {
    String patch = "[{\"op\":\"replace\",\"path\":\"/spec/conversion\",\"value\":" + stanza + "}]";
    api.patch(CRD, ApiClient.JSON_PATCH, patch).orThrow();
  }
}
