package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.annotation;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.payload;
import static io.phasegate.conversion.dgdr.Dgdr.remove;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State and phase, and what makes sense only beside them: 3.4, C10, ruling 27. */
class DgdrStatusTest {

  @ParameterizedTest
  @CsvSource({
    "Pending, Pending",
    "Profiling, Profiling",
    "Deploying, Deploying",
    "Ready, Ready",
    "Failed, Failed",
    "Initializing, Pending",
    "DeploymentDeleted, Ready",
    "Weird, Pending",
    "'', Pending"
  })
  void everyStateHasItsPhaseAndComesBack(String state, String phase) {
    var request = alpha("status: {state: '%s'}".formatted(state));

    var hub = toBeta(request);

    assertThat(at(hub, "status.phase")).isEqualTo("\"" + phase + "\"");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Pending", "Profiling", "Ready", "Deploying", "Deployed", "Failed", "", "Weird"})
  void everyPhaseComesBack(String phase) {
    var request = beta("status: {phase: '%s'}".formatted(phase));

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Profiling", "Ready", "Deploying", "Deployed", "Failed"})
  void everyPhaseWithADeploymentComesBack(String phase) {
    var request = beta("status: {phase: %s, dgdName: d}".formatted(phase));

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case68_readyWithACreatedDeploymentIsDeployed() {
    var request =
        alpha("status: {state: Ready, deployment: {name: d, state: successful, created: true}}");

    var hub = toBeta(request);

    assertThat(at(hub, "status.phase")).isEqualTo("\"Deployed\"");
    assertThat(at(hub, "status.dgdName")).isEqualTo("\"d\"");
    assertThat(toAlpha(hub).get("status")).isEqualTo(request.get("status"));
  }

  @Test
  void case70_deploymentDeletedComesBackWhileTheNameHolds() {
    var request = deploymentDeleted();

    var hub = toBeta(request);

    assertThat(at(hub, "status.phase")).isEqualTo("\"Ready\"");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case71_observedGenerationMayMoveMeanwhile() {
    var hub = edit(toBeta(deploymentDeleted()), "status.observedGeneration", "7");

    var spoke = toAlpha(hub);

    assertThat(spoke).isEqualTo(edit(deploymentDeleted(), "status.observedGeneration", "7"));
  }

  @Test
  void case73_anotherDeploymentNameForgetsTheOldState() {
    var hub = edit(toBeta(deploymentDeleted()), "status.dgdName", "e");

    var spoke = toAlpha(hub);

    assertThat(spoke.get("status"))
        .hasValue(
            yaml(
                """
                state: Ready
                deployment: {name: e, namespace: inference, state: initializing, created: false}
                """));
  }

  @Test
  void case77_deployedIsShownToAlphaAsReadyAndCreated() {
    var request = beta("status: {phase: Deployed, dgdName: d}");

    var spoke = toAlpha(request);

    assertThat(spoke.get("status"))
        .hasValue(
            yaml(
                """
                state: Ready
                deployment: {name: d, namespace: inference, state: successful, created: true}
                """));
  }

  @Test
  void case79_alphaThatSetsCreatedFalseMeansReady() {
    var spoke = toAlpha(beta("status: {phase: Deployed, dgdName: d}"));

    var hub = toBeta(edit(spoke, "status.deployment.created", "false"));

    assertThat(at(hub, "status.phase")).isEqualTo("\"Ready\"");
  }

  @Test
  void madeUpDeploymentLeavesNoPayloadBehind() {
    var spoke = toAlpha(beta("status: {phase: Deploying, dgdName: d}"));

    var hub = toBeta(spoke);

    assertThat(annotation(hub, DgdrTable.STATUS_PAYLOAD)).isEqualTo("absent");
  }

  @Test
  void case80_profilingProgressComesBackInItsPhase() {
    var request =
        beta("status: {phase: Profiling, profilingPhase: SweepingDecode, profilingJobName: j}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case82_profilingProgressComesBackUnderFailedToo() {
    var request = beta("status: {phase: Failed, profilingPhase: SweepingPrefill}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void profilingProgressIsGoneWhenAlphaMovesOn() {
    var spoke = toAlpha(beta("status: {phase: Profiling, profilingPhase: SweepingDecode}"));

    var hub = toBeta(edit(spoke, "status.state", "Ready"));

    assertThat(hub.get("status")).hasValue(yaml("{phase: Ready}"));
  }

  @Test
  void case83_deploymentInfoBelongsToItsDeployment() {
    var spoke =
        toAlpha(beta("status: {phase: Deployed, dgdName: d, deploymentInfo: {replicas: 3}}"));

    var hub = toBeta(edit(spoke, "status.deployment.name", "e"));

    assertThat(at(hub, "status.deploymentInfo")).isEqualTo("absent");
    assertThat(at(toBeta(spoke), "status.deploymentInfo")).isEqualTo("{\"replicas\":3}");
  }

  @Test
  void case85_clearedDeploymentSpecStaysClearedAndParetoStays() {
    var request =
        beta("status: {profilingResults: {pareto: [{config: {a: 1}}], selectedConfig: {b: 2}}}");
    var spoke = toAlpha(request);

    var hub = toBeta(remove(spoke, "status.generatedDeployment"));

    assertThat(toBeta(spoke)).isEqualTo(request);
    assertThat(at(hub, "status.profilingResults"))
        .isEqualTo("{\"pareto\":[{\"config\":{\"a\":1}}]}");
  }

  @Test
  void case88_statusWithoutPhaseMakesNoState() {
    var request = beta("status: {conditions: [{type: Validation}]}");

    var spoke = toAlpha(request);

    assertThat(spoke.get("status")).hasValue(yaml("{conditions: [{type: Validation}]}"));
    assertThat(toBeta(spoke)).isEqualTo(request);
  }

  @Test
  void case89_alphaOnlyStatusLivesInThePayload() {
    var request = alpha("status: {backend: vllm, profilingResults: configmap/x}");

    var hub = toBeta(request);

    assertThat(at(hub, "status")).isEqualTo("{}");
    assertThat(payload(hub, DgdrTable.STATUS_PAYLOAD))
        .isEqualTo(yaml("{from: v1alpha1, backend: vllm, profilingResults: configmap/x}"));
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void failedHubWithoutItsDeploymentDropsTheSavedOne() {
    var hub =
        toBeta(
            alpha(
                "status: {state: Ready, deployment: {name: d, state: successful, created: true}}"));
    var failed = remove(edit(hub, "status.phase", "Failed"), "status.dgdName");

    var spoke = toAlpha(failed);

    assertThat(spoke.get("status")).hasValue(yaml("{state: Failed}"));
  }

  @Test
  void dynamosDeployedPayloadNeedsTheNameOnly() {
    var spoke =
        annotate(
            alpha("status: {state: Ready, deployment: {name: d, created: false}}"),
            DgdrTable.STATUS_PAYLOAD,
            "{\"phase\":\"Deployed\",\"dgdName\":\"d\"}");

    assertThat(at(toBeta(spoke), "status.phase")).isEqualTo("\"Deployed\"");
  }

  private static JsonObject deploymentDeleted() {
    return alpha(
        """
        status:
          state: DeploymentDeleted
          deployment: {name: d, namespace: inference, state: successful, created: true}
        """);
  }
}
