package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.Base64;
import java.util.Optional;

/**
 * What an API server demands of the patch in an answer: A2, A3, A5 and A6. A patch that one rule
 * cannot read is passed over by those that follow, so that one fault gives one sentence.
 */
final class PatchFacts {

  private PatchFacts() {}

  private static Optional<String> member(ReviewPair pair, String name) {
    return pair.response().textAt(name);
  }

  static Optional<String> halfPatch(ReviewPair pair) {
    boolean patch = member(pair, "patch").isPresent();
    boolean type = member(pair, "patchType").isPresent();
    return patch == type
        ? Optional.empty()
        : Optional.of(
            patch
                ? "response.patch is there without response.patchType"
                : "response.patchType is there without response.patch");
  }

  static Optional<String> otherPatchType(ReviewPair pair) {
    return member(pair, "patchType")
        .filter(type -> !type.equals("JSONPatch"))
        .map("response.patchType is \"%s\" where JSONPatch is due"::formatted);
  }

  static Optional<String> noArrayInBase64(ReviewPair pair) {
    return member(pair, "patch").isPresent() && operations(pair).isEmpty()
        ? Optional.of("response.patch is no base64 of a JSON array")
        : Optional.empty();
  }

  /** An empty array is fine, with an object or without (A4). */
  static Optional<String> doesNotApply(ReviewPair pair) {
    Json object = pair.request().get("object").orElse(Json.Null.NULL);
    Optional<JsonArray> operations = operations(pair).filter(patch -> !patch.isEmpty());
    if (operations.isEmpty() || !(object instanceof JsonObject)) {
      return Optional.empty();
    }
    try {
      JsonPatches.apply(object, operations.get());
      return Optional.empty();
    } catch (JsonPatches.DoesNotApply e) {
      return Optional.of("response.patch does not apply to the object: " + e.reason());
    }
  }

  static Optional<String> nothingToPatch(ReviewPair pair) {
    boolean noObject = pair.request().get("object").orElse(Json.Null.NULL) == Json.Null.NULL;
    return noObject && operations(pair).filter(patch -> !patch.isEmpty()).isPresent()
        ? Optional.of("response.patch has operations where the request has no object")
        : Optional.empty();
  }

  static Optional<String> patchWhereNoneMayBe(ReviewPair pair) {
    return member(pair, "patch").isPresent() || member(pair, "patchType").isPresent()
        ? Optional.of("a validating webhook may not answer with patch or patchType")
        : Optional.empty();
  }

  private static Optional<JsonArray> operations(ReviewPair pair) {
    try {
      byte[] json = Base64.getDecoder().decode(member(pair, "patch").orElse(""));
      return json.length == 0 ? Optional.empty() : JsonReader.read(json).asArray();
    } catch (MalformedJson | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
