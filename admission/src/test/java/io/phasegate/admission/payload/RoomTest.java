package io.phasegate.admission.payload;

import static io.phasegate.admission.Dgdr.SPEC_PAYLOAD;
import static io.phasegate.admission.Dgdr.alpha;
import static io.phasegate.admission.Dgdr.annotate;
import static io.phasegate.admission.Dgdr.asRead;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.toAlpha;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What v1alpha1 alone has is stored in annotations, and these have a limit: ruling 29. */
class RoomTest {

  private static final String OMITTED =
      "{\"version\":1,\"from\":\"v1beta1\",\"omitted\":[\"spec.overrides.dgd\"]}";

  private static final String NOT_WHOLE =
      "metadata.annotations[nvidia.com/dgdr-spec]: Forbidden: nvidia.com/v1alpha1 does not show all"
          + " of this request and the update would lose the rest (spec.overrides.dgd); update it as"
          + " nvidia.com/v1beta1";

  @Test
  void alphaWriteThatDoesNotFitIsRefusedWithSizeAndLimit() {
    var request = withNote(300_000);

    assertThat(violations(onCreate(request)))
        .singleElement()
        .asString()
        .matches(
            "metadata\\.annotations: Forbidden: stored as nvidia\\.com/v1beta1 this takes 30\\d{4}"
                + " bytes of annotations and the limit is 262144; write it as nvidia\\.com/v1beta1,"
                + " or shorten the annotations and the fields that nvidia\\.com/v1beta1 does not"
                + " have");
    assertThat(violations(onUpdate(goodAlpha(), request))).hasSize(1);
  }

  /** Small objects are seen to fit by what they were read from; this one is none. */
  @Test
  void alphaWriteThatCameOverTheWireAndDoesNotFitIsRefused() {
    var stored = asRead(withNote(300_000));
    var labelled = asRead(edit(stored, "metadata.labels", "{a: b}"));

    assertThat(violations(onCreate(stored))).hasSize(1);
    assertThat(violations(onUpdate(stored, labelled))).hasSize(1);
  }

  /** It is stored as v1alpha1 still, and would be stored as v1beta1 from now on. */
  @Test
  void alphaObjectThatDoesNotFitIsNotStoredAnewForALabel() {
    var stored = withNote(300_000);
    var labelled = edit(stored, "metadata.labels", "{a: b}");

    assertThat(violations(onUpdate(stored, labelled))).hasSize(1);
    assertThat(violations(onUpdate(stored, stored))).hasSize(1);
  }

  @Test
  void alphaWriteThatFitsIsFine() {
    assertThat(violations(onCreate(withNote(200_000)))).isEmpty();
  }

  @Test
  void bytesAreCountedAndNotCharacters() {
    var request = edit(goodAlpha(), "spec.profilingConfig.config.note", "ü".repeat(140_000));

    assertThat(violations(onCreate(request))).hasSize(1);
  }

  @Test
  void annotationsOfTheAuthorTakeRoomToo() {
    var request = annotate(withNote(131_000), "example.com/mine", "x".repeat(131_000));

    assertThat(violations(onCreate(request)))
        .singleElement()
        .asString()
        .contains("this takes 26", "limit is 262144");
  }

  @Test
  void annotationsThatLeaveNotEvenRoomForAWordAreNoticed() {
    var request = annotate(goodAlpha(), "example.com/mine", "x".repeat(262_100));

    assertThat(violations(onCreate(request)))
        .singleElement()
        .asString()
        .contains("this takes 262", "limit is 262144");
  }

  @Test
  void fullAnnotationsAreFineWhereNothingIsToBeSaved() {
    var alpha =
        alpha(
            """
            spec:
              model: m
              backend: vllm
              autoApply: false
              profilingConfig: {profilerImage: p, config: {sla: {ttft: 5}}}
            """);
    var request = annotate(alpha, "example.com/mine", "x".repeat(262_100));

    assertThat(violations(onCreate(request))).isEmpty();
  }

  @Test
  void sizeCountsFieldsWithDotsInTheirNamesToo() {
    var request =
        edit(
            goodAlpha(),
            "spec.deploymentOverrides",
            "{annotations: {a.b/c: %s, d: %s}}"
                .formatted("x".repeat(200_000), "y".repeat(100_000)));

    assertThat(violations(onCreate(request))).singleElement().asString().contains("this takes 300");
  }

