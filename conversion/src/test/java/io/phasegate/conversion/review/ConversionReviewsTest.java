package io.phasegate.conversion.review;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ReviewAnswer.NotAReview;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of webhook-contract.md C2, C3 and C6, on bytes. */
class ConversionReviewsTest {

  private static final String ALPHA =
      "{\"apiVersion\":\"nvidia.com/v1alpha1\",\"kind\":\"DynamoGraphDeploymentRequest\","
          + "\"metadata\":{\"name\":\"a\"},\"spec\":{\"model\":\"m\",\"autoApply\":true}}";
  private static final String BETA =
      "{ \"apiVersion\":\"nvidia.com/v1beta1\",\n\"kind\":\"DynamoGraphDeploymentRequest\","
          + "\"metadata\":{\"name\":\"b\"},\"spec\":{\"big\":1.50e3}}";

  private final ConversionReviews reviews =
      new ConversionReviews(new Converter(Kinds.registry())::convert, fault -> {});

  @Test
  void W1_W2_W3_echoesVersionAndUidAndSaysSuccess() {
    var answer = answer(review("nvidia.com/v1beta1", ALPHA));

    assertThat(answer.textAt("apiVersion")).hasValue("apiextensions.k8s.io/v1");
    assertThat(answer.textAt("kind")).hasValue("ConversionReview");
    assertThat(answer.textAt("response.uid")).hasValue("u-1");
    assertThat(answer.textAt("response.result.status")).hasValue("Success");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 10_000})
  void W4_orderAndCount(int count) {
    var objects =
        IntStream.range(0, count)
            .mapToObj(i -> ALPHA.replace("\"a\"", "\"a-" + i + "\""))
            .toArray(String[]::new);

    var answer = answer(review("nvidia.com/v1beta1", objects));

    assertThat(converted(answer))
        .extracting(object -> object.textAt("metadata.name").orElse(""))
        .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(i -> "a-" + i).toList());
  }

  @Test
  void V1_case107_mixedVersionsKeepTheirOrder() {
    var answer = answer(review("nvidia.com/v1beta1", ALPHA, BETA, ALPHA));

    assertThat(converted(answer))
        .extracting(object -> object.textAt("metadata.name").orElse(""))
        .containsExactly("a", "b", "a");
    assertThat(converted(answer))
        .allSatisfy(o -> assertThat(o.textAt("apiVersion")).hasValue("nvidia.com/v1beta1"));
  }

  @Test
  void sameVersionBytesIdentical() {
    var text = text(review("nvidia.com/v1beta1", BETA, ALPHA));

    assertThat(text).contains("\"convertedObjects\":[" + BETA + ",{");
  }

  @Test
  void V3_requestWithEmptyResponseIsServed() {
    var body =
        review("nvidia.com/v1beta1", ALPHA)
            .replaceFirst(
                "}$",
                ",\"response\":{\"uid\":\"\",\"convertedObjects\":null,\"result\":{\"metadata\":{}}}}");

    assertThat(answer(body).textAt("response.result.status")).hasValue("Success");
  }

  @Test
  void membersMayComeInAnyOrder() {
    var body =
        "{\"request\":{\"objects\":["
            + ALPHA
            + "],\"desiredAPIVersion\":\"nvidia.com/v1beta1\","
            + "\"uid\":\"u-1\"},\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\"}";

    assertThat(converted(answer(body))).hasSize(1);
  }

  @Test
  void objectsInFrontOfTheirFrameAreConvertedOrCopiedLikeOthers() {
    var body =
        "{\"request\":{\"objects\": ["
            + BETA
            + ", "
            + ALPHA
            + "],\"desiredAPIVersion\":\"nvidia.com/v1beta1\","
            + "\"uid\":\"u-1\"},\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\"}";

    assertThat(text(body)).contains("\"convertedObjects\":[" + BETA + ",{");
    assertThat(converted(answer(body)))
        .extracting(object -> object.textAt("metadata.name").orElse(""))
        .containsExactly("b", "a");
  }

  @Test
  void whatNoLineTouchesLeavesAsItCameByteForByte() {
    String managedFields =
        "[{\"manager\":\"k\\u0075bectl\",\"fieldsV1\": {\"f:spec\":{\".\":{}}, \"n\":1e2}}]";
    var object =
        ALPHA.replace("\"name\":\"a\"", "\"name\":\"a\",\"managedFields\":" + managedFields);

    var text = text(review("nvidia.com/v1beta1", object));

    assertThat(text).contains("\"managedFields\":" + managedFields);
  }

  @Test
  void objectsNullIsAnEmptyList() {
    var body = review("nvidia.com/v1beta1").replace("\"objects\":[]", "\"objects\":null");

    assertThat(converted(answer(body))).isEmpty();
    assertThat(answer(body).textAt("response.result.status")).hasValue("Success");
  }

  @Test
  void W7_D22_metadataAlwaysPresent() {
    var answer =
        answer(review("nvidia.com/v1beta1", ALPHA.replace("\"metadata\":{\"name\":\"a\"},", "")));

    assertThat(converted(answer).getFirst().get("metadata")).hasValue(JsonObject.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"spec\":null"})
  void V2_noSpec_nullSpec_comeAsTheyWent(String spec) {
    var answer = answer(review("nvidia.com/v1beta1", bare(spec)));

    assertThat(converted(answer).getFirst()).hasToString(bare(spec).replace("v1alpha1", "v1beta1"));
  }

  @Test
  void V2_statusOnly() {
    var answer = answer(review("nvidia.com/v1beta1", bare(",\"status\":{\"state\":\"Pending\"}")));

    assertThat(converted(answer).getFirst().textAt("status.phase")).hasValue("Pending");
    assertThat(converted(answer).getFirst().has("spec")).isFalse();
  }

  /** The API server fills defaults in, and would persist ours. */
  @Test
  void V9_D21_nothingIsDefaulted() {
    var answer = answer(review("nvidia.com/v1beta1", bare(",\"spec\":{\"model\":\"m\"}")));

    assertThat(converted(answer).getFirst().objectAt("spec").orElseThrow().keys())
        .doesNotContain("backend", "searchStrategy", "optimizationType");
  }

  /** What one field manager owns is part of an object, and part of the items of its lists. */
  @Test
  void V10_halfFilledListsKeepTheirItems() {
    String half =
        bare(
            ",\"spec\":{\"profilingConfig\":{\"tolerations\":[{\"key\":\"gpu\"},{}],\"config\":{}}}");

    var answer = answer(review("nvidia.com/v1beta1", half));

    assertThat(
            converted(answer)
                .getFirst()
                .at("spec.overrides.profilingJob.template.spec.tolerations"))
        .hasToString("Optional[[{\"key\":\"gpu\"},{}]]");
  }

  private static String bare(String parts) {
    return "{\"apiVersion\":\"nvidia.com/v1alpha1\",\"kind\":\"DynamoGraphDeploymentRequest\","
        + "\"metadata\":{\"name\":\"a\"}"
        + parts
        + "}";
  }

  @Test
  void W10_failureListsEveryBadObject() {
    var foreign = ALPHA.replace("DynamoGraphDeploymentRequest", "Pod");
    var unknown = ALPHA.replace("v1alpha1", "v7");

    var answer = answer(review("nvidia.com/v1beta1", foreign, ALPHA, unknown, "null"));

    assertThat(answer.textAt("response.result.status")).hasValue("Failure");
    assertThat(answer.textAt("response.result.message").orElse(""))
        .contains("objects[0]: Pod a: no conversion is registered for kind Pod")
        .contains("objects[2]: DynamoGraphDeploymentRequest a: nvidia.com/v7 is no version of")
        .contains("objects[3]: this is no object")
        .doesNotContain("objects[1]");
    assertThat(converted(answer)).isEmpty();
  }

  @Test
  void ofManyObjectsThatCannotBeConvertedTheFirstAreToldAndTheRestCounted() {
    String[] wrong = new String[25];
    Arrays.fill(wrong, "null");

    var answer = answer(review("nvidia.com/v1beta1", wrong));

    assertThat(answer.textAt("response.result.message").orElse(""))
        .startsWith("objects[0]: this is no object; objects[1]: ")
        .endsWith("; objects[19]: this is no object; and 5 more");
  }

  @Test
  void unknownDesiredVersionIsAFailedReview() {
    var answer = answer(review("nvidia.com/v9", ALPHA));

    assertThat(answer.textAt("response.uid")).hasValue("u-1");
    assertThat(answer.textAt("response.result.message").orElse(""))
        .contains("nvidia.com/v9 is no version of DynamoGraphDeploymentRequest");
  }

  @Test
  void duplicateKeyInAnObjectIsAFailedReview() {
    var twice = ALPHA.replace("\"model\":\"m\"", "\"model\":\"m\",\"model\":\"n\"");

    var answer = answer(review("nvidia.com/v1beta1", twice));

    assertThat(answer.textAt("response.result.message").orElse(""))
        .contains("the key \"model\" is there twice");
  }

  @Test
  void bodyTruncatedBehindTheUidStillEchoesIt() {
    var body = review("nvidia.com/v1beta1", ALPHA);

    var answer = answer(body.substring(0, body.length() - 20));

    assertThat(answer.textAt("response.uid")).hasValue("u-1");
    assertThat(answer.textAt("response.result.status")).hasValue("Failure");
    assertThat(answer.textAt("response.result.message").orElse(""))
        .startsWith("the body is not valid JSON");
  }

  @Test
  void bodyInUtf16IsNoReview() {
    var body = review("nvidia.com/v1beta1", ALPHA).getBytes(UTF_16);

    assertThat(reviews.answer(body)).isEqualTo(new NotAReview("the body must be UTF-8"));
  }

  @Test
  void bytesOfNoEncodingAreNoReview() {
    byte[] body = {'{', 0, 0, 0, 0, 0, (byte) 0xff, 0x21};

    assertThat(reviews.answer(body)).isEqualTo(new NotAReview("the body must be UTF-8"));
  }

  @Test
  void V4_anotherReviewVersionIsRefusedInItsOwnWords() {
    var answer =
        answer(review("nvidia.com/v1beta1", ALPHA).replace("k8s.io/v1\"", "k8s.io/v1beta1\""));

    assertThat(answer.textAt("apiVersion")).hasValue("apiextensions.k8s.io/v1beta1");
    assertThat(answer.textAt("response.result.status")).hasValue("Failure");
  }

  @Test
  void engineExceptionKeepsUidAndTellsNothingOfItself() {
    List<Throwable> faults = new ArrayList<>();
    var broken =
        new ConversionReviews(
            (object, desired, _) -> {
              throw new IllegalStateException("secret");
            },
            faults::add);

    var answer = broken.answer(review("nvidia.com/v1beta1", ALPHA).getBytes(UTF_8));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Review.class,
            review -> {
              assertThat(review.outcome()).isEqualTo(Outcome.ERROR);
              assertThat(review.json().toString())
                  .contains("\"uid\":\"u-1\"", "Failure")
                  .doesNotContain("secret");
            });
    assertThat(faults).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{}",
        "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\"}",
        "{\"kind\":\"ConversionReview\",\"request\":null}",
        "{\"kind\":\"ConversionReview\",\"request\":{\"uid\":7}}"
      })
  void bodyWithoutAReadableUidIsNoReview(String body) {
    assertThat(reviews.answer(body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            NotAReview.class, answer -> assertThat(answer.reason()).isNotBlank());
  }

  @Test
  void outcomesAreTold() {
    assertThat(outcome(review("nvidia.com/v1beta1", ALPHA))).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(review("nvidia.com/v9", ALPHA))).isEqualTo(Outcome.REFUSED);
  }

  private static String review(String desired, String... objects) {
    return "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\","
        + "\"request\":{\"uid\":\"u-1\",\"desiredAPIVersion\":\"%s\",\"objects\":[%s]}}"
            .formatted(desired, String.join(",", objects));
  }

  private String text(String body) {
    return switch (reviews.answer(body.getBytes(UTF_8))) {
      case Review(var json, var _) -> json.toString();
      case NotAReview(var reason) -> throw new AssertionError(reason);
    };
  }

  private Outcome outcome(String body) {
    return reviews.answer(body.getBytes(UTF_8)) instanceof Review(var _, var outcome)
        ? outcome
        : Outcome.ERROR;
  }

  private JsonObject answer(String body) {
    try {
      return JsonReader.readObject(text(body).getBytes(UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }

  private static List<JsonObject> converted(JsonObject answer) {
    return answer
        .at("response.convertedObjects")
        .flatMap(Json::asArray)
        .orElseThrow()
        .items()
        .stream()
        .map(object -> object.asObject().orElseThrow())
        .toList();
  }
}
