package io.phasegate.reconciler.adapter;

import java.time.Duration;
import java.time.Instant;

/**
 * Failures in a row, and the pause that is due after them: a quarter of a second, twice as long
 * after each, four seconds at most.
 *
 * @param last when the last one was
 */
record Setbacks(int inARow, Instant last) {

  static final Setbacks NONE = new Setbacks(0, Instant.EPOCH);

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final int DOUBLINGS = 4;

  /** One more. */
  Setbacks another(Instant now) {
    return new Setbacks(inARow + 1, now);
  }

  /** The same, if one of them did not count. */
  Setbacks butOne() {
    return new Setbacks(Math.max(0, inARow - 1), last);
  }

  /** What is left of the pause; zero when it is over. */
  Duration pauseLeft(Instant now) {
    Duration passed = Duration.between(last, now);
    // A clock that was set back makes nobody wait until it is there again.
    if (inARow == 0 || passed.isNegative()) {
      return Duration.ZERO;
    }
    Duration pause = SHORTEST.multipliedBy(1L << Math.min(inARow - 1, DOUBLINGS));
    return pause.compareTo(passed) > 0 ? pause.minus(passed) : Duration.ZERO;
  }
}
