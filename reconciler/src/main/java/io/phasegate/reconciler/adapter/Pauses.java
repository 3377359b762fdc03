package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.event.Notice;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects were found paused, so that pausing and resuming are told once each: a paused object
 * keeps its status, and only an event can show it (spec/engine.md 1.9). One that is made anew was
 * never paused, whatever had its name. It forgets the longest paused ones.
 */
final class Pauses {

  private static final int REMEMBERED = 10_000;

  private final Set<String> paused = new LinkedHashSet<>();

  /** What there is to tell about an object that is, or is not, paused now. */
  synchronized Optional<Notice> notice(HasMetadata object, boolean now, String annotation) {
    String uid = object.getMetadata().getUid();
    if (!now) {
      return paused.remove(uid)
          ? Optional.of(
              Notice.normal(
                  "ReconciliationResumed", "annotation " + annotation + " is gone; work goes on"))
          : Optional.empty();
    }
    if (!paused.add(uid)) {
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
