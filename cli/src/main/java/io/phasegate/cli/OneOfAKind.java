package io.phasegate.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets the libraries that talk to others tell one event of a kind in five seconds: what a client
 * can do a thousand times a second must not fill a disk (D-33), nor must an API server that is away
 * from all watches at once. What we tell ourselves of a connection is held to the same where it is
 * told.
 */
final class OneOfAKind extends TurboFilter {

  private static final Duration WHILE = Duration.ofSeconds(5);

  private static final List<String> TALK_TO_OTHERS =
      List.of("io.netty.", "io.vertx.", "io.fabric8.");

  /** A message may quote what came; its beginning tells what kind it is. */
  private static final int TELLING = 30;

  /** More kinds than these are none. */
  private static final int REMEMBERED = 1_000;

  private final InstantSource clock;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  OneOfAKind(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable fault) {
    // Without a message somebody only asks whether there would be a use in telling.
    if (format == null
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())
        || TALK_TO_OTHERS.stream().noneMatch(logger.getName()::startsWith)) {
      return FilterReply.NEUTRAL;
    }
    if (told.size() > REMEMBERED) {
      told.clear();
    }
    Instant now = clock.instant();
    String kind = logger.getName() + ' ' + format.substring(0, Math.min(format.length(), TELLING));
    @Nullable Instant last = told.get(kind);
    if (last != null && last.plus(WHILE).isAfter(now)) {
      return FilterReply.DENY;
    }
    told.put(kind, now);
    return FilterReply.NEUTRAL;
  }
}
