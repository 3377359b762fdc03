package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dynamo's newest converter still loses (R1 to R12 of spec/dgdr.md 3.5) comes back here. */
class DgdrUpstreamLossesTest {

  @Test
  void R1_emptyResourcesComeBack() {
    assertAlphaComesBack("spec: {autoApply: true, profilingConfig: {resources: {}}}");
    assertBetaComesBack(
        "spec: {autoApply: true, overrides: {profilingJob: {template: {spec: {containers:"
            + " [{name: profiler, resources: {}}]}}}}}");
  }

  @Test
  void R2_emptyDeploymentOverridesComeBack() {
    assertAlphaComesBack("spec: {autoApply: true, deploymentOverrides: {}}");
  }

  @Test
  void R3_workloadAloneMakesNoSla() {
    assertBetaComesBack("spec: {autoApply: true, workload: {isl: 5}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec: {autoApply: true, workload: {}}",
        "spec: {autoApply: true, modelCache: {}}",
        "spec: {autoApply: true, features: {}}",
        "spec: {autoApply: true, workload: {}, modelCache: {}, features: {}, sla: {}}",
        "status: {profilingResults: {}}"
      })
  void R4_emptyObjectsOfTheHubComeBack(String rest) {
    assertBetaComesBack(rest);
  }

  @Test
  void R5_absentAutoApplyOfTheHubComesBackAbsent() {
    assertBetaComesBack("spec: {model: m}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Ready", "Deploying", "Deployed", "Failed"})
  void R6_profilingProgressComesBackOutsideTheProfilingPhaseToo(String phase) {
    assertBetaComesBack(
        "status: {phase: %s, profilingPhase: SweepingDecode, profilingJobName: profile-chat}"
            .formatted(phase));
  }

  @Test
  void R7_unknownAndEmptySiblingsInTheModelCacheComeBack() {
    assertAlphaComesBack(
        """
        spec:
          autoApply: true
          profilingConfig:
            config: {deployment: {modelCache: {pvcName: p, modelPathInPvc: "", extra: 1, more: ""}}}
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "3000000000", "-2147483649", "1e10", "\"4000\"", "null"})
  void R8_lengthsThatAreNoInt32ComeBackUntruncated(String isl) {
    String rest =
        "spec: {autoApply: true, profilingConfig: {config: {sla: {isl: %s}}}}".formatted(isl);

    assertThat(at(toBeta(alpha(rest)), "spec.workload")).isEqualTo("absent");
    assertAlphaComesBack(rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740993", "-9223372036854775809", "123456789012345678901234567890"})
  void R9_largeIntegersInTheBlobKeepTheirDigits(String number) {
    JsonObject spoke =
        alpha("spec: {autoApply: true, profilingConfig: {config: {x: %s}}}".formatted(number));

    assertThat(at(toAlpha(toBeta(spoke)), "spec.profilingConfig.config.x")).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status: {}", "status: {phase: ''}", "status: {observedGeneration: 1}"})
  void R10_absentOrEmptyPhaseIsNotPending(String rest) {
    assertThat(at(toAlpha(beta(rest)), "status.state")).isEqualTo("absent");
    assertBetaComesBack(rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status: {}", "status: {state: ''}"})
  void R10_absentOrEmptyStateComesBack(String rest) {
    assertAlphaComesBack(rest);
  }

  @Test
  void R11_explicitlyEmptyAnnotationsComeBack() {
    JsonObject spoke =
        alpha("spec: {autoApply: true, enableGpuDiscovery: true}")
            .with("metadata", yaml("{name: chat, annotations: {}}"));

    assertThat(toAlpha(toBeta(spoke))).isEqualTo(spoke);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pending", "Profiling", "Ready", "Deploying", "Deployed", "Failed"})
  void R12_deploymentMadeForAlphaHasAStateOfItsEnum(String phase) {
    JsonObject hub = beta("status: {phase: %s, dgdName: d}".formatted(phase));

    assertThat(toAlpha(hub).textAt("status.deployment.state").orElseThrow())
        .isIn("initializing", "pending", "successful", "failed");
    assertThat(toBeta(toAlpha(hub)).get("status")).isEqualTo(hub.get("status"));
  }

  private static void assertAlphaComesBack(String rest) {
    JsonObject object = alpha(rest);

    assertThat(toAlpha(toBeta(object))).isEqualTo(object);
  }

  private static void assertBetaComesBack(String rest) {
    JsonObject object = beta(rest);

    assertThat(toBeta(toAlpha(object))).isEqualTo(object);
  }
}
