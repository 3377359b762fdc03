package io.phasegate.reconciler.adapter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Sees to it that what goes wrong a thousand times is said once, with its number. */
final class Complaints {

  private final InstantSource clock;
  private final Duration pause;
  private long unsaid;
  private Instant quietUntil = Instant.MIN;

  /**
   * Complaints.
   *
   * @param pause between two of them
   */
  Complaints(InstantSource clock, Duration pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** One more; if it is time to speak, how many there were since the last time. */
  synchronized OptionalLong next() {
    unsaid++;
    Instant now = clock.instant();
    if (now.isBefore(quietUntil)) {
      return OptionalLong.empty();
    }
    long count = unsaid;
    unsaid = 0;
    quietUntil = now.plus(pause);
    return OptionalLong.of(count);
  }
}
