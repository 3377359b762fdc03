package io.phasegate.admission.dgdr;

import io.phasegate.admission.rule.Subject;
import java.util.Optional;

/**
 * Where a request stands, in the words of one version. What it means is the hub's phase in either:
 * v1alpha1's {@code Ready} is two phases of the hub.
 */
enum DgdrPhase {
  /** v1beta1's {@code phase}. */
  PHASE("phase", "status.phase") {
    @Override
    Optional<Subject> hub(Subject request) {
      return Optional.of(request);
    }
  },

  /** v1alpha1's {@code state}. */
  STATE("state", "status.state") {
    @Override
    Optional<Subject> hub(Subject request) {
      return request.elsewhere();
    }
  };

  private final String noun;
  private final String field;

  DgdrPhase(String noun, String field) {
    this.noun = noun;
    this.field = field;
  }

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

  abstract Optional<Subject> hub(Subject request);

  Freeze freezeOf(Subject request) {
    return switch (hub(request).flatMap(hub -> hub.text("status.phase")).orElse("")) {
      case "Profiling", "Deploying", "Deployed" -> Freeze.WHOLE;
      case "Ready" -> Freeze.BUT_FOR_START;
      case "Failed" -> Freeze.POINTLESS;
      default -> Freeze.NONE;
    };
  }

  /** What the version calls it. */
  String noun() {
    return noun;
  }

  /** For people: {@code phase Profiling}. */
  String in(Subject request) {
    return noun + " " + request.text(field).orElse("(none)");
  }
}
