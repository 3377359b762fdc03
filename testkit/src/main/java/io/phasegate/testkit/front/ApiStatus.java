package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refusal in the API server's own shape, {@code kind: Status}, in its own words.
 *
 * @param code HTTP status, from 400
 * @param reason one word for programs, for instance {@code NotFound}; may be empty
 * @param message for people
 * @param details name, group, kind and causes; may be empty
 */
public record ApiStatus(int code, String reason, String message, JsonObject details) {

  /**
   * One reason of several for a refusal.
   *
   * @param reason for programs, for instance {@code FieldValueInvalid}
   * @param field path of the field in the version that was written
   */
  public record Cause(String reason, String field, String message) {

    JsonObject json() {
      return JsonObject.of("reason", Json.text(reason))
          .with("message", Json.text(message))
          .with("field", Json.text(field));
    }
  }

  static ApiStatus notFound(Target target) {
    return about(target, 404, "NotFound", "%s not found".formatted(target.quoted()));
  }

  static ApiStatus alreadyExists(Target target) {
    return about(target, 409, "AlreadyExists", "%s already exists".formatted(target.quoted()));
  }

  static ApiStatus conflict(Target target, String why) {
    return about(
        target,
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s: %s".formatted(target.quoted(), why));
  }

  static ApiStatus modified(Target target) {
    return conflict(
        target,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiStatus invalid(Target target, List<Cause> causes) {
    List<String> faults =
        causes.stream().map(cause -> cause.field() + ": " + cause.message()).toList();
    String listed = faults.size() == 1 ? faults.getFirst() : faults.toString();
    JsonObject details =
        target
            .details(target.crd().kind())
            .with("causes", JsonArray.of(causes.stream().map(Cause::json).toList()));
    return new ApiStatus(
        422,
        "Invalid",
        "%s.%s \"%s\" is invalid: %s"
            .formatted(target.crd().kind(), target.crd().group(), target.name(), listed),
        details);
  }

  static ApiStatus badRequest(String message) {
    return plain(400, "BadRequest", message);
  }

  static ApiStatus noSuchResource() {
    return plain(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiStatus methodNotAllowed() {
    return plain(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  static ApiStatus unsupportedMediaType(String given, List<String> accepted) {
    return plain(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format, \"%s\"; accepted media types include: %s"
            .formatted(given, accepted.stream().collect(Collectors.joining(", "))));
  }

  static ApiStatus tooLarge(int limit) {
    return plain(
        413,
        "RequestEntityTooLarge",
        "Request entity too large: limit is %d bytes".formatted(limit));
  }

  static ApiStatus internalError(String message) {
    JsonObject cause = JsonObject.of("message", Json.text(message));
    return new ApiStatus(
        500,
        "InternalError",
        "Internal error occurred: " + message,
        JsonObject.of("causes", Json.array(cause)));
  }

  /** What an API server answers when an error has no kind of its own: no reason, only words. */
  static ApiStatus unknownError(String message) {
    return plain(500, "", message);
  }

  static ApiStatus plain(int code, String reason, String message) {
    return new ApiStatus(code, reason, message, JsonObject.empty());
  }

  private static ApiStatus about(Target target, int code, String reason, String message) {
    return new ApiStatus(code, reason, message, target.details(target.crd().plural()));
  }

  /** As it goes over the wire. */
  public JsonObject json() {
    JsonObject status =
        JsonObject.of("kind", Json.text("Status"))
            .with("apiVersion", Json.text("v1"))
            .with("metadata", JsonObject.empty())
            .with("status", Json.text("Failure"))
            .with("message", Json.text(message));
    if (!reason.isEmpty()) {
      status = status.with("reason", Json.text(reason));
    }
    if (!details.isEmpty()) {
      status = status.with("details", details);
    }
    return status.with("code", Json.Num.of(code));
  }
}
