package io.phasegate.testkit.cluster;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;

/** The few objects that the starter itself creates and reads. */
final class ClusterObjects {

  private ClusterObjects() {}

  static JsonObject namespace(String name) {
    return JsonObject.of("apiVersion", Json.text("v1"))
        .with("kind", Json.text("Namespace"))
        .with("metadata", JsonObject.of("name", Json.text(name)));
  }

  /** Asks for a token of a service account, valid for an hour. */
  static JsonObject tokenRequest() {
    return JsonObject.of("apiVersion", Json.text("authentication.k8s.io/v1"))
        .with("kind", Json.text("TokenRequest"))
        .with("spec", JsonObject.empty());
  }

  /** A node with room for whatever a test schedules, GPUs included. */
  static JsonObject node(String name) {
    JsonObject room =
        JsonObject.of("cpu", Json.text("64"))
            .with("memory", Json.text("512Gi"))
            .with("pods", Json.text("1000"))
            .with("nvidia.com/gpu", Json.text("8"));
    return JsonObject.of("apiVersion", Json.text("v1"))
        .with("kind", Json.text("Node"))
        .with("metadata", JsonObject.of("name", Json.text(name)))
        .with("status", JsonObject.of("allocatable", room).with("capacity", room));
  }

  /** True when an object's condition Ready is true. */
  static boolean isReady(JsonObject object) {
    JsonArray conditions =
        object.at("status.conditions").flatMap(Json::asArray).orElse(JsonArray.empty());
    return conditions.items().stream()
        .flatMap(condition -> condition.asObject().stream())
        .anyMatch(condition ->
            condition.textAt("type").filter("Ready"::equals).isPresent()
                && condition.textAt("status").filter("True"::equals).isPresent());
  }
}
