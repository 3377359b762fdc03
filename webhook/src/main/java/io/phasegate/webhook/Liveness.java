package io.phasegate.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether a restart would help: the HTTPS port has answered our own calls once and does so no more
 * (D-09). Not being ready is no reason; nor is a busy while. Safe for many threads.
 */
final class Liveness {

  /** Nine calls, of which none came through. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  private final InstantSource clock;
  private volatile Optional<Instant> lastAnswer = Optional.empty();
  private volatile boolean leaving;

  Liveness(InstantSource clock) {
    this.clock = clock;
  }

  /** The HTTPS port has answered. */
  void answered() {
    lastAnswer = Optional.of(clock.instant());
  }

  /** From now on it is right that the port closes. */
  void leave() {
    leaving = true;
  }

  /** Why a restart would help, a sentence; empty when it would not. */
  Optional<String> fault() {
    Instant now = clock.instant();
    return lastAnswer
        .filter(_ -> !leaving)
        .filter(answer -> Duration.between(answer, now).compareTo(PATIENCE) > 0)
        .map(answer -> "the HTTPS port has not answered since " + answer);
  }
}
