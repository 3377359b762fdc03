package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.SPEC_PAYLOAD;
import static io.phasegate.admission.Dgdr.annotate;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.toBeta;
import static io.phasegate.admission.Dgdr.value;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writes that no API server sends, but somebody may: every one gets an answer, and a refusal says
 * where and why.
 */
class OddReviewsTest {

  private static final List<Json> ODD =
      Stream.of(
              "null",
              "true",
              "5",
              "-1e1000000000",
              "text",
              "''",
              "[]",
              "[null]",
              "[[], 1, {}]",
              "{}",
              "{a: null}",
              "{name: [1]}",
              "[{name: a}, {name: a}]")
          .map(Dgdr::value)
          .toList();

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void everyFieldMayHoldAnything(String version) {
    JsonObject good = version.equals("v1alpha1") ? goodAlpha() : goodBeta();
    for (Path field : fields(version)) {
      for (Json odd : ODD) {
        JsonObject object = with(good, field, odd);

        assertAnswered(onCreate(object));
        assertAnswered(onUpdate(good, object));
        if (field.keys().size() > 1) {
          assertThat(violations(onUpdate(object, object))).as("%s: %s", field, odd).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1alpha1", "v1beta1"})
  void everySavedFieldMayHoldAnything(String saved) {
    JsonObject good = saved.equals("v1alpha1") ? goodBeta() : goodAlpha();
    for (Path field : fields(saved)) {
      for (Json odd : ODD) {
        JsonObject payload = with(JsonObject.of("from", Json.text(saved)), field, odd);
        JsonObject object = annotate(good, SPEC_PAYLOAD, payload.toString());

        assertAnswered(onCreate(object));
        assertAnswered(onUpdate(good, object));
        assertThat(violations(onUpdate(object, object))).as("%s: %s", field, odd).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{metadata: 5}",
        "{metadata: [1]}",
        "{metadata: {annotations: 5}}",
        "{metadata: {annotations: {nvidia.com/dgdr-spec: 5}}}",
        "{metadata: {annotations: {nvidia.com/dgdr-config-map-ref: {name: a}}}}",
        "{metadata: {name: [1]}}",
        "{metadata: {name: chat, deletionTimestamp: {}}}",
        "{status: 5}",
        "{status: {phase: {a: 1}, state: [1]}}",
        "{spec: null, status: null, metadata: null}",
      })
  void oddFramesAreAnswered(String frame) {
    for (JsonObject object : List.of(Dgdr.alpha(frame), Dgdr.beta(frame))) {
      assertAnswered(onCreate(object));
      assertAnswered(onUpdate(object, object));
      assertAnswered(onUpdate(goodAlpha(), object));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{",
        "null",
        "{\"version\":\"x\",\"from\":5,\"spec\":[1]}",
        "{\"from\":\"v1beta1\",\"shape\":{\"spec\":5},\"omitted\":{\"a\":1}}",
        "{\"from\":\"v9\",\"spec\":{\"hardware\":5}}",
      })
  void forgedPayloadCountsAsNone(String payload) {
    assertThat(violations(onCreate(annotate(goodAlpha(), SPEC_PAYLOAD, payload)))).isEmpty();
    assertThat(violations(onCreate(annotate(goodBeta(), SPEC_PAYLOAD, payload)))).isEmpty();
  }

  @Test
  void deepPayloadCostsNoStack() {
    String deep = "{\"from\":\"v1beta1\",\"spec\":{\"overrides\":{\"dgd\":" + "[".repeat(9_000);
    String payload = deep + "]".repeat(9_000) + "}}}";

    assertAnswered(onCreate(annotate(goodAlpha(), SPEC_PAYLOAD, payload)));
  }

  @Test
  void oldObjectMayBeOfTheOtherVersion() {
    var alpha = edit(goodAlpha(), "status.state", "Profiling");
    var beta = toBeta(alpha);

    assertThat(violations(onUpdate(alpha, beta))).isEmpty();
    assertThat(violations(onUpdate(beta, alpha))).isEmpty();
    assertThat(violations(onUpdate(alpha, edit(beta, "spec.model", "n"))))
        .singleElement()
        .asString()
        .contains("spec is frozen in phase Profiling");
    assertThat(violations(onUpdate(beta, edit(alpha, "spec.model", "n"))))
        .singleElement()
        .asString()
        .contains("spec is frozen in state Profiling");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{apiVersion: v1, kind: Pod}",
        "{apiVersion: nvidia.com/v9, kind: DynamoGraphDeploymentRequest}",
        "{apiVersion: nvidia.com/v1beta1, kind: Other}",
        "{apiVersion: 5, kind: []}",
      })
  void oldObjectOfAnotherKindIsRefused(String oldObject) {
    Verdict verdict =
        Dgdr.admission(Settings.standard()).validate(Operation.UPDATE, goodBeta(), yaml(oldObject));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.NotServed(
                "request.oldObject must be DynamoGraphDeploymentRequest of nvidia.com as"
                    + " request.object is, in v1alpha1 or v1beta1"));
  }

  @Test
  @Timeout(30)
  void hugeListsAreAnsweredInTimeAndInFewWords() {
    for (String item : List.of("{name: a}", "{}", "5", "{name: a, x: 1, image: 5}")) {
      Json list = JsonArray.of(Collections.nCopies(20_000, value(item)));
      for (JsonObject object :
          List.of(
              with(goodBeta(), Path.of(CONTAINERS), list),
              with(goodAlpha(), Path.of("spec.profilingConfig.tolerations"), list),
              with(goodAlpha(), Path.of("spec.profilingConfig.config.list"), list))) {
        assertAnswered(onCreate(object));
        assertAnswered(onUpdate(object, edit(object, "status.phase", "Profiling")));
        assertThat(warnings(onCreate(object))).hasSizeLessThanOrEqualTo(2_000);
      }
    }
  }

  @Test
  @Timeout(20)
  void hugeListIsComparedInTime() {
    var stored =
        edit(with(goodBeta(), Path.of(CONTAINERS), named(0, 20_000)), "status.phase", "Profiling");
    var moved = with(stored, Path.of(CONTAINERS), named(10_000, 20_000));

    assertThat(violations(onUpdate(stored, moved))).isEmpty();
  }

  /** Keys that all have one hash, each of them wrong: before the update and after it. */
  @Test
  @Timeout(30)
  void collidingKeysOfSavedFieldsAreComparedInTime() {
    String labels =
        Stream.iterate(0, i -> i + 1)
            .limit(20_000)
            .map(i -> "\"" + colliding(i) + "\":5")
            .collect(Collectors.joining(","));
    String payload =
        "{\"from\":\"v1beta1\",\"spec\":{\"overrides\":{\"profilingJob\":{\"template\":{\"metadata\":"
            + "{\"labels\":{%s}}}}}}}";
    var stored = annotate(goodAlpha(), SPEC_PAYLOAD, payload.formatted(labels));
    var worse = annotate(goodAlpha(), SPEC_PAYLOAD, payload.formatted("\"new\":5," + labels));

    assertThat(violations(onUpdate(stored, stored))).isEmpty();
    assertThat(violations(onUpdate(stored, worse))).hasSize(1);
  }

  /** "Aa" and "BB" have the same hash, and so have all that is put together of them. */
  private static String colliding(int number) {
    var key = new StringBuilder();
    for (int bit = 0; bit < 15; bit++) {
      key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return key.toString();
  }

  private static final String CONTAINERS = "spec.overrides.profilingJob.template.spec.containers";

  private static JsonArray named(int first, int count) {
    return JsonArray.of(
        Stream.iterate(0, i -> i + 1)
            .limit(count)
            .map(i -> JsonObject.of("name", Json.text("c" + (first + i) % count)))
            .toList());
  }

  private static void assertAnswered(Verdict verdict) {
    if (verdict instanceof Verdict.Invalid(var violations, _)) {
      assertThat(violations).isNotEmpty().allSatisfy(OddReviewsTest::assertHelps);
    }
  }

  /** It names a field, and what to write instead unless the reason alone says it. */
  private static void assertHelps(Violation violation) {
    assertThat(violation.field().toString()).isNotEmpty();
    if (!Set.of(Reason.REQUIRED, Reason.DUPLICATE).contains(violation.reason())) {
      assertThat(violation.detail()).as(violation.toString()).isNotEmpty();
    }
  }

  private static JsonObject with(JsonObject object, Path field, Json value) {
    Draft draft = Draft.of(object);
    draft.put(field, value);
    return draft.freeze();
  }

  /** Every field of the schema under spec and status that leads through objects alone. */
  private static List<Path> fields(String version) {
    StructuralSchema schema =
        AdmittedKind.schema(Crds.read("dynamographdeploymentrequests"), version);
    return Stream.of("spec", "status").flatMap(part -> below(schema, Path.of(part))).toList();
  }

  private static Stream<Path> below(StructuralSchema root, Path path) {
    StructuralSchema schema = root.at(path.toString()).orElseThrow();
    return Stream.concat(
        Stream.of(path),
        schema.properties().keySet().stream().flatMap(key -> below(root, path.key(key))));
  }
}
