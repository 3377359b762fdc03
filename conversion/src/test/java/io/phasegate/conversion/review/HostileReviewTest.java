package io.phasegate.conversion.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ReviewAnswer.NotAReview;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that no API server sends. Each gets the answer that the rulings ask for, in time and
 * memory that grow with the body and not faster.
 */
class HostileReviewTest {

  private static final int MEGABYTE = 1_000_000;
  private static final int MANY = 200_000;

  /** On a quiet machine all of these take well under a second each. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Bytes allocated for each byte of a body: the worst is many tiny values, some sixty. */
  private static final int GREED = 150;

  private final ConversionReviews reviews =
      new ConversionReviews(
          new Converter(Kinds.registry())::convert,
          fault -> {
            throw new AssertionError(fault);
          });

  /** What the JVM allocates to load classes is none of a body's. */
  @BeforeEach
  void answerOnce() {
    assertThat(outcomeOf(withNodeSelector(keys(10)))).isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void stringOfFiftyMegabytesIsCarried() {
    String model = "m".repeat(50 * MEGABYTE);

    JsonObject converted = converted(alpha("\"model\":\"" + model + "\""));

    assertThat(converted.textAt("spec.model")).hasValue(model);
  }

  @Test
  void stringOfFiftyMegabytesThatHadToGoIntoAnAnnotationIsLeftOutAndNamed() {
    String note = "n".repeat(50 * MEGABYTE);

    JsonObject converted =
        converted(alpha("\"profilingConfig\":{\"config\":{\"note\":\"" + note + "\"}}"));

    assertThat(converted.toString())
        .hasSizeLessThan(1_000)
        .contains("omitted")
        .contains("spec.profilingConfig.config");
  }

  @Test
  void stringFullOfEscapesIsCarried() {
    String escapes = "\\\"\\u0000\\n\\\\".repeat(MEGABYTE);

    JsonObject converted = converted(alpha("\"model\":\"" + escapes + "\""));

    assertThat(converted.textAt("spec.model").orElseThrow()).hasSize(4 * MEGABYTE);
  }

  @Test
  void manyKeysAreCarried() {
    JsonObject converted =
        converted(alpha("\"profilingConfig\":{\"nodeSelector\":{" + keys() + "}}"));

    assertThat(converted.objectAt("spec.overrides.profilingJob.template.spec.nodeSelector"))
        .hasValueSatisfying(keys -> assertThat(keys.size()).isEqualTo(MANY));
  }

  @Test
  void keysChosenToCollideAreCarriedAndHarmNoOtherReview() {
    String colliding = withNodeSelector(collidingKeys());
    String fresh = withNodeSelector(keys(6_100));

    for (int i = 0; i < 3; i++) {
      assertThat(outcomeOf(colliding)).isEqualTo(Outcome.SUCCESS);
      assertThat(outcomeOf(fresh)).isEqualTo(Outcome.SUCCESS);
    }
  }

  private static String withNodeSelector(String keys) {
    return alpha("\"profilingConfig\":{\"nodeSelector\":{" + keys + "}}");
  }

  private static String keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":\"\"").collect(joining(","));
  }

  /** Keys of 32 characters, all with one hash code. */
  private static String collidingKeys() {
    return IntStream.range(0, 60_000)
        .mapToObj(i ->
            IntStream.range(0, 16)
                .mapToObj(place -> (i >> (15 - place) & 1) == 0 ? "Aa" : "BB")
                .collect(joining("", "\"", "\":\"\"")))
        .collect(joining(","));
  }

  private Outcome outcomeOf(String body) {
    return ((Review) reviews.answer(body.getBytes(UTF_8))).outcome();
  }

  @Test
  void duplicateBehindManyKeysIsRefused() {
    String body = alpha("\"profilingConfig\":{\"nodeSelector\":{" + keys() + ",\"k7\":0}}");

    assertThat(refusal(body)).contains("objects[0]: the key \"k7\" is there twice");
  }

  @Test
  void objectsBehindOneWithADuplicateAreStillLookedAt() {
    String twice = "{\"a\":{\"b\":1,\"b\":[{\"c\":2}]},\"d\":3}";

    assertThat(refusal(review(twice, "[]", object(""), "{\"x\":0,\"x\":1}")))
        .contains("objects[0]: the key \"b\" is there twice")
        .contains("objects[1]: this is no object")
        .doesNotContain("objects[2]")
        .contains("objects[3]: the key \"x\" is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uid", "desiredAPIVersion", "objects"})
  void memberOfTheRequestThatIsThereTwiceIsRefused(String member) {
    String again =
        switch (member) {
          case "objects" -> ",\"objects\":[]}}";
          default -> ",\"" + member + "\":\"nvidia.com/v1beta1\"}}";
        };

    String twice = review(object("")).replaceFirst("}}$", again);

    assertThat(refusal(twice)).contains("request." + member + " is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "apiVersion"})
  void memberOfTheFrameThatIsThereTwiceIsRefused(String member) {
    String twice = review(object("")).replaceFirst("}$", ",\"" + member + "\":\"x\"}");

    assertThat(refusal(twice)).contains(member + " is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "x\\ud83dx", "\\ude00\\ud83d"})
  void halfASurrogatePairIsCarriedThereAndBack(String half) throws MalformedJson {
    Json text = JsonReader.read("\"" + half + "\"");
    String field = ":\"" + half + "\"";

    JsonObject hub =
        converted(
            alpha("\"model\"" + field + ",\"profilingConfig\":{\"config\":{\"a\"" + field + "}}"));
    JsonObject back = converted(review("nvidia.com/v1alpha1", new String[] {hub.toString()}));

    assertThat(hub.at("spec.model")).hasValue(text);
    assertThat(back.at("spec.model")).hasValue(text);
    assertThat(back.at("spec.profilingConfig.config.a")).hasValue(text);
  }

  @Test
  void halfASurrogatePairInAKeyIsCarriedThereAndBack() throws MalformedJson {
    String config = "{\"\\uD800\":1,\"b\":{\"\\uDC00\":2}}";

    JsonObject hub = converted(alpha("\"profilingConfig\":{\"config\":" + config + "}"));
    JsonObject back = converted(review("nvidia.com/v1alpha1", new String[] {hub.toString()}));

    assertThat(back.at("spec.profilingConfig.config")).hasValue(JsonReader.read(config));
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 5 * MEGABYTE})
  void numberOfManyDigitsIsCarriedDigitByDigit(int digits) {
    String number = "7".repeat(digits) + ".0e-1";
    String sla = "\"profilingConfig\":{\"config\":{\"sla\":{\"ttft\":" + number + "}}}";

    JsonObject converted = converted(alpha(sla));

    assertThat(converted.at("spec.sla.ttft")).hasValue(new Json.Num(number));
  }

  @Test
  void numberOfManyDigitsIsNoInt32() {
    String number = "1" + "0".repeat(MEGABYTE);

    JsonObject converted =
        converted(alpha("\"profilingConfig\":{\"config\":{\"sla\":{\"isl\":" + number + "}}}"));

    assertThat(converted.at("spec.workload")).isEmpty();
  }

  @Test
  void nestingThatAnApiServerTakesIsCarried() {
    String deep = "{\"a\":".repeat(9_900) + "1" + "}".repeat(9_900);

    JsonObject converted = converted(alpha("\"profilingConfig\":{\"config\":" + deep + "}"));

    assertThat(converted.toString()).contains("{\\\"a\\\":".repeat(9_900) + "1");
  }

  @Test
  void nestingThatIsWideAtEveryDepthCostsNoMoreThanItsSize() {
    String level = "{\"b\":1,\"c\":2,\"d\":3,\"e\":4,\"f\":5,\"g\":6,\"h\":7,\"a\":";
    String deep = level.repeat(9_900) + "1" + "}".repeat(9_900);

    JsonObject converted = converted(alpha("\"profilingConfig\":{\"config\":" + deep + "}"));

    assertThat(converted.toString()).contains("omitted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void nestingBeyondThatIsRefused(String level) {
    String body = alpha("\"profilingConfig\":{\"config\":" + level.repeat(5 * MEGABYTE));

    assertThat(refusal(body)).startsWith("the body nests deeper than an API server takes it");
  }

  /** What an annotation holds comes deeper into the answer than it stood in the question. */
  @ParameterizedTest
  @CsvSource({
    "nvidia.com/dgdr-spec,"
        + " '{\"version\":1,\"from\":\"v1alpha1\",\"spec\":{\"profilingConfig\":{\"config\":', }}}",
    "nvidia.com/dgdr-spec, '{\"profilingConfig\":{\"config\":', }}",
    "nvidia.com/dgdr-config-map-ref, '{\"name\":\"a\",\"key\":', }",
    "nvidia.com/dgdr-profiling-config, '{\"a\":', }",
    "nvidia.com/dgdr-deployment-overrides, '{\"a\":', }"
  })
  void annotationNeverMakesAnAnswerThatNobodyCouldRead(String key, String begin, String end) {
    for (int depth = 9_980; depth < 9_999; depth++) {
      String text = begin + "[".repeat(depth) + "]".repeat(depth) + end;
      String beta =
          "{\"apiVersion\":\"nvidia.com/v1beta1\",\"kind\":\"DynamoGraphDeploymentRequest\","
              + "\"metadata\":{\"name\":\"a\",\"annotations\":{\"%s\":%s}},\"spec\":{\"model\":\"m\"}}"
                  .formatted(key, Json.text(text));

      // To read the answer, as this does, is to find it shallow enough.
      assertThat(converted(review("nvidia.com/v1alpha1", new String[] {beta})).has("spec"))
          .isTrue();
    }
  }

  @Test
  void refusalIsShortHoweverLongTheKindsAndKeysAre() {
    String much = "k".repeat(500_000);
    String stranger =
        "{\"apiVersion\":\"nvidia.com/v1alpha1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\"}}"
            .formatted(much, much);
    String twice = "{\"%s\":1,\"%s\":2}".formatted(much, much);

    assertThat(refusal(review("nvidia.com/v1beta1", new String[] {stranger, twice})))
        .hasSizeLessThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvidia.com/v1beta1", "nvidia.com/v1alpha1"})
  void deepestObjectComesBackAsItWas(String version) {
    String field = version.endsWith("v1beta1") ? "overrides" : "profilingConfig";
    String inner = version.endsWith("v1beta1") ? "dgd" : "config";
    // Around it are the review, its request, the list, the object, its spec and the two fields.
    int depth = 10_000 - 7;
    String object =
        object(
                "\"%s\":{\"%s\":{\"a\":%s%s}}"
                    .formatted(field, inner, "[".repeat(depth), "]".repeat(depth)))
            .replace("nvidia.com/v1alpha1", version);
    String other = version.endsWith("v1beta1") ? "nvidia.com/v1alpha1" : "nvidia.com/v1beta1";

    JsonObject there = converted(review(other, new String[] {object}));
    JsonObject back = converted(review(version, new String[] {there.toString()}));

    assertThat(back.at("spec." + field)).isEqualTo(tree(object).at("spec." + field));
  }

  private static JsonObject tree(String object) {
    try {
      return JsonReader.readObject(object.getBytes(UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }

  /** A long key over many leaves: their paths together would be thousands of times the object. */
  @Test
  @Timeout(30)
  void longKeyOverManyLeavesOfAFullPayloadTakesNoLongerThanItsSize() {
    String beta =
        object(
                "\"overrides\":{\"dgd\":{\"%s\":{%s}},\"pad\":\"%s\"}"
                    .formatted("k".repeat(200_000), keys(), "p".repeat(300_000)))
            .replace("v1alpha1", "v1beta1");

    JsonObject converted = converted(review("nvidia.com/v1alpha1", new String[] {beta}));

    assertThat(converted.toString()).contains("omitted");
  }

  @Test
  @Timeout(30)
  void manyObjectsWithAKeyTwiceAreRefusedInTime() {
    String[] objects = new String[MANY];
    Arrays.fill(objects, "{\"a\":1,\"a\":1}");

    assertThat(refusal(review(objects)))
        .startsWith("objects[0]: the key \"a\" is there twice (line 1, column ")
        .endsWith("and 199980 more");
  }

  @Test
  void bodyThatEndsEarlyIsNeverASuccess() {
    byte[] whole = alpha("\"model\":\"é\",\"useMocker\":true").getBytes(UTF_8);
    int uid = new String(whole, UTF_8).indexOf("u-1") + "u-1\"".length();

    for (int length = 0; length < whole.length; length++) {
      ReviewAnswer answer = reviews.answer(Arrays.copyOf(whole, length));

      if (length < uid) {
        assertThat(answer).isInstanceOf(NotAReview.class);
      } else {
        assertThat(refusal(answer)).startsWith("the body is not valid JSON (line 1, column");
      }
    }
  }

  @Test
  void objectsBeforeTheRestOfTheFrameAreServed() {
    String[] parts = review(object("\"model\":\"m\"")).split("\"objects\":", 2);
    String objects = parts[1].substring(0, parts[1].length() - 2);
    String body =
        "{\"request\":{\"objects\":%s,\"uid\":\"u-1\",".formatted(objects)
            + "\"desiredAPIVersion\":\"nvidia.com/v1beta1\"},"
            + "\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\"}";

    assertThat(converted(body).textAt("spec.model")).hasValue("m");
  }

  @Test
  void byteOrderMarkInFrontDoesNotShiftTheObjects() {
    String same = object("\"model\":\"m\"").replace("v1alpha1", "v1beta1");

    JsonObject converted = converted("\ufeff" + review(same));

    assertThat(converted).hasToString(same);
  }

  private static String keys() {
    var keys = new StringBuilder("\"k0\":0");
    for (int i = 1; i < MANY; i++) {
      keys.append(",\"k").append(i).append("\":0");
    }
    return keys.toString();
  }

  private static String object(String spec) {
    return "{\"apiVersion\":\"nvidia.com/v1alpha1\",\"kind\":\"DynamoGraphDeploymentRequest\","
        + "\"metadata\":{\"name\":\"a\"},\"spec\":{"
        + spec
        + "}}";
  }

  private static String alpha(String spec) {
    return review(object(spec));
  }

  private static String review(String... objects) {
    return review("nvidia.com/v1beta1", objects);
  }

  private static String review(String desired, String[] objects) {
    return "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\","
        + "\"request\":{\"uid\":\"u-1\",\"desiredAPIVersion\":\""
        + desired
        + "\",\"objects\":["
        + String.join(",", objects)
        + "]}}";
  }

  /** Answers within bounds. */
  private Review answer(String text) {
    byte[] body = text.getBytes(UTF_8);
    return assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
          long before = thread.getCurrentThreadAllocatedBytes();
          ReviewAnswer answer = reviews.answer(body);
          assertThat(thread.getCurrentThreadAllocatedBytes() - before)
              .isLessThan((long) GREED * body.length + 10 * MEGABYTE);
          return (Review) answer;
        });
  }

  private JsonObject converted(String body) {
    Review review = answer(body);
    assertThat(review.outcome()).isEqualTo(Outcome.SUCCESS);
    return read(review)
        .at("response.convertedObjects")
        .flatMap(Json::asArray)
        .orElseThrow()
        .items()
        .getFirst()
        .asObject()
        .orElseThrow();
  }

  private String refusal(String body) {
    return refusal(answer(body));
  }

  private static String refusal(ReviewAnswer answer) {
    Review review = (Review) answer;
    assertThat(review.outcome()).isEqualTo(Outcome.REFUSED);
    JsonObject json = read(review);
    assertThat(json.textAt("response.uid")).hasValue("u-1");
    assertThat(json.textAt("response.result.status")).hasValue("Failure");
    return json.textAt("response.result.message").orElseThrow();
  }

  private static JsonObject read(Review review) {
    try {
      return JsonReader.readObject(review.json().toByteArray());
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }
}
