package io.phasegate.reconciler.engine.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps a flood of events from the API server (spec/engine.md 9.6): the same event again only
 * counts up, many that differ in the message alone become one, and a bucket limits what one object
 * may say. Pure bookkeeping with a bounded memory; one thread at a time.
 */
public final class EventCorrelator {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int DISTINCT_MESSAGES = 10;
  private static final int BURST = 25;
  private static final Duration REFILL = Duration.ofMinutes(5);
  private static final int REMEMBERED = 4096;

  /** What to do with an event. */
  public sealed interface Decision {

    /** Create it. */
    record Create(Notice notice, String key) implements Decision {}

    /** It was created before under this key: it has happened so often by now. */
    record Count(Notice notice, String key, int count, Instant first) implements Decision {}

    /** Say nothing. */
    record Drop() implements Decision {}
  }

  private record Seen(int count, Instant first, Instant last) {}

  private record Group(int distinct, Instant since) {}

  private record Bucket(double tokens, Instant at) {}

  private final Map<String, Seen> seen = remembering();
  private final Map<String, Group> groups = remembering();
  private final Map<String, Bucket> buckets = remembering();

  /**
   * Decides about one event.
   *
   * @param uid of the object that it is about
   */
  public Decision next(String uid, Notice notice, Instant now) {
    String group = uid + "/" + notice.severity() + "/" + notice.reason();
    if (!takeToken(uid + "/" + notice.severity(), now)) {
      return new Decision.Drop();
    }
    Notice told = notice;
    String key = group + "/" + notice.message();
    if (isNew(key, now) && isCrowded(group, now)) {
      told =
          new Notice(
              notice.severity(), notice.reason(), "(several similar events) " + notice.message());
      key = group;
    }
    return count(key, told, now);
  }

  private boolean isNew(String key, Instant now) {
    Seen before = seen.get(key);
    return before == null || isOver(before.last(), now);
  }

  private boolean isCrowded(String group, Instant now) {
    Group before = groups.get(group);
    Group next =
        before == null || isOver(before.since(), now)
            ? new Group(1, now)
            : new Group(before.distinct() + 1, before.since());
    groups.put(group, next);
    return next.distinct() > DISTINCT_MESSAGES;
  }

  private Decision count(String key, Notice notice, Instant now) {
    if (isNew(key, now)) {
      seen.put(key, new Seen(1, now, now));
      return new Decision.Create(notice, key);
    }
    Seen before = seen.getOrDefault(key, new Seen(0, now, now));
    Seen next = new Seen(before.count() + 1, before.first(), now);
    seen.put(key, next);
    return new Decision.Count(notice, key, next.count(), next.first());
  }

  private boolean takeToken(String who, Instant now) {
    Bucket before = buckets.getOrDefault(who, new Bucket(BURST, now));
    // A clock that is set back takes nothing away: it would silence an object for as long.
    long passed = Math.max(0, Duration.between(before.at(), now).toMillis());
    double refilled = before.tokens() + (double) passed / REFILL.toMillis();
    double tokens = Math.min(BURST, refilled);
    boolean granted = tokens >= 1;
    buckets.put(who, new Bucket(granted ? tokens - 1 : tokens, now));
    return granted;
  }

  private static boolean isOver(Instant since, Instant now) {
    return Duration.between(since, now).compareTo(WINDOW) > 0;
  }

  private static <V> Map<String, V> remembering() {
    return new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
