package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.SPEC_PAYLOAD;
import static io.phasegate.admission.Dgdr.annotate;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.toAlpha;
import static io.phasegate.admission.Dgdr.toBeta;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is written in one version is judged by what it means in the other, too: ruling 32. */
class HubAndSpokeTest {

  private static final String ANNOTATION = "metadata.annotations[nvidia.com/dgdr-spec]: ";

  @Test
  void alphaWriteObeysTheHubsRuleAtItsOwnField() {
    var request = edit(goodAlpha(), "metadata.name", "x".repeat(56));

    assertThat(violations(onCreate(request)))
        .singleElement()
        .asString()
        .startsWith("metadata.name: Invalid value: ");
  }

  @Test
  void alphaWriteObeysTheHubsSchemaAtItsOwnField() {
    var request = edit(goodAlpha(), "spec.model", "''");

    assertThat(violations(onCreate(request)))
        .containsExactly("spec.model: Invalid value: \"\": must have at least 1 characters");
  }

  @Test
  void hubWarningIsToldAtTheAlphaField() {
    var request =
        edit(
            goodAlpha(),
            "spec.profilingConfig.config.deployment",
            "{modelCache: {modelPathInPvc: qwen}}");

    assertThat(warnings(onCreate(request)))
        .containsExactly(
            "spec.profilingConfig.config.deployment.modelCache.pvcName: modelCache without pvcName"
                + " has no effect");
  }

  @Test
  void alphaEditThatBreaksAHubRuleOverASavedLeafIsRefusedAtTheAnnotation() {
    var stored = toAlpha(edit(goodBeta(), "spec.searchStrategy", "thorough"));

    assertThat(violations(onUpdate(stored, edit(stored, "spec.backend", "auto"))))
        .containsExactly(
            ANNOTATION
                + "Invalid value: \"thorough\": spec.searchStrategy of nvidia.com/v1beta1: thorough"
                + " search needs a concrete backend; set spec.backend to sglang, trtllm or vllm");
  }

  @Test
  void illegalHubLeafInThePayloadOfAnAlphaObjectIsRefusedAtTheAnnotation() {
    var request =
        annotate(
            goodAlpha(),
            SPEC_PAYLOAD,
            """
            {"version":1,"from":"v1beta1","spec":{"hardware":{"gpuSku":"abacus","totalGpus":1.5}}}
            """);

    assertThat(violations(onCreate(request)))
        .as("one cause for the one field that its author sees")
        .singleElement()
        .asString()
        .startsWith(
            ANNOTATION
                + "Unsupported value: \"abacus\": spec.hardware.gpuSku of nvidia.com/v1beta1:"
                + " supported values: ")
        .endsWith(
            "; Invalid value: 1.5: spec.hardware.totalGpus of nvidia.com/v1beta1: must be an"
                + " integer");
  }

  @Test
  void whatWasWrongOnTheHubBeforeDoesNotStopAlphaClients() {
    var stored =
        toAlpha(edit(edit(goodBeta(), "spec.backend", "auto"), "spec.searchStrategy", "thorough"));
    var withBadLeaf = toAlpha(edit(goodBeta(), "spec.hardware", "{gpuSku: abacus}"));

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "n")))).isEmpty();
    assertThat(violations(onUpdate(withBadLeaf, edit(withBadLeaf, "spec.model", "n")))).isEmpty();
  }

  @Test
  void alphaEditOfASavedLeafMeetsTheFreezeAtSpec() {
    var stored =
        toAlpha(
            edit(edit(goodBeta(), "spec.searchStrategy", "thorough"), "status.phase", "Profiling"));
    var without =
        stored.with("metadata", stored.objectAt("metadata").orElseThrow().without("annotations"));

    assertThat(violations(onUpdate(stored, without)))
        .containsExactly(
            "spec: Forbidden: seen as nvidia.com/v1beta1: spec is frozen in phase Profiling;"
                + " submit a new request instead (changed: spec.searchStrategy)");
  }

  @Test
  void freezeThatBothVersionsNoticeIsToldOnce() {
    var stored = edit(goodAlpha(), "status.state", "Profiling");

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "n"))))
        .containsExactly(
            "spec: Forbidden: spec is frozen in state Profiling; submit a new request instead"
                + " (changed: spec.model)");
  }

  @Test
  void slotOfTheHubIsToldAsTheAlphaField() {
    var stored = edit(goodAlpha(), "status.state", "Profiling");
    var verdict = onUpdate(stored, edit(stored, "spec.profilingConfig.outputPVC", "other"));

    assertThat(warnings(verdict))
        .containsExactly(
            "spec.profilingConfig.outputPVC: the profiling Job keeps what it was made with");
  }

  @Test
  void illegalAlphaLeafInThePayloadOfAHubObjectIsRefusedAtTheAnnotation() {
    var request = withSavedAlpha("{\"deploymentOverrides\":{\"name\":5}}");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            ANNOTATION
                + "Invalid value: 5: spec.deploymentOverrides.name of nvidia.com/v1alpha1: must be"
                + " a string");
  }

  @Test
  void legacyAnnotationOfAHubObjectIsLookedIntoAsWell() {
    var request =
        annotate(goodBeta(), "nvidia.com/dgdr-deployment-overrides", "{\"workersImage\":[1]}");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            "metadata.annotations[nvidia.com/dgdr-deployment-overrides]: Invalid value: [...]:"
                + " spec.deploymentOverrides.workersImage of nvidia.com/v1alpha1: must be a"
                + " string");
  }

  @Test
  void goodPayloadOfAHubObjectIsFine() {
    var stored = toBeta(edit(goodAlpha(), "spec.deploymentOverrides", "{name: chat}"));

    assertThat(violations(onCreate(stored))).isEmpty();
    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "n")))).isEmpty();
  }

  @Test
  void badPayloadThatWasThereBeforeDoesNotStopHubClients() {
    var stored = withSavedAlpha("{\"deploymentOverrides\":{\"name\":5}}");

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "n")))).isEmpty();
    assertThat(violations(onUpdate(goodBeta(), stored))).hasSize(1);
  }

  @Test
  void faultOfTheHubsOwnFieldsIsNotBlamedOnThePayload() {
    var request = edit(withSavedAlpha("{\"enableGpuDiscovery\":true}"), "spec", "{image: x}");

    assertThat(violations(onCreate(request))).isEmpty();
  }

  @Test
  void labelIsAllThatChangesThoughTheOldObjectLacksADefaultOfAlpha() {
    JsonObject before = edit(goodAlpha(), "spec.enableGpuDiscovery", "true");
    JsonObject after =
        edit(edit(before, "metadata.labels", "{team: a}"), "spec.useMocker", "false");

    assertThat(warnings(onUpdate(before, after))).isEmpty();
    assertThat(warnings(onUpdate(before, edit(after, "spec.useMocker", "true")))).isNotEmpty();
  }

  private static JsonObject withSavedAlpha(String sparseSpec) {
    return annotate(
        goodBeta(),
        SPEC_PAYLOAD,
        "{\"version\":1,\"from\":\"v1alpha1\",\"spec\":" + sparseSpec + "}");
  }
}
