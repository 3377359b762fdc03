package io.phasegate.conversion;

import io.phasegate.conversion.json.JsonObject;

/** Converts objects of the registered kinds between their versions. Safe for many threads. */
public final class Converter {

  /**
   * Converts one object.
   *
   * @param object a custom resource in any served version of a registered kind, whole or partial
   * @param desired the version to convert to
   * @return the same object when it has that version already
   */
  public Conversion convert(JsonObject object, ApiVersion desired) {
    return new Conversion.Refused("no kind is registered yet: " + object + desired);
  }
}
