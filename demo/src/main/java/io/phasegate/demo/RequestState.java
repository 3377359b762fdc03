package io.phasegate.demo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;

/**
 * What a request's status tells people.
 *
 * @param phase empty while there is none
 * @param profilingPhase empty outside of profiling
 * @param succeeded status of the condition {@code Succeeded}, empty while there is none
 * @param reason of that condition
 * @param message of that condition
 */
record RequestState(
    String phase, String profilingPhase, String succeeded, String reason, String message) {

  static RequestState of(JsonObject status) {
    JsonObject condition =
        status.get("conditions").flatMap(Json::asArray).orElse(JsonArray.empty()).items().stream()
            .flatMap(each -> each.asObject().stream())
            .filter(each -> each.textAt("type").orElse("").equals("Succeeded"))
            .findFirst()
            .orElse(JsonObject.empty());
    return new RequestState(
        status.textAt("phase").orElse(""),
        status.textAt("profilingPhase").orElse(""),
        condition.textAt("status").orElse(""),
        condition.textAt("reason").orElse(""),
        condition.textAt("message").orElse(""));
  }

  /** Whether nothing will happen any more, unless somebody does something. */
  boolean rests() {
    return switch (phase) {
      case "Ready", "Deployed", "Failed" -> true;
      default -> false;
    };
  }

  boolean looksLike(RequestState other) {
    return phase.equals(other.phase)
        && profilingPhase.equals(other.profilingPhase)
        && succeeded.equals(other.succeeded)
        && reason.equals(other.reason);
  }
}
