package io.phasegate.reconciler.adapter;

import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;

/** Hears about each pass, for metrics. It must be quick. */
@FunctionalInterface
public interface OutcomeListener {

  /** A pass is over. */
  void passed(String controller, Outcome outcome, Duration took);

  /** Hears nothing. */
  static OutcomeListener none() {
    return (_, _, _) -> {};
  }
}
