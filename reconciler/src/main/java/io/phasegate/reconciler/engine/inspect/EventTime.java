package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** When an event was last seen; newer recorders fill other fields than older ones. */
final class EventTime {

  private EventTime() {}

  /** The latest time that the event names; the epoch when it names none. */
  static Instant of(Event event) {
    return Stream.of(
            event.getLastTimestamp(),
            event.getEventTime() == null ? null : event.getEventTime().getTime(),
            event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                ? null
                : event.getSeries().getLastObservedTime().getTime())
        .filter(Objects::nonNull)
        .map(EventTime::parse)
        .reduce(Instant.EPOCH, (a, b) -> a.isAfter(b) ? a : b);
  }

  private static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
