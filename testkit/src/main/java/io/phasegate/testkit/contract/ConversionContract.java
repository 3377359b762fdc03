package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an API server demands of the answer to a {@code ConversionReview}. */
public final class ConversionContract {

  private static final List<Rule<ReviewPair>> FRAME =
      List.of(
          Rule.one("W1", pair -> pair.otherThan(ReviewPair.Kind.CONVERSION)),
          Rule.one("W1", ReviewPair::responseMissing));

  private static final List<Rule<ReviewPair>> RESULT =
      List.of(
          Rule.one("W2", ReviewPair::wrongUid), Rule.one("W3", ConversionContract::resultUnclear));

  private ConversionContract() {}

  /**
   * Checks one answer, W1 to W9 and V1. A failed review is a good answer as long as it says why
   * (W3); its objects are not looked at. An answer that asks to be retried (503 with {@code
   * Retry-After}, T7) is none yet: bring the one that follows it.
   */
  public static Verdict check(Exchange exchange) {
    return switch (ReviewPair.read(exchange)) {
      case ReviewPair.NothingToAnswer(var sentence) ->
          Verdict.of(sentence.map(text -> new Breach("T8", text)).stream());
      case ReviewPair.Broken(var sentence) -> Verdict.of(Stream.of(new Breach("W1", sentence)));
      case ReviewPair.Read(var pair) -> {
        List<Breach> frame = Rule.check(FRAME, pair);
        yield frame.isEmpty() ? content(pair) : new Verdict(frame);
      }
    };
  }

  private static Verdict content(ReviewPair pair) {
    return Verdict.of(
        Stream.concat(
            Rule.check(RESULT, pair).stream(), isSuccess(pair) ? objects(pair) : Stream.empty()));
  }

  private static boolean isSuccess(ReviewPair pair) {
    return pair.response().textAt("result.status").equals(Optional.of("Success"));
  }

  private static Optional<String> resultUnclear(ReviewPair pair) {
    Optional<Json> status = pair.response().at("result.status");
    if (isSuccess(pair)) {
      return Optional.empty();
    }
    if (!status.equals(Optional.of(Json.text("Failure")))) {
      return Optional.of(
          "response.result.status is %s; the words are Success and Failure"
              .formatted(ReviewPair.show(status)));
    }
    return pair.response().textAt("result.message").filter(text -> !text.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of("response.result says Failure and not why: message is missing");
  }

  private static Stream<Breach> objects(ReviewPair pair) {
    List<Json> sent = list(pair.request(), "objects");
    List<Json> converted = list(pair.response(), "convertedObjects");
    if (sent.size() != converted.size()) {
      return Stream.of(
          new Breach(
              "W4",
              "%d objects were sent and %d came back".formatted(sent.size(), converted.size())));
    }
    String desired = pair.request().textAt("desiredAPIVersion").orElse("");
    List<ConvertedObject> pairs =
        IntStream.range(0, sent.size())
            .mapToObj(i -> new ConvertedObject(i, sent.get(i), converted.get(i), desired))
            .toList();
    if (reordered(pairs)) {
      return Stream.of(new Breach("W4", "the objects came back in another order"));
    }
    return pairs.stream().flatMap(object -> Rule.check(ConvertedObject.RULES, object).stream());
  }

  private static List<Json> list(JsonObject object, String key) {
    return object.get(key).flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
  }

  /** The same objects at other places: one plain sentence is better than one for each of them. */
  private static boolean reordered(List<ConvertedObject> pairs) {
    List<String> sent = pairs.stream().map(pair -> identity(pair.source())).toList();
    List<String> converted = pairs.stream().map(pair -> identity(pair.target())).toList();
    return !sent.equals(converted)
        && sent.stream().sorted().toList().equals(converted.stream().sorted().toList());
  }

  private static String identity(JsonObject object) {
    return Stream.of("namespace", "name", "uid")
        .map(field -> object.textAt("metadata." + field).orElse(""))
        .toList()
        .toString();
  }
}
