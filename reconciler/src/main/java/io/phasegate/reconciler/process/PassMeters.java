package io.phasegate.reconciler.process;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.phasegate.reconciler.adapter.OutcomeListener;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import java.util.List;

/** How many passes there were, how long they took and how they ended: {@code phasegate_passes}. */
final class PassMeters implements OutcomeListener {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Override
  public void passed(String controller, Outcome outcome, Duration took) {
    Timer.builder("phasegate.passes")
        .description("Passes over objects, by kind and by what followed")
        .tag("controller", controller)
        .tag("outcome", outcome.getClass().getSimpleName())
        .tag("category", category(outcome))
        .register(registry)
        .record(took);
  }

  private static String category(Outcome outcome) {
    return switch (outcome) {
      case Outcome.BackOff(var failure, _) -> first(failure.errors());
      case Outcome.Recheck(var because, _) -> because.label();
      case Outcome.Settled _, Outcome.Paused _, Outcome.AgainAtOnce _, Outcome.AgainAfter _ -> "";
    };
  }

  private static String first(List<CategorizedError> errors) {
    return errors.stream()
        .map(CategorizedError::category)
        .map(ErrorCategory::label)
        .findFirst()
        .orElse("");
  }

  /** All of it, as Prometheus reads it. */
  String scrape() {
    return registry.scrape();
  }
}
