package io.phasegate.reconciler.adapter;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.phasegate.reconciler.engine.event.Notice;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects were found paused, so that pausing and resuming are told once each: a paused object
 * keeps its status, and only an event can show it (spec/engine.md 1.9). It forgets the longest
 * paused ones.
 */
final class Pauses {

  private static final int REMEMBERED = 10_000;

  private final Set<ResourceID> paused = new LinkedHashSet<>();

  /** What there is to tell about an object that is, or is not, paused now. */
  synchronized Optional<Notice> notice(ResourceID id, boolean now, String annotation) {
    if (!now) {
      return paused.remove(id)
          ? Optional.of(
              Notice.normal(
                  "ReconciliationResumed", "annotation " + annotation + " is gone; work goes on"))
          : Optional.empty();
    }
    if (!paused.add(id)) {
      return Optional.empty();
    }
    if (paused.size() > REMEMBERED) {
      paused.remove(paused.iterator().next());
    }
    return Optional.of(
        Notice.normal(
            "ReconciliationPaused",
            "annotation %s is \"true\": nothing is done until it is removed"
                .formatted(annotation)));
  }
}
