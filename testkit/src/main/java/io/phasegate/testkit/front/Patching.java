package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.contract.JsonPatches;
import java.util.Map;

/** Patches, from webhooks and from clients. */
final class Patching {

  private Patching() {}

  /** Applies a webhook's JSON Patch; one that does not apply is the webhook's fault (A5). */
  static Json ofWebhook(Json object, JsonArray patch) throws Refused {
    try {
      return JsonPatches.apply(object, patch);
    } catch (JsonPatches.DoesNotApply e) {
      throw new Refused(ApiStatus.internalError(e.reason()));
    }
  }

  /** Applies a client's JSON Patch; one that does not apply is the client's fault. */
  static JsonObject ofClient(JsonObject object, JsonArray patch) throws Refused {
    try {
      return JsonPatches.apply(object, patch)
          .asObject()
          .orElseThrow(() -> new Refused(ApiStatus.badRequest("the patch leaves no object")));
    } catch (JsonPatches.DoesNotApply e) {
      throw new Refused(
          ApiStatus.plain(
              422,
              "Invalid",
              "the server rejected our request due to an error in our request: " + e.reason()));
    }
  }

  /**
   * Merges a patch over an object: maps key by key, lists whole, {@code null} removes (RFC 7396).
   */
  static JsonObject merged(JsonObject object, JsonObject patch) {
    JsonObject result = object;
    for (Map.Entry<String, Json> entry : patch.entries()) {
      String key = entry.getKey();
      result =
          switch (entry.getValue()) {
            case Json.Null _ -> result.without(key);
            case JsonObject inner ->
                result.with(
                    key,
                    merged(
                        result.get(key).flatMap(Json::asObject).orElse(JsonObject.empty()), inner));
            case Json value -> result.with(key, value);
          };
    }
    return result;
  }
}
