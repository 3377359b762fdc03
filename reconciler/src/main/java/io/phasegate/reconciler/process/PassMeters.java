package io.phasegate.reconciler.process;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.phasegate.reconciler.adapter.EventFate;
import io.phasegate.reconciler.adapter.OutcomeListener;
import io.phasegate.reconciler.adapter.Wait;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How many passes there were, how long they took and how they ended, how many wait, and in which
 * phases objects are; beside them the SDK's own metrics and the JVM's. docs/operations.md has the
 * list, and a test holds the two together.
 */
final class PassMeters implements OutcomeListener {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Metrics sdk = MicrometerMetricsV2.newBuilder(registry).build();
  private final Map<String, Activity> activities = new ConcurrentHashMap<>();
  private final MultiGauge objects =
      MultiGauge.builder("phasegate.objects")
          .description("Objects that are looked after, by kind and phase")
          .register(registry);

  PassMeters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  @Override
  public void passed(String controller, Outcome outcome, Duration took) {
    Timer.builder("phasegate.passes")
        .description("Passes over objects, by kind and by what followed")
        .tag("controller", controller)
        .tag("outcome", outcome.getClass().getSimpleName())
        .tag("category", category(outcome))
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10))
        .register(registry)
        .record(took);
  }

  @Override
  public void told(String controller, EventFate fate) {
    Counter.builder("phasegate.events")
        .description("Events about objects, by kind and by what became of them")
        .tag("controller", controller)
        .tag("fate", fate.word())
        .register(registry)
        .increment();
  }

  /** Whether a kind is looked after, asked when somebody wants to know. */
  void kind(String controller, Supplier<Wait> state) {
    Gauge.builder("phasegate.kind.looked.after", () -> state.get() instanceof Wait.Over ? 1 : 0)
        .description("1 while a kind is looked after")
        .tag("controller", controller)
        .register(registry);
  }

  @Override
  public void runs(String controller, Activity activity) {
    if (activities.put(controller, activity) == null) {
      gauge(
          "passes.waiting",
          "Passes that no worker has taken up yet",
          controller,
          Activity::waiting);
      gauge("passes.running", "Passes that workers are at", controller, Activity::running);
      gauge("events.waiting", "Events that are not told yet", controller, Activity::untold);
    }
  }

  private void gauge(
      String name, String description, String controller, Function<Activity, IntSupplier> what) {
    Gauge.builder(
            "phasegate." + name,
            activities,
            known -> what.apply(Objects.requireNonNull(known.get(controller))).getAsInt())
        .description(description)
        .tag("controller", controller)
        .register(registry);
  }

  @Override
  public Metrics sdk() {
    return sdk;
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

  /** All of it, as Prometheus reads it; objects are counted now. */
  String scrape() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    activities.forEach((controller, activity) ->
        activity
            .phases()
            .get()
            .forEach((phase, count) ->
                rows.add(
                    MultiGauge.Row.of(Tags.of("controller", controller, "phase", phase), count))));
    objects.register(rows, /* overwrite= */ true);
    return registry.scrape();
  }
}
