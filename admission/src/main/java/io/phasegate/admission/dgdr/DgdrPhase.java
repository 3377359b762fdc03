package io.phasegate.admission.dgdr;

import io.phasegate.conversion.json.JsonObject;
import java.util.function.UnaryOperator;

/**
 * Where a request stands, in the words of one version.
 *
 * @param noun what that version calls it, {@code phase} or {@code state}
 * @param field where it says it
 * @param toHub the same request as v1beta1: v1alpha1's {@code Ready} is two phases of the hub
 */
record DgdrPhase(String noun, String field, UnaryOperator<JsonObject> toHub) {

  /** What a phase means to someone who edits the spec (ruling 33). */
  enum Freeze {
    /** Not started: everything may change. */
    NONE,
    /** The DGD is generated and waits: only what starts it may change. */
    BUT_FOR_START,
    /** Work is going on, or done. */
    WHOLE,
    /** It has failed for good: everything may change, and nothing comes of it. */
    POINTLESS
  }

  Freeze freezeOf(JsonObject request) {
    return switch (toHub.apply(request).textAt("status.phase").orElse("")) {
      case "Profiling", "Deploying", "Deployed" -> Freeze.WHOLE;
      case "Ready" -> Freeze.BUT_FOR_START;
      case "Failed" -> Freeze.POINTLESS;
      default -> Freeze.NONE;
    };
  }

  /** For people: {@code phase Profiling}. */
  String in(JsonObject request) {
    return noun + " " + request.textAt(field).orElse("(none)");
  }
}
