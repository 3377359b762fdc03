package io.phasegate.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lets an event of one kind into the log once a while, and then says how many it left out: what
 * happens a thousand times a second must not fill a disk (D-33). Safe for many threads.
 */
final class QuietLog {

  private static final Duration WHILE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Map<String, Told> kinds = new ConcurrentHashMap<>();

  private record Told(Instant last, long leftOut, boolean now) {}

  QuietLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Tells an event, or only counts it.
   *
   * @param kind of the event; few and of our own making, for they are kept
   * @param told takes a note to put at the end of the line, empty if nothing was left out before
   */
  void tell(String kind, Consumer<String> told) {
    Instant now = clock.instant();
    Told entry = kinds.merge(kind, new Told(now, 0, true), (before, _) -> next(before, now));
    if (entry.now) {
      told.accept(entry.leftOut == 0 ? "" : " (and %d more like it)".formatted(entry.leftOut));
    }
  }

  private static Told next(Told before, Instant now) {
    if (Duration.between(before.last, now).compareTo(WHILE) < 0) {
      return new Told(before.last, before.now ? 1 : before.leftOut + 1, false);
    }
    return new Told(now, before.now ? 0 : before.leftOut, true);
  }
}
