package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.UUID;

/** The review that an API server sends about a write. */
final class AdmissionReview {

  private AdmissionReview() {}

  /**
   * A review of one write.
   *
   * @param object as it is to be written, in the version of the request; {@code null} for a delete
   * @param old as it was, in the same version; {@code null} for a create
   */
  static JsonObject of(Write write, Json object, Json old) {
    Target target = write.target();
    JsonObject request =
        JsonObject.of("uid", Json.text(UUID.randomUUID().toString()))
            .with("kind", target.groupVersionKind())
            .with("resource", target.groupVersionResource())
            .with("requestKind", target.groupVersionKind())
            .with("requestResource", target.groupVersionResource());
    if (!target.name().isEmpty()) {
      request = request.with("name", Json.text(target.name()));
    }
    if (!target.namespace().isEmpty()) {
      request = request.with("namespace", Json.text(target.namespace()));
    }
    request =
        request
            .with("operation", Json.text(write.operation().name()))
            .with("userInfo", user())
            .with("object", object)
            .with("oldObject", old)
            .with("dryRun", Json.Bool.of(write.dryRun()))
            .with("options", write.options());
    return JsonObject.of("kind", Json.text("AdmissionReview"))
        .with("apiVersion", Json.text("admission.k8s.io/v1"))
        .with("request", request);
  }

  /** The front knows nobody: whoever comes is its admin. */
  private static JsonObject user() {
    return JsonObject.of("username", Json.text("kubernetes-admin"))
        .with("groups", Json.array(Json.text("system:masters"), Json.text("system:authenticated")));
  }
}
