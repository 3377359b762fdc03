package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import java.time.Instant;

/** Sends events; a port, so that what an outage does to them can be seen without one. */
@FunctionalInterface
interface EventWriter {

  /** What came of sending one. */
  sealed interface Answer {

    /** It is there. */
    record Done() implements Answer {}

    /** Its namespace is going away. */
    record Unwanted() implements Answer {}

    /** The API server is away or too busy, and may take it later. */
    record Away(String why) implements Answer {}

    /** It will not be taken later either. */
    record Refused(String why) implements Answer {}
  }

  /** Creates an event, or counts one up. */
  Answer write(ObjectReference about, Decision decision, Instant at);
}
