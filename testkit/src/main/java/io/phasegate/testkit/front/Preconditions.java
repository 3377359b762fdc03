package io.phasegate.testkit.front;

import io.phasegate.conversion.json.JsonObject;

/**
 * What a delete insists on.
 *
 * @param uid of the object; empty for any
 * @param resourceVersion of the object; empty for any
 */
record Preconditions(String uid, String resourceVersion) {

  /** Those of {@code DeleteOptions}; without a body there are none. */
  static Preconditions of(JsonObject options) {
    return new Preconditions(
        options.textAt("preconditions.uid").orElse(""),
        options.textAt("preconditions.resourceVersion").orElse(""));
  }

  void check(Target target, JsonObject stored) throws Refused {
    check(target, "UID", uid, stored.textAt("metadata.uid").orElse(""));
    check(
        target,
        "ResourceVersion",
        resourceVersion,
        stored.textAt("metadata.resourceVersion").orElse(""));
  }

  private static void check(Target target, String what, String wanted, String is) throws Refused {
    if (!wanted.isEmpty() && !wanted.equals(is)) {
      throw new Refused(
          ApiStatus.conflict(
              target,
              "Precondition failed: %s in precondition: %s, %s in object meta: %s"
                  .formatted(what, wanted, what, is)));
    }
  }
}
