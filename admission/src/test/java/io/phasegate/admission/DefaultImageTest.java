package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.alpha;
import static io.phasegate.admission.Dgdr.beta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.patch.JsonPatch;
import io.phasegate.admission.patch.JsonPatch.DoesNotApply;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image that the cluster gives where a person names none: spec/dgdr.md 4.5, ruling 34. */
class DefaultImageTest {

  private static final Settings WITH_IMAGE = Settings.standard().withDefaultImage("default:1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {model: m}              | [{"op":"add","path":"/spec/image","value":"default:1"}]
          {model: m, image: ''}   | [{"op":"replace","path":"/spec/image","value":"default:1"}]
          {model: m, image: null} | [{"op":"replace","path":"/spec/image","value":"default:1"}]
          {model: m, image: own}  | []
          {model: m, overrides: {profilingJob: {template: {spec: {containers: [{name: profiler, image: own}]}}}}} | []
          {overrides: {profilingJob: {template: {spec: {containers: [{name: output-copier, image: own}]}}}}} | [{"op":"add","path":"/spec/image","value":"default:1"}]
          """)
  void betaImageIsFilledInWhereNoneIsGiven(String spec, String patch) {
    assertThat(patch(WITH_IMAGE, beta("{spec: %s}".formatted(spec)))).isEqualTo(patch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {profilingConfig: {config: {a: 1}}} | [{"op":"add","path":"/spec/profilingConfig/profilerImage","value":"default:1"}]
          {model: m}                          | [{"op":"add","path":"/spec/profilingConfig","value":{"profilerImage":"default:1"}}]
          {profilingConfig: {profilerImage: own}} | []
          {deploymentOverrides: {workersImage: own}} | []
          {profilingConfig: text}             | []
          """)
  void alphaImageIsFilledInWhereNoneIsGiven(String spec, String patch) {
    assertThat(patch(WITH_IMAGE, alpha("{spec: %s}".formatted(spec)))).isEqualTo(patch);
  }

  @Test
  void nothingIsFilledInWithoutADefaultImage() {
    assertThat(patch(Settings.standard(), beta("{spec: {model: m}}"))).isEqualTo("[]");
    assertThat(patch(Settings.standard(), alpha("{spec: {model: m}}"))).isEqualTo("[]");
  }

  @Test
  void nothingIsFilledInWithoutASpec() {
    assertThat(patch(WITH_IMAGE, beta("{}"))).isEqualTo("[]");
    assertThat(patch(WITH_IMAGE, alpha("{spec: null}"))).isEqualTo("[]");
  }

  @Test
  void secondRunGivesEmptyPatch() throws DoesNotApply {
    for (JsonObject request :
        new JsonObject[] {beta("{spec: {model: m}}"), alpha("{spec: {model: m}}")}) {
      JsonPatch first = JsonPatch.between(request, filled(WITH_IMAGE, request));

      JsonObject once = first.apply(request);

      assertThat(first.isEmpty()).isFalse();
      assertThat(patch(WITH_IMAGE, once)).isEqualTo("[]");
    }
  }

  private static String patch(Settings settings, JsonObject request) {
    return JsonPatch.between(request, filled(settings, request)).json().toString();
  }

  private static JsonObject filled(Settings settings, JsonObject request) {
    Filling filling =
        Dgdr.admission(settings).fillIn(Operation.CREATE, request, JsonObject.empty());
    return filling instanceof Filling.Filled(var object) ? object : JsonObject.empty();
  }
}
