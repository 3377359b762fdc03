package io.phasegate.reconciler.adapter;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Hears about what runs, for metrics. It must be quick. */
@FunctionalInterface
public interface OutcomeListener {

  /**
   * What a kind does at the moment; may be asked at any time.
   *
   * @param waiting passes that no worker has taken up yet
   * @param running passes that workers are at
   * @param phases how many objects are in which phase; empty for a kind without phases
   * @param untold events that have not been told yet
   */
  record Activity(
      IntSupplier waiting,
      IntSupplier running,
      Supplier<Map<String, Long>> phases,
      IntSupplier untold) {}

  /** A pass is over. */
  void passed(String controller, Outcome outcome, Duration took);

  /** An event has come to its end. */
  default void told(String controller, EventFate fate) {}

  /** A kind is about to run; after an earlier start that failed, this one counts. */
  default void runs(String controller, Activity activity) {}

  /** What hears about the SDK's own doings. */
  default Metrics sdk() {
    return Metrics.NOOP;
  }

  /** Hears nothing. */
  static OutcomeListener none() {
    return (_, _, _) -> {};
  }
}
