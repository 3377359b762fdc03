package io.phasegate.admission.dgdr;

import static io.phasegate.admission.Dgdr.beta;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

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
      })
  void noRuleStumblesOverWhatIsMissingOrOfAnotherType(String rest) {
    assertThat(violations(onCreate(beta(rest)))).isEmpty();
    assertThat(violations(onUpdate(beta(rest), beta(rest)))).isEmpty();
  }
}
