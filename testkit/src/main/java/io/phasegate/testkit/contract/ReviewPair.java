package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.List;
import java.util.Optional;

/**
 * A review and what came back for it, both read.
 *
 * @param sent the whole review that was posted
 * @param answer the whole review that came back
 */
record ReviewPair(JsonObject sent, JsonObject answer) {

  private static final int SHOWN_TO_PEOPLE = 2048;

  /** What could be made of an exchange. */
  sealed interface Reading permits Read, Broken, NothingToAnswer {}

  record Read(ReviewPair pair) implements Reading {}

  /** The answer cannot be read as a review. */
  record Broken(String sentence) implements Reading {}

  /**
   * The request was no review with a uid, so a plain refusal is the right answer (T8).
   *
   * @param sentence what is wrong with the refusal, if anything
   */
  record NothingToAnswer(Optional<String> sentence) implements Reading {}

  static Reading read(Exchange exchange) {
    Optional<JsonObject> sent = object(exchange.request());
    if (sent.flatMap(review -> review.textAt("request.uid")).filter(u -> !u.isEmpty()).isEmpty()) {
      return new NothingToAnswer(plainRefusal(exchange));
    }
    if (exchange.status() != 200) {
      return new Broken("HTTP status is %d where only 200 counts".formatted(exchange.status()));
    }
    if (!exchange.mediaType().isEmpty() && !exchange.mediaType().equals("application/json")) {
      return new Broken(
          "Content-Type is \"%s\" where application/json is due".formatted(exchange.contentType()));
    }
    try {
      return new Read(new ReviewPair(sent.get(), JsonReader.readObject(exchange.answer())));
    } catch (MalformedJson e) {
      return new Broken("the body is no JSON object: " + e.reason());
    }
  }

  private static Optional<JsonObject> object(byte[] utf8) {
    try {
      return JsonReader.read(utf8).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static Optional<String> plainRefusal(Exchange exchange) {
    if (exchange.status() < 400 || exchange.status() > 499) {
      return Optional.of(
          "HTTP status is %d where a body that is no review is due 4xx"
              .formatted(exchange.status()));
    }
    if (!exchange.mediaType().equals("text/plain")) {
      return Optional.of(
          "Content-Type is \"%s\"; people only ever see text/plain"
              .formatted(exchange.contentType()));
    }
    if (exchange.answer().length > SHOWN_TO_PEOPLE) {
      return Optional.of("only the first %d bytes are shown to people".formatted(SHOWN_TO_PEOPLE));
    }
    return Optional.empty();
  }

  /** The request member; empty when the review has none. */
  JsonObject request() {
    return sent.objectAt("request").orElse(JsonObject.empty());
  }

  /** The response member; empty when the answer has none. */
  JsonObject response() {
    return answer.objectAt("response").orElse(JsonObject.empty());
  }

  /** The two kinds of review. */
  enum Kind {
    CONVERSION("ConversionReview", "apiextensions.k8s.io"),
    ADMISSION("AdmissionReview", "admission.k8s.io");

    private final String name;
    private final String group;

    Kind(String name, String group) {
      this.name = name;
      this.group = group;
    }

    /** The version to answer in: the one sent, or v1 where there is no such version. */
    private String versionFor(String sent) {
      return List.of(group + "/v1", group + "/v1beta1").contains(sent) ? sent : group + "/v1";
    }
  }

  /** A sentence when the answer is no review of this kind in the version that was sent. */
  Optional<String> otherThan(Kind kind) {
    return differs("kind", kind.name)
        .or(() -> differs("apiVersion", kind.versionFor(sent.textAt("apiVersion").orElse(""))));
  }

  private Optional<String> differs(String key, String due) {
    Optional<Json> is = answer.get(key);
    return is.equals(Optional.of(Json.text(due)))
        ? Optional.empty()
        : Optional.of("%s is %s where \"%s\" is due".formatted(key, show(is), due));
  }

  /** A sentence when there is no response member to look into. */
  Optional<String> responseMissing() {
    return answer.objectAt("response").isPresent()
        ? Optional.empty()
        : Optional.of("there is no response object");
  }

  /** A sentence when the uid does not come back. */
  Optional<String> wrongUid() {
    Optional<Json> was = request().get("uid");
    Optional<Json> is = response().get("uid");
    return was.equals(is)
        ? Optional.empty()
        : Optional.of("response.uid is %s, sent was %s".formatted(show(is), show(was)));
  }

  /** A value for a sentence. */
  static String show(Optional<? extends Json> value) {
    return value.map(Json::toString).orElse("absent");
  }
}
