package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Requests driven to their end by the shipped reconciler, under its shipped account and roles, with
 * the real webhook before them.
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DgdrLifeIT {

  private final Cluster cluster;
  private final ApiClient api;
  private final Requests requests;
  private final DynamoStage stage;
  private final ReconcilerProcess reconciler;
  private final Traces life;
  private Traces rest;

  DgdrLifeIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.api = cluster.api();
    this.requests = new Requests(api, namespace.name());
    this.life = Traces.on(cluster);
    this.rest = life;
    this.stage = DynamoStage.on(cluster);
    this.reconciler =
        ReconcilerProcess.start(stage.kubeconfig(), "--leader-elect", "--resync=5s").awaitReady();
  }

  @AfterAll
  void uninstall() {
    reconciler.close();
    stage.close();
  }

  @Test
  void aBetaRequestIsProfiledAndDeployed() throws IOException {
    requests.create("beta", "");

    requests.awaitPhase("beta", "Deployed");

    JsonObject request = requests.get("beta");
    assertThat(request.textAt("status.dgdName")).hasValue("beta-dgd");
    assertThat(request.textAt("status.profilingJobName")).hasValue("profile-beta");
    assertThat(request.at("status.profilingPhase")).isEmpty();
    assertThat(request.at("status.deploymentInfo.availableReplicas")).hasValue(Json.Num.of(3));
    assertThat(requests.condition("beta", "Succeeded")).isEqualTo("True/Deployed");
    assertThat(requests.condition("beta", "Profiling")).isEqualTo("True/ProfilingCompleted");
    assertThat(requests.condition("beta", "SpecGenerated")).isEqualTo("True/SpecGenerated");
    assertThat(requests.condition("beta", "DeploymentReady")).isEqualTo("True/DeploymentReady");
    assertThat(requests.deployment("beta").json().objectAt("spec.services").orElseThrow().keys())
        .containsExactlyInAnyOrder("Frontend", "VllmWorker");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.told("beta"))
                .containsExactly(
                    "DeploymentCreated",
                    "DeploymentReady",
                    "Initialized",
                    "ProfilingJobCreated",
                    "SpecGenerated"));
  }

  @Test
  void anAlphaRequestIsDeployedAndItsAuthorReadsStates() throws IOException {
    requests.write(
        ALPHA,
        """
        metadata: {name: alpha}
        spec:
          model: acme/tiny-1b
          backend: vllm
          autoApply: true
          profilingConfig:
            profilerImage: registry.example.com/profiler:1
            config: {sla: {ttft: 200}}
        """);

    Requests.soon()
        .untilAsserted(() ->
            assertThat(
                    api.get(one(ALPHA, requests.namespace(), "alpha"))
                        .json()
                        .textAt("status.state"))
                .hasValue("Ready"));

    JsonObject alpha = api.get(one(ALPHA, requests.namespace(), "alpha")).json();
    assertThat(alpha.at("status.deployment.created")).hasValue(Json.Bool.TRUE);
    assertThat(alpha.textAt("status.deployment.name")).hasValue("alpha-dgd");
    assertThat(alpha.at("status.generatedDeployment")).isPresent();
  }

  @Test
  void gpuFactsComeFromTheNodes() throws IOException {
    requests.create("discovered", "autoApply: false");

    requests.awaitPhase("discovered", "Ready");

    assertThat(requests.job("discovered").text())
        .contains("h200_sxm")
        .contains("\\\"numGpusPerNode\\\":8");
  }

  @Test
  void exitCodeAndMessageOfAFailedProfilerReachTheCondition() throws IOException {
    requests.createWithProfiler(
        "fails",
        """
        stand-in.phasegate.io/profiler: fails, stand-in.phasegate.io/exit-code: "3",
        stand-in.phasegate.io/message: "CUDA out of memory while sweeping prefill"\
        """);

    requests.awaitPhase("fails", "Failed");

    assertThat(requests.condition("fails", "Profiling")).isEqualTo("False/ProfilingFailed");
    assertThat(requests.message("fails", "Profiling"))
        .contains("CUDA out of memory while sweeping prefill")
        .contains("3");
    assertThat(requests.condition("fails", "Succeeded")).isEqualTo("False/Failed");
    assertThat(requests.message("fails", "Succeeded")).contains("CUDA out of memory");
    assertThat(requests.get("fails").at("status.profilingPhase")).isEmpty();
    assertThat(requests.deployment("fails").status()).isEqualTo(404);
  }

  @Test
  void aJobThatSomebodyDeletesEndsTheRequest() throws IOException {
    requests.createWithProfiler("robbed", "stand-in.phasegate.io/profiler: takes-an-hour");
    requests.awaitPhase("robbed", "Profiling");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.condition("robbed", "Profiling"))
                .isEqualTo("False/ProfilingRunning"));

    api.delete(requests.jobUrl("robbed") + "?propagationPolicy=Background").orThrow();

    requests.awaitPhase("robbed", "Failed");
    assertThat(requests.message("robbed", "Profiling")).contains("profile-robbed was deleted");
    assertThat(requests.job("robbed").status()).isEqualTo(404);
  }

  @Test
  void aDeploymentThatSomebodyDeletesEndsTheRequestAndIsNotMadeAgain() throws IOException {
    requests.create("bereft", "");
    requests.awaitPhase("bereft", "Deployed");

    api.delete(requests.deploymentUrl("bereft")).orThrow();

    requests.awaitPhase("bereft", "Failed");
    assertThat(requests.condition("bereft", "DeploymentReady"))
        .isEqualTo("False/DeploymentDeleted");
    assertThat(requests.get("bereft").at("status.dgdName")).isEmpty();
    assertThat(requests.get("bereft").at("status.deploymentInfo")).isEmpty();
    assertThat(requests.deployment("bereft").status()).isEqualTo(404);
    Requests.soon()
        .untilAsserted(
            () -> assertThat(requests.told("bereft")).containsOnlyOnce("DeploymentDeleted"));
  }

  @Test
  void whoHoldsTheDeploymentBackLetsItGoLater() throws IOException {
    requests.create("later", "autoApply: false");
    requests.awaitPhase("later", "Ready");
    assertThat(requests.condition("later", "Succeeded")).isEqualTo("True/SpecGenerated");
    assertThat(requests.deployment("later").status()).isEqualTo(404);

    requests.edit("later", "{\"spec\":{\"autoApply\":true}}");

    requests.awaitPhase("later", "Deployed");
    JsonObject request = requests.get("later");
    assertThat(request.at("status.observedGeneration"))
        .isEqualTo(request.at("metadata.generation"));
  }

  @Test
  void aDeploymentThatFallsIllAndRecoversIsFollowed() throws IOException {
    requests.create("frail", "");
    requests.awaitPhase("frail", "Deployed");

    requests.deploymentSays("frail", "failed");
    requests.awaitPhase("frail", "Deploying");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.condition("frail", "DeploymentReady"))
                .isEqualTo("False/DeploymentInProgress"));
    assertThat(requests.message("frail", "DeploymentReady")).contains("failed");
    requests.deploymentSays("frail", "successful");

    requests.awaitPhase("frail", "Deployed");
    Requests.soon()
        .untilAsserted(
            () -> assertThat(requests.told("frail")).containsOnlyOnce("DeploymentDegraded"));
  }

  @Test
  void aDeletedRequestTakesItsJobAndLeavesItsDeployment() throws IOException {
    requests.create("gone", "");
    requests.awaitPhase("gone", "Deployed");

    requests.delete("gone");

    Requests.soon().untilAsserted(() -> assertThat(requests.job("gone").status()).isEqualTo(404));
    assertThat(requests.deployment("gone").status()).isEqualTo(200);
  }

  @Test
  void aNewRequestOfAnOldNameIsProfiledAnew() throws IOException {
    requests.create("again", "autoApply: false");
    requests.awaitPhase("again", "Ready");
    String first = requests.job("again").json().textAt("metadata.uid").orElseThrow();
    requests.delete("again");

    requests.create("again", "autoApply: false");

    requests.awaitPhase("again", "Ready");
    assertThat(requests.job("again").json().textAt("metadata.uid").orElseThrow())
        .isNotEqualTo(first);
  }

  @Test
  void atRestNothingIsWrittenButTheLease() throws IOException {
    requests.create("rests", "");
    requests.awaitPhase("rests", "Deployed");
    requests.createWithProfiler("works", "stand-in.phasegate.io/profiler: takes-an-hour");
    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.condition("works", "Profiling"))
                .isEqualTo("False/ProfilingRunning"));
    // The last events may still be on their way.
    Requests.soon()
        .pollInterval(Duration.ofSeconds(3))
        .until(() -> {
          var lately = rest;
          rest = Traces.on(cluster);
          return lately.writes().isEmpty();
        });

    double before = passes();
    Awaitility.await()
        .pollInterval(Duration.ofSeconds(5))
        .during(Duration.ofSeconds(60))
        .atMost(Duration.ofSeconds(75))
        .untilAsserted(() -> assertThat(rest.writes()).isEmpty());
    // It was not asleep: each request was looked at, and the Lease was held.
    assertThat(passes()).isGreaterThan(before + 2 * 10);
    assertThat(rest.ours(event -> event.isWrite() && event.resource().equals("leases")))
        .hasSizeGreaterThan(5);
  }

  /** By its own name, or by the beginning that it has in common with others: {@code jvm_*}. */
  @Test
  void everyMetricIsExplained() throws IOException {
    requests.create("measured", "autoApply: false");
    requests.awaitPhase("measured", "Ready");
    String text = Files.readString(Path.of("..", "docs", "operations.md"));
    String chapter = text.substring(text.indexOf("### What the reconciler counts"));
    List<String> explained =
        Pattern.compile("`([a-z_]+\\*?)`")
            .matcher(chapter)
            .results()
            .map(match -> match.group(1))
            .toList();

    List<String> unexplained =
        metrics()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ", 4)[2].replaceFirst("_max$", ""))
            .filter(name ->
                explained.stream()
                    .noneMatch(each ->
                        each.endsWith("*")
                            ? name.startsWith(each.substring(0, each.length() - 1))
                            : name.equals(each)))
            .toList();

    assertThat(unexplained).isEmpty();
    assertThat(metrics()).anyMatch(line -> line.startsWith("custom_resources{"));
  }

  private Stream<String> metrics() {
    return reconciler.health("/metrics").orElseThrow().body().lines();
  }

  /** How often it has looked at a request. */
  private double passes() {
    return metrics()
        .filter(line -> line.startsWith("phasegate_passes_seconds_count"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Whatever the other tests of this class did, they did it with the shipped rights; so, last. */
  @Test
  @Order(Integer.MAX_VALUE)
  void nothingIsAskedForThatTheShippedRolesDoNotGive() throws IOException {
    requests.create("allowed", "");
    requests.awaitPhase("allowed", "Deployed");

    assertThat(life.ours(event -> true)).isNotEmpty();
    assertThat(life.ours(event -> event.code() == 403)).isEmpty();
  }
}
