package io.phasegate.conversion;

import io.phasegate.conversion.json.JsonObject;

/** What became of one object. */
public sealed interface Conversion {

  /** The object in the version that was asked for. */
  record Converted(JsonObject object) implements Conversion {}

  /**
   * The object cannot be converted at all: its kind or version is not ours, or it is no object that
   * an API server could hold. Never because of what a user wrote into a field (ruling 4).
   *
   * @param reason one sentence for the person at {@code kubectl}
   */
  record Refused(String reason) implements Conversion {}
}
