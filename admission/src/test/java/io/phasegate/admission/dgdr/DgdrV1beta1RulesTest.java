package io.phasegate.admission.dgdr;

import static io.phasegate.admission.Dgdr.beta;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for people who write v1beta1; the ids are those of spec/dgdr.md 4.3. */
class DgdrV1beta1RulesTest {

  private static final String B1 =
      "spec.searchStrategy: Invalid value: \"thorough\": thorough search needs a concrete backend;"
          + " set spec.backend to sglang, trtllm or vllm";

  @Test
  void goodRequestIsAllowedWithoutAWord() {
    assertThat(violations(onCreate(goodBeta()))).isEmpty();
    assertThat(warnings(onCreate(goodBeta()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"backend: auto, ", "backend: '', ", ""})
  void B1_thoroughSearchWithoutAConcreteBackendIsRefused(String backend) {
    var request = beta("spec: {model: m, %s searchStrategy: thorough}".formatted(backend));

    assertThat(violations(onCreate(request))).containsExactly(B1);
  }

  @Test
  void B1_thoroughSearchWithABackendIsFine() {
    var request = beta("spec: {model: m, backend: trtllm, searchStrategy: thorough}");

    assertThat(violations(onCreate(request))).isEmpty();
  }

  @Test
  void B1_objectThatBrokeItBeforeCanStillBeEdited() {
    var stored = beta("spec: {model: m, backend: auto, searchStrategy: thorough}");

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "other")))).isEmpty();
    assertThat(violations(onUpdate(edit(stored, "spec.backend", "vllm"), stored)))
        .containsExactly(B1);
  }

  @Test
  void B9_nameOver55CharactersIsRefusedOnCreate() {
    var fits = edit(goodBeta(), "metadata.name", "x".repeat(55));
    var tooLong = edit(goodBeta(), "metadata.name", "x".repeat(56));

    assertThat(violations(onCreate(fits))).isEmpty();
    assertThat(violations(onCreate(tooLong)))
        .containsExactly(
            "metadata.name: Invalid value: \"%s\": name may have at most 55 characters because the profiling Job is called profile-<name>"
                .formatted("x".repeat(56)));
    assertThat(violations(onUpdate(tooLong, edit(tooLong, "spec.model", "n")))).isEmpty();
  }

  @Test
  void B11_modelCacheWithoutAClaimIsWarnedAbout() {
    var request = edit(goodBeta(), "spec.modelCache", "{pvcModelPath: qwen, pvcName: ''}");

    assertThat(violations(onCreate(request))).isEmpty();
    assertThat(warnings(onCreate(request)))
        .containsExactly("spec.modelCache.pvcName: modelCache without pvcName has no effect");
    assertThat(warnings(onCreate(edit(request, "spec.modelCache.pvcName", "weights")))).isEmpty();
  }

  @Test
  void B5_concurrencyBesideRequestRateIsRefused() {
    var request = edit(goodBeta(), "spec.workload", "{concurrency: 8, requestRate: 4.5}");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            "spec.workload: Invalid value: {...}: concurrency and requestRate exclude each other;"
                + " set one of them");
    assertThat(violations(onCreate(edit(request, "spec.workload.concurrency", "null")))).isEmpty();
    assertThat(violations(onUpdate(request, edit(request, "spec.model", "n")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.workload.isl",
        "spec.workload.osl",
        "spec.workload.concurrency",
        "spec.workload.requestRate",
        "spec.sla.ttft",
        "spec.sla.itl",
        "spec.sla.e2eLatency",
        "spec.hardware.vramMb",
        "spec.hardware.totalGpus",
        "spec.hardware.numGpusPerNode",
      })
  void B6_numberThatIsZeroOrLessIsRefused(String field) {
    for (String number : List.of("0", "-1", "-0.0", "-1e-400")) {
      assertThat(violations(onCreate(edit(goodBeta(), field, number))))
          .containsExactly(field + ": Invalid value: " + number + ": must be greater than zero");
    }
    for (String fine : List.of("1", "0.001", "1e9", "null", "text", "'0'")) {
      assertThat(violations(onCreate(edit(goodBeta(), field, fine)))).as(fine).isEmpty();
    }
  }

  @Test
  void B6_numberOfV1alpha1IsRefusedAtItsOwnField() {
    var request =
        edit(goodAlpha(), "spec.profilingConfig.config.sla", "{ttft: 0, isl: -5, itl: 1}");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            "spec.profilingConfig.config.sla.isl: Invalid value: -5: must be greater than zero",
            "spec.profilingConfig.config.sla.ttft: Invalid value: 0: must be greater than zero");
  }

  @Test
  void B7_overrideOfAnotherKindOrVersionIsRefused() {
    var request = withDgd("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            "spec.overrides.dgd.apiVersion: Unsupported value: \"apps/v1\": supported values:"
                + " \"nvidia.com/v1alpha1\", \"nvidia.com/v1beta1\"",
            "spec.overrides.dgd.kind: Unsupported value: \"Deployment\": supported values:"
                + " \"DynamoGraphDeployment\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void B7_dynamoGraphDeploymentOfEitherVersionIsFine(String version) {
    var request =
        withDgd("{apiVersion: nvidia.com/%s, kind: DynamoGraphDeployment}".formatted(version));

    assertThat(violations(onCreate(request))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Chat", "a.b", "-a", "a-", "a_b", "'a b'"})
  void B8_nameThatIsNoLabelIsRefused(String name) {
    assertThat(violations(onCreate(withDgdNamed(name))))
        .singleElement()
        .asString()
        .startsWith("spec.overrides.dgd.metadata.name: Invalid value: ")
        .endsWith(
            ": must be at most 63 lower-case letters, digits and -, and begin and end with a letter"
                + " or digit");
  }

  @Test
  void B8_labelOf63CharactersIsFineAndOneMoreIsNot() {
    assertThat(violations(onCreate(withDgdNamed("a".repeat(63))))).isEmpty();
    assertThat(violations(onCreate(withDgdNamed("a".repeat(64))))).hasSize(1);
    assertThat(violations(onCreate(withDgdNamed("''")))).isEmpty();
    assertThat(violations(onCreate(withDgdNamed("'7'")))).isEmpty();
  }

  @Test
  void B12_fewerGpusThanOneNodeHasIsWarnedAbout() {
    var request = edit(goodBeta(), "spec.hardware", "{totalGpus: 4, numGpusPerNode: 8}");

    assertThat(violations(onCreate(request))).isEmpty();
    assertThat(warnings(onCreate(request)))
        .containsExactly("spec.hardware.totalGpus: 4 is less than numGpusPerNode 8");
    assertThat(warnings(onCreate(edit(request, "spec.hardware.totalGpus", "8.0")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{e2eLatency: 1, ttft: 1}", "{e2eLatency: 1, itl: 1}"})
  void B13_twoWaysToSetATargetAreWarnedAbout(String sla) {
    var request = edit(goodBeta(), "spec.sla", sla);

    assertThat(violations(onCreate(request))).isEmpty();
    assertThat(warnings(onCreate(request)))
        .containsExactly("spec.sla: e2eLatency stands for ttft and itl together; set it or them");
    assertThat(warnings(onCreate(edit(goodBeta(), "spec.sla", "{e2eLatency: 1}")))).isEmpty();
    assertThat(warnings(onCreate(edit(goodBeta(), "spec.sla", "{ttft: 1, itl: 1}")))).isEmpty();
  }

  private static JsonObject withDgd(String dgd) {
    return edit(goodBeta(), "spec.overrides.dgd", dgd);
  }

  private static JsonObject withDgdNamed(String name) {
    return withDgd(
        "{apiVersion: nvidia.com/v1beta1, kind: DynamoGraphDeployment, metadata: {name: %s}}"
            .formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{metadata: null}",
        "{spec: null}",
        "{spec: {}}",
        "{spec: [1], status: 5}",
        "{spec: {searchStrategy: {a: 1}, backend: 7, modelCache: text, overrides: {profilingJob:"
            + " 1}}}",
        "{spec: {workload: [1], sla: text, hardware: {totalGpus: [], numGpusPerNode: {}},"
            + " overrides: {dgd: {kind: 5, apiVersion: [], metadata: {name: null}}, profilingJob:"
            + " {template: {metadata: [], spec: {containers: {}}}}}}}",
        "{spec: {overrides: {dgd: text, profilingJob: {template: {metadata: {labels: []}, spec:"
            + " {containers: [null, 1, [], {name: [1]}]}}}}}}",
      })
  void noRuleStumblesOverWhatIsMissingOrOfAnotherType(String rest) {
    assertThat(violations(onCreate(beta(rest)))).isEmpty();
    assertThat(violations(onUpdate(beta(rest), beta(rest)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec.overrides.dgd", "spec.overrides.profilingJob"})
  void B16_whatNestsDeeperThanAnythingCanBeMadeOfIsRefused(String field) {
    String refusal =
        field
            + ": Invalid value: {...}: nests deeper than 500 levels, too deep for anything to be"
            + " made of it; write it flatter";
    var fits = nested(field, 500);
    var tooDeep = nested(field, 501);

    assertThat(violations(onCreate(fits))).isEmpty();
    assertThat(violations(onCreate(tooDeep))).containsExactly(refusal);
    assertThat(violations(onUpdate(fits, nested(field, 9_000)))).containsExactly(refusal);
    assertThat(violations(onUpdate(tooDeep, edit(tooDeep, "spec.model", "n")))).isEmpty();
  }

  /** The request with a field of so many levels: an object of arrays. */
  private static JsonObject nested(String field, int levels) {
    Json value = JsonArray.empty();
    for (int level = 2; level < levels; level++) {
      value = Json.array(value);
    }
    Draft draft = Draft.of(goodBeta());
    draft.put(Path.of(field), JsonObject.of("x", value));
    return draft.freeze();
  }
}
