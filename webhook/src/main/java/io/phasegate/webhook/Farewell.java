package io.phasegate.webhook;

import java.time.Duration;

/**
 * How a process that was asked to stop takes its leave. The two together must be shorter than the
 * Pod's {@code terminationGracePeriodSeconds}.
 *
 * @param drainDelay how long it goes on answering, not ready, until endpoints and balancers have
 *     noticed
 * @param grace how long requests in flight may take after that
 */
public record Farewell(Duration drainDelay, Duration grace) {

  /** Checks that time does not run backwards. */
  public Farewell {
    if (drainDelay.isNegative() || !grace.isPositive()) {
      throw new IllegalArgumentException("the drain delay and the grace period are time spans");
    }
  }

  /** Five seconds and twenty: within the thirty that a Pod gets by default. */
  public static Farewell defaults() {
    return new Farewell(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }
}
