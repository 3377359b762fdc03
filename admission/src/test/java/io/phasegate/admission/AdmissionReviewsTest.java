package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.yaml;
import static io.phasegate.admission.rule.Rules.rules;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.patch.JsonPatch;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.review.ReviewAnswer.NotAReview;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of a review to the bytes of its answer: A1 to A11 of spec/webhook-contract.md. */
class AdmissionReviewsTest {

  private static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

  private static final AdmissionReviews REVIEWS =
      reviews(Dgdr.admission(Settings.standard().withDefaultImage("default:1")));

  @Test
  void A1_answerIsAReviewOfTheSameUid() {
    assertThat(json(REVIEWS.validate(create(goodBeta()))))
        .isEqualTo(
            yaml(
                """
                apiVersion: admission.k8s.io/v1
                kind: AdmissionReview
                response: {uid: %s, allowed: true}
                """
                    .formatted(UID)));
  }

  @Test
  void A1_uidOfATruncatedBodyIsEchoed() {
    byte[] whole = create(goodBeta());
    for (int length = whole.length - 1; length > 150; length -= 37) {
      byte[] cut = Arrays.copyOf(whole, length);

      JsonObject response = response(REVIEWS.validate(cut));

      assertThat(response.textAt("uid")).contains(UID);
      assertThat(response.at("allowed")).contains(Json.Bool.FALSE);
      assertThat(response.at("status.code")).contains(Json.Num.of(400));
      assertThat(response.textAt("status.message").orElseThrow())
          .startsWith("the body is not valid JSON (line 1, column");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                             | the body is no JSON object
          []                                             | the body is no JSON object
          secret                                         | the body is not valid JSON (line 1, column 1)
          {"request":{"uid":"secret                      | the body is not valid JSON (line 1, column 26)
          {"kind":"AdmissionReview"}                     | the review has no request
          {"request":null}                               | the review has no request
          {"request":"secret"}                           | request must be an object
          {"request":{"uid":5}}                          | request.uid must be a string
          {"request":{"operation":"CREATE"}}             | request.uid is missing or empty
          {"request":{"uid":""}}                         | request.uid is missing or empty
          """)
  void A1_bodyWithoutUidIsNoReviewAndNothingOfItIsRepeated(String body, String reason) {
    for (ReviewAnswer answer :
        List.of(REVIEWS.validate(body.getBytes(UTF_8)), REVIEWS.mutate(body.getBytes(UTF_8)))) {
      assertThat(answer).isEqualTo(new NotAReview(reason));
    }
  }

  @Test
  void A2_patchAndPatchTypeComeTogether() throws MalformedJson {
    JsonObject response = response(REVIEWS.mutate(create(edit(goodBeta(), "spec.image", "''"))));

    assertThat(response.textAt("patchType")).contains("JSONPatch");
    byte[] patch = Base64.getDecoder().decode(response.textAt("patch").orElseThrow());
    assertThat(JsonReader.read(patch))
        .hasToString("[{\"op\":\"replace\",\"path\":\"/spec/image\",\"value\":\"default:1\"}]");
  }

  @Test
  void A2_noPatchWhereNothingChanges() {
    assertThat(response(REVIEWS.mutate(create(goodBeta()))))
        .isEqualTo(allowed())
        .isEqualTo(response(REVIEWS.mutate(create(goodAlpha()))));
  }

  @Test
  void A3_validatingNeverPatches() {
    JsonObject response = response(REVIEWS.validate(create(edit(goodBeta(), "spec.image", "''"))));

    assertThat(response).isEqualTo(allowed());
  }

  @Test
  void A4_emptyPatchIsNotSent() {
    assertThat(response(REVIEWS.mutate(create(goodBeta()))).keys())
        .doesNotContain("patch", "patchType");
  }

  @Test
  void A5_patchIsOneAndApplies() throws MalformedJson, JsonPatch.DoesNotApply {
    var request = edit(goodAlpha(), "spec.profilingConfig", "{config: {a: 1}}");

    JsonObject response = response(REVIEWS.mutate(create(request)));

    byte[] patch = Base64.getDecoder().decode(response.textAt("patch").orElseThrow());
    JsonObject patched =
        JsonPatch.of(JsonReader.read(patch).asArray().orElseThrow()).apply(request);
    assertThat(patched)
        .isEqualTo(edit(request, "spec.profilingConfig.profilerImage", "'default:1'"));
  }

  @Test
  void A6_deleteUsesOldObject_andNeedsNoObject() {
    byte[] body = review("DELETE", "", Json.Null.NULL, edit(goodBeta(), "kind", "Unheard"));

    assertThat(response(REVIEWS.validate(body))).isEqualTo(allowed());
    assertThat(response(REVIEWS.mutate(body))).isEqualTo(allowed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "CONNECT"})
  void A6_deleteNeverPatches(String operation) {
    var gone = edit(goodBeta(), "spec", "{searchStrategy: thorough}");
    byte[] body = review(operation, "", Json.Null.NULL, gone);

    assertThat(response(REVIEWS.mutate(body))).isEqualTo(allowed());
    assertThat(response(REVIEWS.validate(body))).isEqualTo(allowed());
  }

  @Test
  void A7_refusalCarriesCodeReasonAndACausePerField() {
    var request =
        edit(
            edit(goodBeta(), "metadata.name", "x".repeat(56)),
            "spec",
            "{model: m, searchStrategy: thorough}");

    ReviewAnswer answer = REVIEWS.validate(create(request));

    assertThat(outcome(answer)).isEqualTo(Outcome.REFUSED);
    assertThat(response(answer).objectAt("status"))
        .contains(
            yaml(
                """
                status: Failure
                code: 422
                reason: Invalid
                message: >-
                  DynamoGraphDeploymentRequest.nvidia.com "%1$s" is invalid:
                  [metadata.name: Invalid value: "%1$s": name may have at most 55 characters
                  because the profiling Job is called profile-<name>,
                  spec.searchStrategy: Invalid value: "thorough": thorough search needs a concrete
                  backend; set spec.backend to sglang, trtllm or vllm]
                details:
                  group: nvidia.com
                  kind: DynamoGraphDeploymentRequest
                  name: %1$s
                  causes:
                  - field: metadata.name
                    reason: FieldValueInvalid
                    message: >-
                      Invalid value: "%1$s": name may have at most 55 characters because the
                      profiling Job is called profile-<name>
                  - field: spec.searchStrategy
                    reason: FieldValueInvalid
                    message: >-
                      Invalid value: "thorough": thorough search needs a concrete backend; set
                      spec.backend to sglang, trtllm or vllm
                """
                    .formatted("x".repeat(56))));
  }

  @Test
  void A7_freezeIsForbiddenAtSpecWithCode422() {
    var stored = edit(goodBeta(), "status.phase", "Profiling");

    JsonObject status =
        response(REVIEWS.validate(update(stored, edit(stored, "spec.model", "n"))))
            .objectAt("status")
            .orElseThrow();

    assertThat(status.at("code")).contains(Json.Num.of(422));
    assertThat(status.at("details.causes").orElseThrow().toString())
        .contains("\"reason\":\"FieldValueForbidden\"")
        .contains("\"field\":\"spec\"");
    assertThat(status.textAt("message"))
        .contains(
            "DynamoGraphDeploymentRequest.nvidia.com \"chat\" is invalid: spec: Forbidden: spec is"
                + " frozen in phase Profiling; submit a new request instead (changed: spec.model)");
  }

  /** Two megabytes of keys and names would be sent to everybody who asks, twice. */
  @Test
  void A7_refusalIsShortHoweverLongTheKeysAre() {
    var stored =
        edit(goodBeta(), "status.phase", "Profiling")
            .with("spec", specWithLongKey("{a: 0, b: 0, c: 0}"));
    var edited = stored.with("spec", specWithLongKey("{a: 1, b: 1, c: 1}"));

    ReviewAnswer answer = REVIEWS.validate(update(stored, edited));

    assertThat(response(answer).textAt("status.message").orElseThrow())
        .contains("(changed: spec.overrides.dgd.kkk")
        .contains("kkk....a, spec.overrides.dgd.kkk")
        .hasSizeLessThan(4_000);
    assertThat(((Review) answer).json().size()).isLessThan(10_000);
  }

  private static JsonObject specWithLongKey(String value) {
    var dgd = JsonObject.of("k".repeat(500_000), yaml(value));
    return JsonObject.of("model", Json.text("m")).with("overrides", JsonObject.of("dgd", dgd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "apiVersion"})
  void aKindOrVersionOfAnyLengthIsQuotedByItsBeginning(String field) {
    var strange = edit(goodBeta(), field, "v".repeat(1_000_000));

    for (ReviewAnswer answer :
        List.of(REVIEWS.validate(create(strange)), REVIEWS.mutate(create(strange)))) {
      assertThat(((Review) answer).json().size()).isLessThan(5_000);
    }
  }

  @Test
  void A8_noAuditAnnotationIsSetThatAnotherCouldHaveSet() {
    var refused = edit(goodBeta(), "spec.sla", "{ttft: 0}");

    assertThat(response(REVIEWS.validate(create(refused))).keys())
        .containsExactly("uid", "allowed", "status");
    assertThat(response(REVIEWS.mutate(create(edit(goodBeta(), "spec.image", "''")))).keys())
        .containsExactly("uid", "allowed", "patchType", "patch");
  }

  @Test
  void A10_warningSanitised_beforeItBecomesAHeader() {
    var request =
        edit(goodAlpha(), "spec.profilingConfig.config.engine", "{backend: \"a\\r\\nb\\u0085c\"}");

    assertThat(response(REVIEWS.validate(create(request))).get("warnings").orElseThrow())
        .hasToString(
            "[\"spec.profilingConfig.config.engine.backend: \\\"a\\\\r\\\\nb c\\\" will be replaced"
                + " by spec.backend \\\"vllm\\\"\"]");
  }

  @Test
  void A9_warningsAreSentWithARefusalToo() {
    var request = edit(goodAlpha(), "spec.enableGpuDiscovery", "true");
    var refused = edit(request, "spec.profilingConfig.config", "{}");
    String warning =
        "[\"spec.enableGpuDiscovery: deprecated and ignored; GPU discovery is always attempted\"]";

    assertThat(response(REVIEWS.validate(create(request))).get("warnings").orElseThrow())
        .hasToString(warning);
    assertThat(response(REVIEWS.validate(create(refused))).get("allowed"))
        .contains(Json.Bool.FALSE);
    assertThat(response(REVIEWS.validate(create(refused))).get("warnings").orElseThrow())
        .hasToString(warning);
  }

  @Test
  void A11_dryRunNoSideEffect_isAnsweredAsTheRealWriteIs() {
    var request = edit(goodBeta(), "spec.searchStrategy", "thorough");
    String body = new String(create(request), UTF_8);
    String dryRun = body.replace("\"dryRun\":false", "\"dryRun\":true");

    assertThat(dryRun).isNotEqualTo(body);
    assertThat(json(REVIEWS.validate(dryRun.getBytes(UTF_8))))
        .isEqualTo(json(REVIEWS.validate(body.getBytes(UTF_8))));
    assertThat(json(REVIEWS.mutate(dryRun.getBytes(UTF_8))))
        .isEqualTo(json(REVIEWS.mutate(body.getBytes(UTF_8))));
  }

  @Test
  void A22_statusSubresourceRouted_andAlwaysAllowed() {
    var stored = edit(goodBeta(), "status.phase", "Profiling");
    byte[] body = review("UPDATE", "status", edit(stored, "spec.model", "n"), stored);

    assertThat(response(REVIEWS.validate(body))).isEqualTo(allowed());
    assertThat(response(REVIEWS.mutate(body))).isEqualTo(allowed());
  }

  @Test
  void A23_finalizerRemovalAlwaysAllowed() {
    var stored =
        edit(
            edit(goodBeta(), "status.phase", "Profiling"),
            "metadata.deletionTimestamp",
            "'2026-03-01T00:00:00Z'");

    assertThat(response(REVIEWS.validate(update(stored, edit(stored, "spec", "{broken: true}")))))
        .isEqualTo(allowed());
    assertThat(response(REVIEWS.validate(update(stored, edit(stored, "kind", "Unheard")))))
        .isEqualTo(allowed());
  }

  /** The review around it takes nothing of the depth that an API server stores. */
  @ParameterizedTest
  @ValueSource(ints = {9_996, 9_997, 9_998, 9_999, 10_000})
  void A23_deepestObjectThatCanBeStoredIsDeletedAndLosesItsFinalizers(int depth)
      throws MalformedJson {
    int inner = depth - 3; // within the object, its spec and the overrides
    Json deep = JsonReader.read("[".repeat(inner) + "]".repeat(inner));
    var overrides = JsonObject.of("dgd", deep);
    var stored =
        edit(goodBeta(), "metadata.finalizers", "[example.com/a, example.com/b]")
            .with("spec", JsonObject.of("model", Json.text("m")).with("overrides", overrides));
    var released = edit(stored, "metadata.finalizers", "[example.com/b]");
    var leaving = edit(stored, "metadata.deletionTimestamp", "'2026-03-01T00:00:00Z'");
    var left = edit(leaving, "metadata.finalizers", "[example.com/b]");

    for (byte[] body :
        List.of(
            review("DELETE", "", Json.Null.NULL, stored),
            update(stored, released),
            update(leaving, left))) {
      assertThat(response(REVIEWS.validate(body))).isEqualTo(allowed());
      assertThat(response(REVIEWS.mutate(body))).isEqualTo(allowed());
    }
  }

  @Test
  void nullDeletionTimestampIsNone() {
    var stored = edit(goodBeta(), "status.phase", "Profiling");
    var edited = edit(edit(stored, "metadata.deletionTimestamp", "null"), "spec.model", "n");

    assertThat(response(REVIEWS.validate(update(stored, edited))).get("allowed"))
        .contains(Json.Bool.FALSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apiVersion | nvidia.com/v2 | this webhook has no rules for DynamoGraphDeploymentRequest.nvidia.com in version "v2"; it knows v1alpha1, v1beta1
          kind       | Widget        | this webhook has no rules for "Widget.nvidia.com"; it is meant for DynamoGraphDeploymentRequest.nvidia.com
          """)
  void kindOrVersionWithoutRulesIsRefused(String field, String value, String message) {
    byte[] body = create(edit(goodBeta(), field, value));

    for (ReviewAnswer answer : List.of(REVIEWS.validate(body), REVIEWS.mutate(body))) {
      assertThat(response(answer).at("status.code")).contains(Json.Num.of(400));
      assertThat(response(answer).textAt("status.message"))
          .hasValueSatisfying(told -> assertThat(told).startsWith(message));
      assertThat(outcome(answer)).isEqualTo(Outcome.REFUSED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kind":"AdmissionReview" | "kind":"ConversionReview" | this endpoint answers AdmissionReview, not "ConversionReview"
          admission.k8s.io/v1 | admission.k8s.io/v1beta1 | this endpoint speaks admission.k8s.io/v1, not "admission.k8s.io/v1beta1"
          "operation":"CREATE" | "operation":"PATCH" | request.operation must be CREATE, UPDATE, DELETE or CONNECT
          "operation":"CREATE" | "operation":"UPDATE" | request.oldObject is missing
          "object":{ | "object":null,"other":{ | request.object is missing
          "object":{ | "object":[1],"other":{ | request.object must be an object
          "metadata":{ | "spec":1,"metadata":{ | request.object: the key "spec" is there twice (line 1, column 281)
          """)
  void reviewThatCannotBeJudgedIsRefusedWithItsUid(String part, String other, String message) {
    String body = new String(create(goodBeta()), UTF_8);
    assertThat(body).contains(part);

    JsonObject response = response(REVIEWS.validate(body.replace(part, other).getBytes(UTF_8)));

    assertThat(response.textAt("uid")).contains(UID);
    assertThat(response.textAt("status.message")).contains(message);
    assertThat(response.textAt("status.reason")).contains("BadRequest");
  }

  @Test
  void A6_deleteIsAllowedWhateverItsObjectsAreAndWhereverTheyStand() {
    String inOrder =
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"%s",
         "operation":"DELETE","object":null,"oldObject":{"a":1,"a":2}}}
        """;
    String objectsFirst =
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{
         "oldObject":{"a":{"b":1,"b":[2]}},"object":null,"operation":"DELETE","uid":"%s"}}
        """;

    for (String body : List.of(inOrder, objectsFirst)) {
      JsonObject response = response(REVIEWS.validate(body.formatted(UID).getBytes(UTF_8)));

      assertThat(response.textAt("uid")).contains(UID);
      assertThat(response.at("allowed")).contains(Json.Bool.TRUE);
    }
  }

  @Test
  void objectsInFrontOfTheOperationAreJudgedAlike() {
    String object = JsonWriter.text(edit(goodBeta(), "spec.image", ""));
    String body =
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{
         "object":%s,"operation":"CREATE","uid":"%s"}}
        """
            .formatted(object, UID);

    JsonObject response = response(REVIEWS.validate(body.getBytes(UTF_8)));

    assertThat(response.textAt("uid")).contains(UID);
    assertThat(response)
        .isEqualTo(response(REVIEWS.validate(create(edit(goodBeta(), "spec.image", "")))));
  }

  @Test
  void bodyInAnotherEncodingIsRefused() {
    byte[] body = new String(create(goodBeta()), UTF_8).getBytes(UTF_16BE);

    assertThat(REVIEWS.validate(body)).isEqualTo(new NotAReview("the body must be UTF-8"));
  }

  @Test
  void objectWithoutMetadataOrSpecSurvives() {
    var bare = yaml("{apiVersion: nvidia.com/v1alpha1, kind: DynamoGraphDeploymentRequest}");

    assertThat(response(REVIEWS.validate(create(bare)))).isEqualTo(allowed());
    assertThat(response(REVIEWS.mutate(create(bare)))).isEqualTo(allowed());
    assertThat(response(REVIEWS.validate(update(bare, bare)))).isEqualTo(allowed());
  }

  @Test
  void deepObjectCostsNoStack() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    var request = edit(goodAlpha(), "spec.profilingConfig.config.deep", "0");
    byte[] body =
        new String(create(request), UTF_8)
            .replace("\"deep\":0", "\"deep\":" + deep)
            .getBytes(UTF_8);

    assertThat(response(REVIEWS.validate(body))).isEqualTo(allowed());
  }

  @Test
  void engineExceptionKeepsUid() {
    var faults = new ArrayList<Throwable>();
    var broken = new AdmissionReviews(brokenAdmission(), faults::add);

    ReviewAnswer answer =
        broken.validate(create(yaml("{apiVersion: example.com/v1, kind: Widget}")));

    assertThat(outcome(answer)).isEqualTo(Outcome.ERROR);
    assertThat(response(answer).textAt("uid")).contains(UID);
    assertThat(response(answer).get("allowed")).contains(Json.Bool.FALSE);
    assertThat(response(answer).at("status.code")).contains(Json.Num.of(500));
    assertThat(response(answer).textAt("status.message").orElseThrow())
        .contains("fault in the webhook")
        .doesNotContain("secret");
    assertThat(faults).singleElement().extracting(Throwable::getMessage).isEqualTo("secret");
  }

  private static Admission brokenAdmission() {
    var widgets =
        CustomResourceDefinition.of(
            yaml(
                """
                spec:
                  group: example.com
                  names: {kind: Widget, plural: widgets}
                  versions: [{name: v1, served: true, storage: true}]
                """));
    var broken =
        rules("v1")
            .onCreate(
                "broken",
                "spec",
                "ever",
                subject -> {
                  throw new IllegalStateException("secret");
                })
            .invalid("never said")
            .build();
    return Admission.of(Settings.standard(), List.of(AdmittedKind.single(widgets, broken)));
  }

  private static AdmissionReviews reviews(Admission admission) {
    return new AdmissionReviews(admission, fault -> Assertions.fail(fault));
  }

  private static byte[] create(JsonObject object) {
    return review("CREATE", "", object, Json.Null.NULL);
  }

  private static byte[] update(JsonObject oldObject, JsonObject object) {
    return review("UPDATE", "", object, oldObject);
  }

  /** As an API server writes it: the uid first. */
  private static byte[] review(String operation, String subResource, Json object, Json oldObject) {
    JsonObject request =
        JsonObject.of("uid", Json.text(UID))
            .with("operation", Json.text(operation))
            .with("object", object)
            .with("oldObject", oldObject)
            .with("dryRun", Json.Bool.FALSE);
    return JsonWriter.bytes(
        yaml("{kind: AdmissionReview, apiVersion: admission.k8s.io/v1}")
            .with(
                "request",
                subResource.isEmpty()
                    ? request
                    : request.with("subResource", Json.text(subResource))));
  }

  private static JsonObject allowed() {
    return yaml("{uid: %s, allowed: true}".formatted(UID));
  }

  private static JsonObject response(ReviewAnswer answer) {
    return json(answer).objectAt("response").orElseThrow();
  }

  private static Outcome outcome(ReviewAnswer answer) {
    return answer instanceof Review(_, var outcome) ? outcome : Assertions.fail("no review");
  }

  private static JsonObject json(ReviewAnswer answer) {
    return switch (answer) {
      case Review(var json, _) -> read(json.toByteArray());
      case NotAReview(var reason) -> Assertions.fail(reason);
    };
  }

  private static JsonObject read(byte[] json) {
    try {
      return JsonReader.readObject(json);
    } catch (MalformedJson e) {
      throw new AssertionError(e.reason(), e);
    }
  }
}
