package io.phasegate.admission.dgdr;

import static io.phasegate.admission.Dgdr.alpha;
import static io.phasegate.admission.Dgdr.beta;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.remove;
import static io.phasegate.admission.Dgdr.toAlpha;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for people who write v1alpha1; the ids are those of spec/dgdr.md 4.3. */
class DgdrV1alpha1RulesTest {

  private static final String A2 =
      "spec.profilingConfig.profilerImage: Required value: profilerImage must name the profiling"
          + " image";
  private static final String A3 =
      "spec.profilingConfig.config: Required value: config must contain the profiler settings";

  @Test
  void goodRequestIsAllowedWithoutAWord() {
    assertThat(violations(onCreate(goodAlpha()))).isEmpty();
    assertThat(warnings(onCreate(goodAlpha()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void A1_enableGpuDiscoveryIsWarnedAbout(String value) {
    assertThat(warnings(onCreate(edit(goodAlpha(), "spec.enableGpuDiscovery", value))))
        .containsExactly(
            "spec.enableGpuDiscovery: deprecated and ignored; GPU discovery is always attempted");
  }

  @Test
  void A2_noImageIsRefused() {
    assertThat(violations(onCreate(remove(goodAlpha(), "spec.profilingConfig.profilerImage"))))
        .containsExactly(A2);
    assertThat(violations(onCreate(edit(goodAlpha(), "spec.profilingConfig.profilerImage", "''"))))
        .containsExactly(A2);
  }

  @Test
  void A2_workersImageStandsInForTheProfilers() {
    var request =
        edit(
            edit(goodAlpha(), "spec.profilingConfig.profilerImage", "''"),
            "spec.deploymentOverrides",
            "{workersImage: 'registry.local/worker:1'}");

    assertThat(violations(onCreate(request))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null"})
  void A3_emptyConfigIsRefused(String config) {
    assertThat(violations(onCreate(edit(goodAlpha(), "spec.profilingConfig.config", config))))
        .containsExactly(A3);
  }

  @Test
  void A2_A3_bothAreToldWhereProfilingConfigIsMissing() {
    assertThat(violations(onCreate(remove(goodAlpha(), "spec.profilingConfig"))))
        .containsExactly(A3, A2);
  }

  @Test
  void A2_A3_requestThatWasBornAsV1beta1CanBeEditedAsV1alpha1() {
    var stored = toAlpha(beta("spec: {model: m, backend: vllm}"));

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "other")))).isEmpty();
  }

  @Test
  void A3_configCannotBeTakenAwayLater() {
    assertThat(
            violations(
                onUpdate(goodAlpha(), edit(goodAlpha(), "spec.profilingConfig.config", "{}"))))
        .containsExactly(A3);
  }

  @Test
  void A4_configThatIsNoObjectIsRefused() {
    assertThat(
            violations(onCreate(edit(goodAlpha(), "spec.profilingConfig.config", "'ttft: 250'"))))
        .containsExactly(
            "spec.profilingConfig.config: Invalid value: \"ttft: 250\": config must be a JSON"
                + " object");
  }

  @Test
  void A5_backendInTheConfigThatWillBeReplacedIsWarnedAbout() {
    var request = edit(goodAlpha(), "spec.profilingConfig.config.engine", "{backend: sglang}");

    assertThat(violations(onCreate(request))).isEmpty();
    assertThat(warnings(onCreate(request)))
        .containsExactly(
            "spec.profilingConfig.config.engine.backend: \"sglang\" will be replaced by"
                + " spec.backend \"vllm\"");
    assertThat(warnings(onCreate(edit(request, "spec.backend", "sglang")))).isEmpty();
  }

  @Test
  void A6_modelInTheConfigThatWillBeReplacedIsWarnedAbout() {
    var request = edit(goodAlpha(), "spec.profilingConfig.config.deployment", "{model: other}");

    assertThat(warnings(onCreate(request)))
        .containsExactly(
            "spec.profilingConfig.config.deployment.model: \"other\" will be replaced by spec.model"
                + " \"acme/chat\"");
    assertThat(warnings(onCreate(edit(request, "spec.model", "other")))).isEmpty();
  }

  @Test
  void A8_moreGpusAtLeastThanAtMostIsRefused() {
    var request = withGpus("8", "4");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            "spec.profilingConfig.config.engine.minNumGpusPerEngine: Invalid value: 8:"
                + " minNumGpusPerEngine 8 exceeds maxNumGpusPerEngine 4; lower the one or raise"
                + " the other");
  }

  @ParameterizedTest
  @CsvSource({"4, 4", "1, 4", "8, 0", "0, 0", "8, -1", "'\"8\"', 4", "4.0, 4"})
  void A8_anythingElseIsFine(String least, String most) {
    assertThat(violations(onCreate(withGpus(least, most)))).isEmpty();
  }

  private static JsonObject withGpus(String least, String most) {
    return edit(
        goodAlpha(),
        "spec.profilingConfig.config.engine",
        "{minNumGpusPerEngine: %s, maxNumGpusPerEngine: %s}".formatted(least, most));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad_Name",
        "a.b",
        "-a",
        "a-",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234"
      })
  void A9_aNameThatNoDeploymentCanHaveIsRefused(String name) {
    assertThat(violations(onCreate(edit(goodAlpha(), "spec.deploymentOverrides.name", name))))
        .containsExactly(
            "spec.deploymentOverrides.name: Invalid value: \"%s\": must be at most 63 lower-case letters, digits and -, and begin and end with a letter or digit"
                .formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'bad key!': x}",
        "{'': x}",
        "{'Prefix.example.com/key': x}",
        "{'a/b/c': x}",
        "{tier: 'not a value'}",
        "{tier: '-x'}",
        "{tier: aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234}"
      })
  void A9_aLabelThatIsNoneIsRefused(String labels) {
    assertThat(violations(onCreate(edit(goodAlpha(), "spec.deploymentOverrides.labels", labels))))
        .singleElement()
        .asString()
        .startsWith("spec.deploymentOverrides.labels")
        .contains("Invalid value", "at most 63 letters, digits");
  }

  @Test
  void A9_anAnnotationWhoseKeyIsNoneIsRefused() {
    assertThat(
            violations(
                onCreate(
                    edit(
                        goodAlpha(),
                        "spec.deploymentOverrides.annotations",
                        "{'bad key!': x, fine: 'any thing!'}"))))
        .singleElement()
        .asString()
        .startsWith("spec.deploymentOverrides.annotations.bad key!: Invalid value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: '', labels: {}, annotations: {}}",
        "{name: app-1, labels: {tier: gold, example.com/x_y.z: ''}}",
        "{annotations: {Example.com/note: 'what ever it says'}}"
      })
  void A9_whatADeploymentCanCarryIsFine(String overrides) {
    assertThat(violations(onCreate(edit(goodAlpha(), "spec.deploymentOverrides", overrides))))
        .isEmpty();
  }

  @Test
  void A9_whoHadABadNameBeforeCanStillBeEdited() {
    var before = edit(goodAlpha(), "spec.deploymentOverrides.name", "Bad_Name");

    assertThat(violations(onUpdate(before, edit(before, "spec.model", "acme/other")))).isEmpty();
  }

  @Test
  void allViolationsAreToldAtOnce() {
    var request =
        edit(
            edit(withGpus("8", "4"), "spec.profilingConfig.profilerImage", "''"),
            "metadata.name",
            "x".repeat(56));

    assertThat(violations(onCreate(request)))
        .hasSize(3)
        .satisfiesExactly(
            name -> assertThat(name).startsWith("metadata.name: Invalid value"),
            gpus -> assertThat(gpus).startsWith("spec.profilingConfig.config.engine"),
            image -> assertThat(image).isEqualTo(A2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{metadata: null}", "{spec: null}", "{status: null}"})
  void objectsWithoutPartsSurvive(String rest) {
    assertThat(violations(onCreate(alpha(rest)))).isEmpty();
    assertThat(violations(onUpdate(alpha(rest), alpha(rest)))).isEmpty();
  }

  @Test
  void whatNoConversionCouldTakeIsRefusedWithAReason() {
    assertThat(violations(onCreate(alpha("spec: [1]"))))
        .contains(
            "apiVersion: Invalid value: \"nvidia.com/v1alpha1\": this cannot be converted to"
                + " nvidia.com/v1beta1: spec must be an object");
  }
}
