package io.phasegate.reconciler.engine.event;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Port: takes events. It neither blocks nor fails; what it cannot deliver is lost. */
@FunctionalInterface
public interface EventSink {

  /** An event about an object. */
  void emit(HasMetadata about, Notice notice);

  /** Tells nobody. */
  static EventSink none() {
    return (_, _) -> {};
  }
}
