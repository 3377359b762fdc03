package io.phasegate.admission;

import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.patch.JsonPatch;
import io.phasegate.conversion.json.Excerpt;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import java.util.Base64;
import java.util.List;

/** The answer to a review, before it is bytes (A1 to A10). */
sealed interface AdmissionResponse {

  /**
   * The longest sentence, in Unicode code points: it may quote a kind or a version of any length.
   */
  int SENTENCE = 2_000;

  /** Allowed as it is. */
  record Allowed(List<Warning> warnings) implements AdmissionResponse {}

  /** Allowed, with something filled in. Only for a patch that changes something (A2). */
  record Patched(JsonPatch patch) implements AdmissionResponse {}

  /** Refused because of what is in the object: code 422. */
  record Invalid(JsonObject object, List<Violation> violations, List<Warning> warnings)
      implements AdmissionResponse {}

  /** Refused because the request is none for us: code 400. */
  record BadRequest(String message) implements AdmissionResponse {}

  /** Refused because we failed: code 500. The message has nothing of how. */
  record OurFault() implements AdmissionResponse {}

  /** Allowed, and nothing to say. */
  static AdmissionResponse allowed() {
    return new Allowed(List.of());
  }

  default Outcome outcome() {
    return switch (this) {
      case Allowed _, Patched _ -> Outcome.SUCCESS;
      case Invalid _, BadRequest _ -> Outcome.REFUSED;
      case OurFault _ -> Outcome.ERROR;
    };
  }

  /** The whole review, UTF-8. */
  default byte[] review(String uid) {
    return JsonWriter.bytes(
        JsonObject.of("apiVersion", Json.text("admission.k8s.io/v1"))
            .with("kind", Json.text("AdmissionReview"))
            .with("response", response(JsonObject.of("uid", Json.text(uid)))));
  }

  private JsonObject response(JsonObject uid) {
    return switch (this) {
      case Allowed(var warnings) -> withWarnings(uid.with("allowed", Json.Bool.TRUE), warnings);
      case Patched(var patch) ->
          uid.with("allowed", Json.Bool.TRUE)
              .with("patchType", Json.text("JSONPatch"))
              .with("patch", Json.text(base64(patch.json())));
      case Invalid(var object, var violations, var warnings) ->
          withWarnings(refused(uid, InvalidStatus.of(object, violations)), warnings);
      case BadRequest(var message) ->
          refused(uid, status(400, "BadRequest", Excerpt.of(message, SENTENCE)));
      case OurFault _ ->
          refused(
              uid,
              status(
                  500,
                  "InternalError",
                  "the request could not be judged because of a fault in the webhook; its log has"
                      + " more"));
    };
  }

  private static String base64(JsonArray patch) {
    return Base64.getEncoder().encodeToString(JsonWriter.bytes(patch));
  }

  private static JsonObject refused(JsonObject uid, JsonObject status) {
    return uid.with("allowed", Json.Bool.FALSE).with("status", status);
  }

  private static JsonObject withWarnings(JsonObject response, List<Warning> warnings) {
    if (warnings.isEmpty()) {
      return response;
    }
    List<Json.Text> texts = WarningHeaders.of(warnings).stream().map(Json.Text::new).toList();
    return texts.isEmpty() ? response : response.with("warnings", JsonArray.of(texts));
  }

  /** A {@code Status} that says no. */
  static JsonObject status(int code, String reason, String message) {
    return JsonObject.of("status", Json.text("Failure"))
        .with("code", Json.Num.of(code))
        .with("reason", Json.text(reason))
        .with("message", Json.text(message));
  }
}
