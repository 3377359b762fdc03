package io.phasegate.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;

/** What is counted, by Prometheus' conventions. Labels have few values, all of them ours. */
final class Meters {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final MeterProvider<Counter> requests =
      Counter.builder("phasegate.webhook.requests")
          .description("Requests by endpoint and how they ended")
          .withRegistry(registry);

  private final MeterProvider<Timer> durations =
      Timer.builder("phasegate.webhook.request.duration")
          .description("Time from the head of a request to the end of its answer")
          .withRegistry(registry);

  /**
   * Counts one request, once, at its end.
   *
   * @param endpoint {@code convert}, {@code mutate}, {@code validate}, or {@code other}
   * @param result how it ended, one word
   * @param nanos how long it took
   */
  void request(String endpoint, String result, long nanos) {
    requests.withTags("endpoint", endpoint, "result", result).increment();
    durations.withTags("endpoint", endpoint).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Everything as Prometheus text, version 0.0.4. */
  String scrape() {
    return registry.scrape();
  }
}
