package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.Optional;

/**
 * v1alpha1's {@code status.deployment}, of which the hub has only the name. Source: spec/dgdr.md
 * C10 and ruling 27.
 */
record DgdrDeployment(JsonObject json) {

  /** Where v1alpha1 has it. */
  static final Path PATH = Path.of("status.deployment");

  /** What tells Deployed from Ready in v1alpha1. */
  static final Path CREATED = PATH.key("created");

  /** Where the hub has its name. */
  static final Path DGD_NAME = Path.of("status.dgdName");

  static Optional<DgdrDeployment> of(Optional<Json> value) {
    return value.flatMap(Json::asObject).map(DgdrDeployment::new);
  }

  /**
   * What v1alpha1 users see of a deployment of which only the hub's name and phase are known.
   *
   * @param object the hub object, for its namespace; a partial one lends none and gets the name
   *     only
   */
  static DgdrDeployment madeUp(String name, String phase, JsonObject object, boolean whole) {
    JsonObject json = JsonObject.of("name", Json.text(name));
    if (!whole) {
      return new DgdrDeployment(json);
    }
    Optional<String> namespace = object.textAt("metadata.namespace");
    if (namespace.isPresent()) {
      json = json.with("namespace", Json.text(namespace.get()));
    }
    return switch (phase) {
      case DgdrStates.DEPLOYED -> new DgdrDeployment(json).with("successful", true);
      case "Deploying" -> new DgdrDeployment(json).with("pending", true);
      case "Failed" -> new DgdrDeployment(json).with("failed", false);
      default -> new DgdrDeployment(json).with("initializing", false);
    };
  }

  private DgdrDeployment with(String state, boolean created) {
    return new DgdrDeployment(
        json.with("state", Json.text(state)).with("created", Json.Bool.of(created)));
  }

  /** The name; empty when it is absent, empty or no string. */
  Optional<String> name() {
    return nameIn(json.get("name"));
  }

  /** The hub's name of a deployment; empty when it is absent, empty or no string. */
  static Optional<String> nameIn(Optional<Json> value) {
    return value.flatMap(Json::asText).filter(name -> !name.isEmpty());
  }

  boolean created() {
    return json.get("created").equals(Optional.of(Json.Bool.TRUE));
  }

  boolean saysNotCreated() {
    return json.get("created").equals(Optional.of(Json.Bool.FALSE));
  }

  DgdrDeployment withCreated(boolean created) {
    return new DgdrDeployment(json.with("created", Json.Bool.of(created)));
  }

  DgdrDeployment withoutState() {
    return new DgdrDeployment(json.without("state"));
  }

  boolean isSuccessful() {
    return json.textAt("state").equals(Optional.of("successful"));
  }
}
