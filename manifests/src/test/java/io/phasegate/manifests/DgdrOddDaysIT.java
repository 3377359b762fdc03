package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people do to requests and to what came of them, that nobody has thought of. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DgdrOddDaysIT {

  private static final String TAKES_AN_HOUR = "stand-in.phasegate.io/profiler: takes-an-hour";

  private final Cluster cluster;
  private final ApiClient api;
  private final Requests requests;
  private final DynamoStage stage;
  private final ReconcilerProcess reconciler;

  DgdrOddDaysIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.api = cluster.api();
    this.requests = new Requests(api, namespace.name());
    this.stage = DynamoStage.on(cluster);
    this.reconciler = ReconcilerProcess.start(stage.kubeconfig()).awaitReady();
  }

  @AfterAll
  void uninstall() {
    reconciler.close();
    stage.close();
  }

  private void writeStatus(String name, String mergePatch) throws IOException {
    api.patch(
            Dgdr.one(Dgdr.BETA, requests.namespace(), name) + "/status",
            ApiClient.MERGE_PATCH,
            mergePatch)
        .orThrow();
  }

  @Test
  void aStatusThatSomebodyWipesIsFoundAgainFromWhatIsThere() throws IOException {
    var traces = Traces.on(cluster);
    requests.create("wiped", "");
    requests.awaitPhase("wiped", "Deployed");

    writeStatus("wiped", "{\"status\":null}");
    // A status wakes nobody; the next thing that happens to the request does.
    requests.edit("wiped", "{\"metadata\":{\"annotations\":{\"look\":\"again\"}}}");

    requests.awaitPhase("wiped", "Deployed");
    assertThat(requests.get("wiped").textAt("status.dgdName")).hasValue("wiped-dgd");
    assertThat(traces.writes().stream().filter(line -> line.startsWith("201 create jobs/")))
        .hasSize(1);
  }

  /**
   * Admission lets it through as long as the request is Pending, whatever a pass is about to do.
   */
  @Test
  void anEditThatIsLetThroughIsWhatIsProfiled() throws IOException {
    List<String> edited = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String name = "edited-" + i;
      requests.create(name, "");
      if (requests.tryEdit(name, "{\"spec\":{\"model\":\"acme/other-1b\"}}").succeeded()) {
        edited.add(name);
      }
    }

    assertThat(edited).isNotEmpty();
    for (String name : edited) {
      requests.awaitPhase(name, "Deployed");
      assertThat(requests.job(name).text()).contains("acme/other-1b").doesNotContain("acme/tiny");
      assertThat(requests.condition(name, "SpecAccepted")).doesNotStartWith("False");
    }
  }

  @Test
  void aPhaseThatSomebodySetsBackGoesForwardWithTheSameJob() throws IOException {
    requests.createWithProfiler("set-back", TAKES_AN_HOUR);
    requests.awaitPhase("set-back", "Profiling");
    String uid = requests.job("set-back").json().textAt("metadata.uid").orElseThrow();

    writeStatus("set-back", "{\"status\":{\"phase\":\"Pending\"}}");
    requests.edit("set-back", "{\"metadata\":{\"annotations\":{\"look\":\"again\"}}}");

    Requests.soon()
        .untilAsserted(() -> {
          assertThat(requests.phase("set-back")).isEqualTo("Profiling");
          assertThat(requests.condition("set-back", "Succeeded")).isEqualTo("False/Profiling");
        });
    assertThat(requests.job("set-back").json().textAt("metadata.uid")).hasValue(uid);
  }

  @Test
  void aSuspendedJobIsSaidToBeOneAndGoesOnWhenItIsLetGo() throws IOException {
    requests.create("patient", "overrides: {profilingJob: {suspend: true, template: {}}}");
    Requests.soon()
        .untilAsserted(
            () -> assertThat(requests.message("patient", "Profiling")).contains("is suspended"));

    api.patch(requests.jobUrl("patient"), ApiClient.MERGE_PATCH, "{\"spec\":{\"suspend\":false}}")
        .orThrow();

    requests.awaitPhase("patient", "Deployed");
  }

  @Test
  void aRequestThatIsReplacedWhileItProfilesBeginsAnew() throws IOException {
    requests.createWithProfiler("replaced", TAKES_AN_HOUR);
    requests.awaitPhase("replaced", "Profiling");
    String first = requests.job("replaced").json().textAt("metadata.uid").orElseThrow();

    requests.delete("replaced");
    requests.create("replaced", "");

    requests.awaitPhase("replaced", "Deployed");
    assertThat(requests.job("replaced").json().textAt("metadata.uid").orElseThrow())
        .isNotEqualTo(first);
  }

  @Test
  void aNameThatIsTakenIsWaitedForAndTakenWhenItIsFree() throws IOException {
    JsonObject taken =
        JsonObject.of("apiVersion", Json.text("nvidia.com/v1alpha1"))
            .with("kind", Json.text("DynamoGraphDeployment"))
            .with("metadata", JsonObject.of("name", Json.text("wanted-dgd")))
            .with("spec", JsonObject.of("services", JsonObject.empty()));
    api.create(
            "/apis/nvidia.com/v1alpha1/namespaces/%s/dynamographdeployments"
                .formatted(requests.namespace()),
            taken)
        .orThrow();
    requests.create("wanted", "");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.condition("wanted", "DeploymentReady"))
                .isEqualTo("False/DeploymentNameCollision"));
    assertThat(requests.phase("wanted")).isEqualTo("Deploying");

    api.delete(requests.deploymentUrl("wanted")).orThrow();
    requests.edit("wanted", "{\"metadata\":{\"annotations\":{\"look\":\"again\"}}}");

    requests.awaitPhase("wanted", "Deployed");
  }

  @Test
  void aDeploymentThatLosesItsLabelsIsNotSpokenForUntilItHasThemAgain() throws IOException {
    requests.create("stripped", "");
    requests.awaitPhase("stripped", "Deployed");

    api.patch(
            requests.deploymentUrl("stripped"),
            ApiClient.MERGE_PATCH,
            "{\"metadata\":{\"labels\":null}}")
        .orThrow();
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.condition("stripped", "DeploymentReady"))
                .isEqualTo("False/DeploymentNameCollision"));
    assertThat(requests.phase("stripped")).isEqualTo("Deploying");

    String labels =
        "{\"metadata\":{\"labels\":{\"dgdr.nvidia.com/name\":\"stripped\",\"dgdr.nvidia.com/namespace\":\"%s\"}}}"
            .formatted(requests.namespace());
    api.patch(requests.deploymentUrl("stripped"), ApiClient.MERGE_PATCH, labels).orThrow();

    requests.awaitPhase("stripped", "Deployed");
  }

  @Test
  void aRequestThatIsCreatedAgainSaysThatTheOldDeploymentIsStillThere() throws IOException {
    requests.create("again", "");
    requests.awaitPhase("again", "Deployed");
    // The API server's times are whole seconds.
    Instant made =
        Instant.parse(
            requests.deployment("again").json().textAt("metadata.creationTimestamp").orElseThrow());
    Requests.soon().until(() -> Instant.now().isAfter(made.plusSeconds(2)));

    requests.delete("again");
    requests.create("again", "");

    requests.awaitPhase("again", "Deployed");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.message("again", "Succeeded"))
                .startsWith("deployment is healthy; an earlier request of this name has left it"));
    assertThat(requests.told("again")).contains("DeploymentAdopted");
  }

  @Test
  void aJobOfSomebodyElseIsSeenInTheListAndItsEndIsNoticed() throws IOException {
    api.create(
            "/apis/batch/v1/namespaces/%s/jobs".formatted(requests.namespace()),
            Dgdr.read(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: profile-rivalled}
                spec:
                  suspend: true
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: theirs, image: "registry.example.com/theirs:1"}]
                """))
        .orThrow();
    requests.create("rivalled", "");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.message("rivalled", "Succeeded"))
                .contains("Job profile-rivalled is there and is not ours; delete it"));

    api.delete(requests.jobUrl("rivalled")).orThrow();

    // Half a minute, for nobody tells us of Jobs that are not ours.
    requests.awaitPhase("rivalled", "Deployed");
  }

  @Test
  void aDeployedRequestThatLosesTheNameOfItsDeploymentFindsItAgain() throws IOException {
    requests.create("forgetful", "");
    requests.awaitPhase("forgetful", "Deployed");

    writeStatus("forgetful", "{\"status\":{\"dgdName\":null,\"profilingResults\":null}}");
    requests.edit("forgetful", "{\"metadata\":{\"annotations\":{\"look\":\"again\"}}}");

    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.get("forgetful").textAt("status.dgdName"))
                .hasValue("forgetful-dgd"));
    assertThat(requests.phase("forgetful")).isEqualTo("Deployed");
  }

  @Test
  void aNamespaceThatGoesTakesItsRequestsAndLeavesTheOthersAlone() throws IOException {
    String namespace = requests.namespace() + "-doomed";
    cluster.createNamespace(namespace);
    var doomed = new Requests(api, namespace);
    doomed.createWithProfiler("goes", TAKES_AN_HOUR);
    doomed.awaitPhase("goes", "Profiling");

    api.delete("/api/v1/namespaces/" + namespace).orThrow();
    requests.create("stays", "");

    requests.awaitPhase("stays", "Deployed");
    Requests.soon().until(() -> api.get(Dgdr.one(Dgdr.BETA, namespace, "goes")).status() == 404);
    assertThat(reconciler.isAlive()).isTrue();
    assertThat(reconciler.log()).doesNotContain("a mistake in its code");
  }

  /** As deep as admission lets it be; the reconciler hears of it from its watch. */
  @Test
  void aRequestOfHundredsOfLevelsThatAWatchDeliversIsDrivenLikeAnyOther() throws IOException {
    Json deep = JsonObject.empty();
    for (int level = 1; level < 490; level++) {
      deep = JsonObject.of("a", deep);
    }
    requests.create("before", "");
    requests.awaitPhase("before", "Deployed");

    JsonObject request =
        Dgdr.of(
            Dgdr.BETA,
            """
            metadata: {name: deep}
            spec: {model: acme/tiny-1b, image: "registry.example.com/profiler:1"}
            """);
    JsonObject dgd =
        JsonObject.of("apiVersion", Json.text("nvidia.com/v1alpha1"))
            .with("kind", Json.text("DynamoGraphDeployment"))
            .with("spec", deep);
    JsonObject spec =
        request.objectAt("spec").orElseThrow().with("overrides", JsonObject.of("dgd", dgd));
    api.create(Dgdr.all(Dgdr.BETA, requests.namespace()), request.with("spec", spec)).orThrow();

    requests.awaitPhase("deep", "Deployed");
    assertThat(reconciler.log())
        .doesNotContain(
            "a mistake in its code", "kind DynamoGraphDeploymentRequest cannot be read");
  }

  @Test
  void whoChangesHisMindAboutDeployingGetsWhatHeWantedLast() throws IOException {
    requests.create("fickle", "autoApply: false");
    requests.awaitPhase("fickle", "Ready");

    requests.edit("fickle", "{\"spec\":{\"autoApply\":true}}");

    requests.awaitPhase("fickle", "Deployed");
    var refused =
        api.patch(
            Dgdr.one(Dgdr.BETA, requests.namespace(), "fickle"),
            ApiClient.MERGE_PATCH,
            "{\"spec\":{\"autoApply\":false}}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(requests.phase("fickle")).isEqualTo("Deployed");
  }
}
