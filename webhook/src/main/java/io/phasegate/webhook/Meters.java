package io.phasegate.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.phasegate.certs.CertificateSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What is counted, by Prometheus' conventions. Labels have few values, all of them ours.
 * docs/operations.md has the list, and a test holds the two together.
 */
final class Meters implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final AtomicInteger open = new AtomicInteger();

  /** Ends what {@link #jvm} began. */
  private volatile Runnable jvmEnd = () -> {};

  private final Counter accepted =
      Counter.builder("phasegate.webhook.connections.accepted")
          .description("TLS connections whose handshake was completed")
          .register(registry);

  private final Counter failed =
      Counter.builder("phasegate.webhook.connections.failed")
          .description("Connections that broke before or outside of any request, mostly handshakes")
          .register(registry);

  private final Counter malformed =
      Counter.builder("phasegate.webhook.requests.malformed")
          .description("Requests that were no HTTP, or whose head was too large")
          .register(registry);

  private final Counter reloads =
      Counter.builder("phasegate.certificate.reloads")
          .description("Certificates taken into use, the first one included")
          .register(registry);

  private final Counter deadDials =
      Counter.builder("phasegate.webhook.self.dial.failures")
          .description("Calls to our own HTTPS port that found it dead")
          .register(registry);

  Meters() {
    Gauge.builder("phasegate.webhook.connections.open", open, AtomicInteger::get)
        .description("TLS connections that are open now")
        .register(registry);
  }

  /**
   * The meters of one endpoint.
   *
   * @param refusals for which it may turn a request away
   */
  EndpointMeters endpoint(String name, List<Refusal> refusals) {
    return new EndpointMeters(registry, name, refusals);
  }

  /** Counts of somebody else. */
  void add(MeterBinder binder) {
    binder.bindTo(registry);
  }

  void connectionOpened() {
    accepted.increment();
    open.incrementAndGet();
  }

  void connectionClosed() {
    open.decrementAndGet();
  }

  void connectionFailed() {
    failed.increment();
  }

  void malformedRequest() {
    malformed.increment();
  }

  void certificateTaken() {
    reloads.increment();
  }

  void selfDialFailed() {
    deadDials.increment();
  }

  /** Shows how much is being done. */
  void load(IntSupplier requests, IntSupplier queued, LongSupplier bytes) {
    Gauge.builder("phasegate.webhook.in.flight.requests", requests::getAsInt)
        .description("Requests that are read or worked on now")
        .register(registry);
    Gauge.builder("phasegate.webhook.queued.requests", queued::getAsInt)
        .description("Requests with a large body that wait for their turn")
        .register(registry);
    Gauge.builder("phasegate.webhook.in.flight", bytes::getAsLong)
        .description("Bodies that are held now")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Shows whether the process calls itself ready. */
  void readiness(Readiness readiness) {
    Gauge.builder("phasegate.webhook.ready", () -> readiness.ready() ? 1 : 0)
        .description("1 when every condition of being ready is met")
        .register(registry);
  }

  /** Shows how long the certificate is good, and how often a new one was not. */
  void certificates(CertificateSource source) {
    TimeGauge.builder(
            "phasegate.certificate.expiry.timestamp",
            () ->
                source
                    .current()
                    .map(bundle -> bundle.leaf().getNotAfter().toInstant().getEpochSecond())
                    .orElse(0L),
            TimeUnit.SECONDS)
        .description("When the certificate in use ends, Unix time; 0 while there is none")
        .register(registry);
    FunctionCounter.builder("phasegate.certificate.refusals", source, CertificateSource::refusals)
        .description("New certificates that could not be used")
        .register(registry);
  }

  /** Shows the JVM. Takes a moment, since it starts the JVM's management. */
  void jvm() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    var collector = new JvmGcMetrics();
    collector.bindTo(registry);
    jvmEnd = collector::close;
  }

  /** Everything as Prometheus text, version 0.0.4. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    jvmEnd.run();
    registry.close();
  }
}
