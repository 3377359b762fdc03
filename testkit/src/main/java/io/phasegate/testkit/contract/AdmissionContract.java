package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an API server demands of the answer to an {@code AdmissionReview}. */
public final class AdmissionContract {

  private static final List<Rule<ReviewPair>> FRAME =
      List.of(
          Rule.one("A1", pair -> pair.otherThan(ReviewPair.Kind.ADMISSION)),
          Rule.one("A1", ReviewPair::responseMissing),
          Rule.one("A1", ReviewPair::wrongUid),
          Rule.many("A1", AdmissionContract::wrongTypes));

  private static final List<Rule<ReviewPair>> MUTATING =
      List.of(
          Rule.one("A2", PatchFacts::halfPatch),
          Rule.one("A2", PatchFacts::otherPatchType),
          Rule.one("A2", PatchFacts::noArrayInBase64),
          Rule.one("A5", PatchFacts::doesNotApply),
          Rule.one("A6", PatchFacts::nothingToPatch));

  private static final List<Rule<ReviewPair>> VALIDATING =
      List.of(Rule.one("A3", PatchFacts::patchWhereNoneMayBe));

  private static final List<Rule<ReviewPair>> ANY =
      List.of(
          Rule.many("A7", AdmissionContract::unclearRefusal),
          Rule.many("A8", AdmissionContract::badAuditAnnotation),
          Rule.many("A10", WarningFacts::faults));

  private AdmissionContract() {}

  /** Checks one answer of a mutating webhook, A1 to A10 without A3. */
  public static Verdict mutating(Exchange exchange) {
    return check(exchange, MUTATING);
  }

  /** Checks one answer of a validating webhook, A1 to A10 without what is about patches but A3. */
  public static Verdict validating(Exchange exchange) {
    return check(exchange, VALIDATING);
  }

  /**
   * Checks that a dry run is judged as the real write is (A11): same verdict, patch and warnings.
   *
   * @param real a review and its answer
   * @param dryRun the same review with {@code dryRun: true}, and its answer
   */
  public static Verdict dryRun(Exchange real, Exchange dryRun) {
    JsonObject one = judgement(real);
    JsonObject other = judgement(dryRun);
    return Verdict.of(
        Stream.of("allowed", "status", "patch", "warnings")
            .filter(field -> !one.get(field).equals(other.get(field)))
            .map(field ->
                new Breach(
                    "A11",
                    "%s is %s in a dry run and %s otherwise"
                        .formatted(
                            field,
                            ReviewPair.show(other.get(field)),
                            ReviewPair.show(one.get(field))))));
  }

  private static JsonObject judgement(Exchange exchange) {
    return ReviewPair.read(exchange) instanceof ReviewPair.Read(var pair)
        ? pair.response()
        : JsonObject.empty();
  }

  private static Verdict check(Exchange exchange, List<Rule<ReviewPair>> ofRole) {
    return switch (ReviewPair.read(exchange)) {
      case ReviewPair.NothingToAnswer(var sentence) ->
          Verdict.of(sentence.map(text -> new Breach("T8", text)).stream());
      case ReviewPair.Broken(var sentence) -> Verdict.of(Stream.of(new Breach("A1", sentence)));
      case ReviewPair.Read(var pair) -> {
        List<Breach> frame = Rule.check(FRAME, pair);
        yield frame.isEmpty()
            ? Verdict.of(Stream.of(ofRole, ANY).flatMap(rules -> Rule.check(rules, pair).stream()))
            : new Verdict(frame);
      }
    };
  }

  /** A member of another type than the API server's own cannot be decoded: no answer at all. */
  private static Stream<String> wrongTypes(ReviewPair pair) {
    JsonObject response = pair.response();
    return Stream.of(
            wrongType(response, "allowed", "a boolean", v -> v instanceof Json.Bool),
            wrongType(response, "patch", "a string", v -> v instanceof Json.Text),
            wrongType(response, "patchType", "a string", v -> v instanceof Json.Text),
            wrongType(response, "status", "an object", v -> v instanceof JsonObject),
            wrongType(response, "warnings", "a list of strings", WarningFacts::isListOfStrings),
            wrongType(response, "auditAnnotations", "an object of strings", v -> isStringMap(v)),
            response.has("allowed")
                ? Optional.<String>empty()
                : Optional.of("response.allowed is absent"))
        .flatMap(Optional::stream);
  }

  private interface Type {
    boolean has(Json value);
  }

  private static Optional<String> wrongType(
      JsonObject response, String field, String due, Type type) {
    return response
        .get(field)
        .filter(value -> value != Json.Null.NULL && !type.has(value))
        .map(value -> "response.%s is %s where %s is due".formatted(field, value, due));
  }

  private static boolean isStringMap(Json value) {
    return value
        .asObject()
        .filter(map -> map.entries().stream().allMatch(e -> e.getValue() instanceof Json.Text))
        .isPresent();
  }

  private static Stream<String> unclearRefusal(ReviewPair pair) {
    if (Objects.equals(pair.response().get("allowed"), Optional.of(Json.Bool.TRUE))) {
      return Stream.empty();
    }
    JsonObject status = pair.response().objectAt("status").orElse(JsonObject.empty());
    return Stream.of(unclearCode(status), unclearMessage(status), contradiction(status))
        .flatMap(Optional::stream);
  }

  private static Optional<String> unclearCode(JsonObject status) {
    Optional<Json> code = status.get("code");
    boolean tells =
        code.orElse(Json.Null.NULL) instanceof Json.Num(var text) && text.matches("[45][0-9][0-9]");
    return tells
        ? Optional.empty()
        : Optional.of(
            "status.code of a refusal is %s; an HTTP code from 400 tells people more"
                .formatted(ReviewPair.show(code)));
  }

  private static Optional<String> unclearMessage(JsonObject status) {
    return status.textAt("message").filter(text -> !text.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of("a refusal says not why: status.message is missing");
  }

  private static Optional<String> contradiction(JsonObject status) {
    return status
        .textAt("status")
        .filter(word -> !word.isEmpty() && !word.equals("Failure"))
        .map("status.status of a refusal is \"%s\" where Failure is due"::formatted);
  }

  /** The key gets the webhook's name and a slash in front, so that it may have none itself. */
  private static Stream<String> badAuditAnnotation(ReviewPair pair) {
    return pair.response().objectAt("auditAnnotations").map(JsonObject::keys).stream()
        .flatMap(keys -> keys.stream())
        .filter(key -> key.contains("/") || !MetadataSyntax.isQualifiedName(key))
        .map("auditAnnotations[%s] has a key that is dropped; use a plain name"::formatted);
  }
}
