package io.phasegate.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What is counted of one endpoint. Meters are looked up once and kept, for this is the way of every
 * request.
 */
final class EndpointMeters {

  /** From what a small review takes to what the API server waits for at most. */
  private static final Duration[] LATENCIES =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** One small object to 1 500 large ones. */
  private static final double[] SIZES = {1e3, 4e3, 16e3, 64e3, 256e3, 1e6, 4e6, 16e6, 64e6};

  private final MeterRegistry registry;
  private final String endpoint;
  private final Map<String, Counter> results = new ConcurrentHashMap<>();
  private final Map<String, Counter> rejections = new ConcurrentHashMap<>();
  private final Timer durations;
  private final DistributionSummary requestSizes;
  private final DistributionSummary answerSizes;

  /**
   * @param refusals that may happen: their counters are there from the start, since a rate needs a
   *     zero to begin with
   */
  EndpointMeters(MeterRegistry registry, String endpoint, List<Refusal> refusals) {
    this.registry = registry;
    this.endpoint = endpoint;
    refusals.forEach(refusal -> rejections.put(refusal.result(), rejection(refusal.result())));
    this.durations =
        Timer.builder("phasegate.webhook.request.duration")
            .description("Time from the head of a request to the end of its answer")
            .tag("endpoint", endpoint)
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    this.requestSizes = sizes("phasegate.webhook.request.size", "Body of a request");
    this.answerSizes = sizes("phasegate.webhook.answer.size", "Body of an answer");
  }

  /**
   * Counts one request, once, at its end.
   *
   * @param result how it ended, one word
   * @param bytes of its body
   * @param nanos how long it took
   */
  void request(String result, long bytes, long nanos) {
    results.computeIfAbsent(result, this::result).increment();
    durations.record(nanos, TimeUnit.NANOSECONDS);
    requestSizes.record((double) bytes);
  }

  /** Counts an answer that was sent, bytes. */
  void answered(int bytes) {
    answerSizes.record(bytes);
  }

  /** Counts a request that transport turned away. */
  void rejected(Refusal refusal) {
    rejections.computeIfAbsent(refusal.result(), this::rejection).increment();
  }

  private Counter result(String result) {
    return Counter.builder("phasegate.webhook.requests")
        .description("Requests by endpoint and how they ended")
        .tags("endpoint", endpoint, "result", result)
        .register(registry);
  }

  private Counter rejection(String cause) {
    return Counter.builder("phasegate.webhook.rejected")
        .description("Requests that were turned away before or instead of a review, by cause")
        .tags("endpoint", endpoint, "cause", cause)
        .register(registry);
  }

  private DistributionSummary sizes(String name, String description) {
    return DistributionSummary.builder(name)
        .description(description)
        .baseUnit("bytes")
        .tag("endpoint", endpoint)
        .serviceLevelObjectives(SIZES)
        .register(registry);
  }
}
