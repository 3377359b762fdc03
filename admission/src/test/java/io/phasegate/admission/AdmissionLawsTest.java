package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.toAlpha;
import static io.phasegate.admission.Dgdr.toBeta;
import static io.phasegate.admission.Dgdr.violations;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.patch.JsonPatch;
import io.phasegate.admission.patch.JsonPatch.DoesNotApply;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.json.JsonObject;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every request, shown on some hundred random ones. A failure names its seed, and
 * the same seed makes the same request again.
 */
class AdmissionLawsTest {

  private static final Admission ADMISSION =
      Dgdr.admission(new Settings("default:1", Set.of("inference"), false, "downloader:1"));

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void D58_patchAppliesToSource(String version) {
    forEach(
        version,
        (seed, request) -> {
          JsonObject filled = filled(request);

          assertThat(applied(JsonPatch.between(request, filled), request))
              .as("seed %d", seed)
              .isEqualTo(filled);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void A14_secondRunGivesEmptyPatch(String version) {
    forEach(
        version,
        (seed, request) -> {
          JsonObject once = filled(request);

          assertThat(JsonPatch.between(once, filled(once)).changes()).as("seed %d", seed).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void defaultingHappensOnCreateOnly(String version) {
    forEach(
        version,
        (seed, request) ->
            assertThat(ADMISSION.fillIn(Operation.UPDATE, request, request))
                .as("seed %d", seed)
                .isEqualTo(new Filling.Filled(request)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void updateOfAnAnnotationOfOthersIsNeverRefused(String version) {
    forEach(
        version,
        (seed, request) ->
            assertThat(violations(update(request, noted(request)))).as("seed %d", seed).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void readAndWrittenBackThroughTheOtherVersionIsNeverRefused(String version) {
    forEach(
        version,
        (seed, request) -> {
          boolean alpha = version.equals("v1alpha1");
          JsonObject seen = alpha ? toBeta(request) : toAlpha(request);

          assertThat(violations(update(seen, noted(seen)))).as("seed %d", seed).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void sameQuestionGetsTheSameAnswer(String version) {
    forEach(
        version,
        (seed, request) ->
            assertThat(ADMISSION.validate(Operation.CREATE, request, JsonObject.empty()))
                .as("seed %d", seed)
                .isEqualTo(ADMISSION.validate(Operation.CREATE, request, JsonObject.empty())));
  }

  private static void forEach(String version, BiConsumer<Long, JsonObject> law) {
    for (long seed = 0; seed < 300; seed++) {
      law.accept(seed, new RandomRequests(new SplittableRandom(seed)).request(version));
    }
  }

  /** The same request after somebody else has made a note; with none, no rule would be asked. */
  private static JsonObject noted(JsonObject request) {
    return Dgdr.annotate(request, "example.com/note", "seen");
  }

  private static Verdict update(JsonObject oldObject, JsonObject object) {
    return ADMISSION.validate(Operation.UPDATE, object, oldObject);
  }

  private static JsonObject filled(JsonObject request) {
    Filling filling = ADMISSION.fillIn(Operation.CREATE, request, JsonObject.empty());
    return filling instanceof Filling.Filled(var object) ? object : JsonObject.empty();
  }

  private static JsonObject applied(JsonPatch patch, JsonObject request) {
    try {
      return JsonPatch.of(patch.json()).apply(request);
    } catch (DoesNotApply e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