  @Test
  void hubObjectThatV1alpha1CannotShowWhollyIsProtectedFromItsEdits() {
    var dgd =
        "{apiVersion: nvidia.com/v1beta1, kind: DynamoGraphDeployment, note: %s}"
            .formatted("x".repeat(300_000));
    var stored = toAlpha(edit(goodBeta(), "spec.overrides.dgd", dgd));

    assertThat(violations(onUpdate(stored, edit(stored, "metadata.labels", "{a: b}"))))
        .containsExactly(NOT_WHOLE);
    assertThat(warnings(onCreate(stored)))
        .contains(
            "metadata.annotations[nvidia.com/dgdr-spec]: this copy lacks what nvidia.com/v1alpha1"
                + " did not show (spec.overrides.dgd); copy it as nvidia.com/v1beta1");
  }

  @Test
  void betaWritesNeedNoRoom() {
    var request =
        edit(goodBeta(), "spec.features.planner", "{note: %s}".formatted("x".repeat(300_000)));

    assertThat(violations(onCreate(request))).isEmpty();
  }

  @Test
  void alphaUpdateOfWhatItDoesNotShowWhollyIsRefused() {
    var stored = annotate(goodAlpha(), SPEC_PAYLOAD, OMITTED);

    assertThat(violations(onUpdate(stored, edit(stored, "metadata.labels", "{a: b}"))))
        .containsExactly(NOT_WHOLE);
  }

  @Test
  void droppingOrPastingTheAnnotationDoesNotHelp() {
    var stored = annotate(goodAlpha(), SPEC_PAYLOAD, OMITTED);

    assertThat(violations(onUpdate(stored, goodAlpha()))).containsExactly(NOT_WHOLE);
    assertThat(violations(onUpdate(goodAlpha(), stored))).containsExactly(NOT_WHOLE);
  }

  @Test
  void nobodyElseIsStopped() {
    var stored = annotate(goodBeta(), SPEC_PAYLOAD, OMITTED);

    assertThat(violations(onCreate(annotate(goodAlpha(), SPEC_PAYLOAD, OMITTED)))).isEmpty();
    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "n")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":1,\"from\":\"v1beta1\",\"omitted\":[]}",
        "{\"version\":1,\"from\":\"v1beta1\",\"omitted\":\"spec\"}",
        "{\"version\":1,\"from\":\"v1beta1\",\"omitted\":[5]}",
        "{\"version\":1,\"from\":\"v1alpha1\",\"omitted\":[\"spec.profilingConfig\"]}",
        "[\"omitted\"]",
        "\"omitted\"",
        "{\"omitted\"",
        "",
      })
  void payloadThatSaysNothingOfTheKindStopsNobody(String payload) {
    var stored = annotate(goodAlpha(), SPEC_PAYLOAD, payload);

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "n")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", ".", "a.", "[a]", "[a", "]"})
  @Timeout(20)
  void omittedFieldOfAnyNameIsReadInTime(String step) {
    String payload =
        "{\"version\":1,\"from\":\"v1beta1\",\"omitted\":[\"%s\"]}".formatted(step.repeat(130_000));
    var request = annotate(goodAlpha(), SPEC_PAYLOAD, payload);

    assertThat(violations(onUpdate(goodAlpha(), request))).hasSize(1);
  }

  /** Each of them would be the whole of a large metadata, written anew. */
  @Test
  @Timeout(20)
  void fieldThatIsOmittedManyTimesIsCountedOnce() {
    String names = "\"metadata\",\"metadata.annotations\",".repeat(6_000);
    String payload = "{\"version\":1,\"omitted\":[%s\"metadata\"]}".formatted(names);
    var request =
        annotate(
            edit(goodAlpha(), "metadata.labels.note", "x".repeat(1_000_000)),
            SPEC_PAYLOAD,
            payload);

    assertThat(violations(onCreate(request.without("spec")))).hasSize(1);
  }

  @Test
  @Timeout(20)
  void manyAnnotationsAreCountedInTime() {
    var annotations = new LinkedHashMap<String, Json>();
    for (int i = 0; i < 40_000; i++) {
      annotations.put("example.com/" + i, Json.text("1"));
    }
    var metadata =
        goodAlpha()
            .objectAt("metadata")
            .orElseThrow()
            .with("annotations", JsonObject.of(annotations));

    assertThat(violations(onCreate(goodAlpha().with("metadata", metadata)))).hasSize(1);
  }

  @Test
  void manyOmittedFieldsAreNotAllTold() {
    var payload =
        "{\"version\":1,\"from\":\"v1beta1\",\"omitted\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]}";
    var stored = annotate(goodAlpha(), SPEC_PAYLOAD, payload);

    assertThat(violations(onUpdate(stored, stored)).getFirst()).contains("(a, b, c, d, e, ...)");
  }

  private static JsonObject withNote(int length) {
    return edit(goodAlpha(), "spec.profilingConfig.config.note", "x".repeat(length));
  }
}
