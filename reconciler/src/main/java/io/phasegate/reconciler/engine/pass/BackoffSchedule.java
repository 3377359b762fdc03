package io.phasegate.reconciler.engine.pass;

import java.time.Duration;

/**
 * How long to wait after failures in a row: 0.5 s, doubling up to 5 min, each up to a fifth earlier
 * or later so that objects that failed together do not come back together (spec/engine.md 1.8).
 */
public final class BackoffSchedule {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration AFTER_GRACE = Duration.ofMillis(100);

  private BackoffSchedule() {}

  /**
   * The delay.
   *
   * @param failures in a row, this one included, from 1
   * @param chance between 0 and 1
   * @param graceLeft if positive, the pass comes just after its end at the latest, so that what
   *     grace has overlooked is written down in time
   */
  public static Duration delay(int failures, double chance, Duration graceLeft) {
    int doublings = Math.min(failures - 1, 20);
    long plain = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
    Duration delay = Duration.ofMillis(Math.round(plain * (0.8 + 0.4 * chance)));
    Duration latest = graceLeft.plus(AFTER_GRACE);
    return graceLeft.isPositive() && delay.compareTo(latest) > 0 ? latest : delay;
  }
}
