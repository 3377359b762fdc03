package io.phasegate.admission;

import io.phasegate.conversion.json.JsonObject;

/** What a new object looks like once everything is filled in. */
public sealed interface Filling {

  /** The object, the very same one when nothing was to fill in. */
  record Filled(JsonObject object) implements Filling {}

  /**
   * There are no rules for this kind or version.
   *
   * @param reason one sentence for the person at {@code kubectl}
   */
  record NotServed(String reason) implements Filling {}
}
