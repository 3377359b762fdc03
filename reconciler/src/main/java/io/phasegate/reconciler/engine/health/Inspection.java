package io.phasegate.reconciler.engine.health;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * Port: what an inspector may look at beside the object itself. Every failure to look means
 * "nothing to see", never an error.
 */
public interface Inspection {

  /**
   * The last lines of a container's log.
   *
   * @param previous whether the run before the current one is meant
   * @return nothing when the log cannot be read
   */
  List<String> tailLog(Pod pod, String container, int lines, boolean previous);

  /** The events about an object, in no order. */
  List<Event> eventsFor(HasMetadata object);

  /** Sees nothing: for kinds that need neither logs nor events, and for tests. */
  static Inspection none() {
    return new Inspection() {
      @Override
      public List<String> tailLog(Pod pod, String container, int lines, boolean previous) {
        return List.of();
      }

      @Override
      public List<Event> eventsFor(HasMetadata object) {
        return List.of();
      }
    };
  }
}
