package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The events that wait to be told, in a line for each namespace: what keeps one from being told is
 * a matter of its namespace (a webhook there, a limit), or of the API server as a whole.
 *
 * <ul>
 *   <li>An event that found no way stays the first of its line, and the line pauses. So the events
 *       of a namespace keep their order, and all others go on meanwhile.
 *   <li>Right after a failure it is the turn of a line that has not failed. When that one fails as
 *       well everything pauses: an API server that is away is not asked once for each namespace.
 * </ul>
 *
 * Pure bookkeeping; one thread at a time, and one event: who has taken one says what came of it
 * before taking the next.
 */
final class EventLines {

  /**
   * An event that waits.
   *
   * @param decision what to do with it, taken when it happened
   */
  record Waiting(ObjectReference about, Notice notice, Decision decision, Instant at) {

    private String namespace() {
      return Objects.requireNonNullElse(about.getNamespace(), "");
    }
  }

  private static final class Line {
    private final Deque<Waiting> events = new ArrayDeque<>();
    private Setbacks setbacks = Setbacks.NONE;

    boolean isPausing(Instant now) {
      return setbacks.pauseLeft(now).isPositive();
    }

    Instant oldest() {
      return events.element().at();
    }
  }

  private static final Comparator<Line> OLDEST = Comparator.comparing(Line::oldest);

  /** Those that have not failed, the newest first; then those whose failure is longest ago. */
  private static final Comparator<Line> AFTER_FAILURE =
      Comparator.comparing((Line line) -> line.setbacks.last()).thenComparing(OLDEST.reversed());

  /** None of them is empty, but one whose only event has been taken. */
  private final Map<String, Line> lines = new LinkedHashMap<>();

  private final int room;
  private Setbacks setbacks = Setbacks.NONE;
  private int size;

  /**
   * No lines yet.
   *
   * @param room for so many events in all of them
   */
  EventLines(int room) {
    this.room = room;
  }

  /** Adds one at the end of its line; false, and it is not added, when there is no room. */
  boolean offer(Waiting event) {
    if (size >= room) {
      return false;
    }
    lines.computeIfAbsent(event.namespace(), _ -> new Line()).events.add(event);
    size++;
    return true;
  }

  /** Takes the one whose turn it is, if something may be told now. */
  Optional<Waiting> take(Instant now) {
    if (calm(now).isPositive()) {
      return Optional.empty();
    }
    Optional<Waiting> next =
        lines.values().stream()
            .filter(line -> !line.isPausing(now))
            .min(setbacks.inARow() > 0 ? AFTER_FAILURE : OLDEST)
            .map(line -> line.events.remove());
    next.ifPresent(_ -> size--);
    return next;
  }

  /** How long until something may be told; empty when nothing waits. */
  Optional<Duration> pause(Instant now) {
    return lines.values().stream()
        .map(line -> line.setbacks.pauseLeft(now))
        .min(Comparator.naturalOrder())
        .map(soonest -> soonest.compareTo(calm(now)) > 0 ? soonest : calm(now));
  }

  /** One failure may be its namespace's own; the second in a row is everybody's. */
  private Duration calm(Instant now) {
    return setbacks.butOne().pauseLeft(now);
  }

  /** The API server has said yes or no to the one that was taken. */
  void answered(Waiting event) {
    setbacks = Setbacks.NONE;
    line(event).setbacks = Setbacks.NONE;
    closeIfEmpty(event);
  }

  /** The one that was taken found no way, and is the first of its line again. */
  void putBack(Waiting event, Instant now) {
    failed(event, now);
    line(event).events.addFirst(event);
    size++;
  }

  /** The one that was taken found no way, and nobody tries it again. */
  void givenUp(Waiting event, Instant now) {
    failed(event, now);
    closeIfEmpty(event);
  }

  private void failed(Waiting event, Instant now) {
    setbacks = setbacks.another(now);
    line(event).setbacks = line(event).setbacks.another(now);
  }

  private void closeIfEmpty(Waiting event) {
    if (line(event).events.isEmpty()) {
      lines.remove(event.namespace());
    }
  }

  private Line line(Waiting event) {
    return Objects.requireNonNull(lines.get(event.namespace()), "its line");
  }

  /** How many wait; the one that was taken does not. */
  int size() {
    return size;
  }
}
