package io.phasegate.webhook;

import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.CertificateSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A webhook server from the opening of its health port to its end. {@link Main} starts it. */
public final class WebhookServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookServer.class);

  private static final Duration BETWEEN_DIALS = Duration.ofSeconds(5);

  /** An event loop that is held up longer is a fault of ours, and the log says where. */
  private static final Duration BLOCKED_LOOP = Duration.ofMillis(500);

  /** Who has waited for us to be ready calls at once, and should have the processors to himself. */
  private static final Duration HEAD_START = Duration.ofSeconds(1);

  private final WebhookOptions options;
  private final SelfTest selfTest;
  private final Routes routes;
  private final Readiness readiness;
  private final Liveness liveness;
  private final Meters meters;
  private final Consumer<String> announce;
  private final Vertx vertx;
  private final HealthServer health;
  private final TlsListener listener;
  private final ScheduledExecutorService dialler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("phasegate-self-dial").factory());
  private final AtomicBoolean announced = new AtomicBoolean();
  private final AtomicBoolean warmed = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch firstTest = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final QuietLog quietLog = new QuietLog(InstantSource.system());
  private volatile CertificateSource.Subscription subscription = () -> {};

  private WebhookServer(
      WebhookOptions options,
      SelfTest selfTest,
      Routes routes,
      Readiness readiness,
      Liveness liveness,
      Meters meters,
      Consumer<String> announce,
      Vertx vertx,
      HealthServer health,
      TlsListener listener) {
    this.options = options;
    this.selfTest = selfTest;
    this.routes = routes;
    this.readiness = readiness;
    this.liveness = liveness;
    this.meters = meters;
    this.announce = announce;
    this.vertx = vertx;
    this.health = health;
    this.listener = listener;
  }

  /**
   * Opens the health port, then the HTTPS port if there is a certificate already; else that follows
   * with the first one.
   *
   * @param routing what answers requests, once the kinds are read
   * @param announce takes one line for each port as it opens
   * @throws CannotListen when a port is not to be had
   */
  static WebhookServer start(
      WebhookOptions options,
      Function<AllKinds, Routes> routing,
      Readiness readiness,
      Meters meters,
      Consumer<String> announce) {
    // Vert.x would unpack files from jars into a temporary directory; a Pod may have none.
    var noFiles =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(noFiles)
                .setBlockedThreadCheckInterval(BLOCKED_LOOP.toMillis() / 2)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(BLOCKED_LOOP.toMillis()));
    try {
      var liveness = new Liveness(InstantSource.system());
      var health =
          HealthServer.open(
              vertx, options.health(), options.patience(), readiness, liveness, meters);
      announce.accept("listening health " + health.address());
      AllKinds kinds = options.kinds().get();
      Routes routes = routing.apply(kinds);
      var listener = new TlsListener(vertx, options, routes, meters);
      var server =
          new WebhookServer(
              options,
              kinds.selfTest(),
              routes,
              readiness,
              liveness,
              meters,
              announce,
              vertx,
              health,
              listener);
      server.begin();
      return server;
    } catch (RuntimeException e) {
      vertx.close().await();
      throw e;
    }
  }

  private void begin() {
    Thread.ofVirtual().name("phasegate-self-test").start(this::selfTest);
    options.certificates().current().ifPresent(this::serve);
    subscription = options.certificates().subscribe(this::serve);
    Limits limits = options.limits();
    if (limits.fitting(limits.conversionBody()) < limits.conversionBody()) {
      log.warn(
          "conversions are taken up to {} bytes only; for {} the heap must be {} MiB",
          limits.inFlightBytes(),
          limits.conversionBody(),
          limits.heapForTheLargest() / (1024 * 1024));
    }
    long pause = BETWEEN_DIALS.toMillis();
    var _ = dialler.scheduleWithFixedDelay(this::dial, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Where the health port is. */
  public HostPort health() {
    return health.address();
  }

  /** Where the HTTPS port is, once there was a certificate to open it with. */
  public Optional<HostPort> webhook() {
    return listener.address();
  }

  /** Whether every condition of being ready is met; {@code /readyz} says the same with reasons. */
  public boolean ready() {
    return readiness.ready();
  }

  /**
   * Takes leave in order: not ready at once, answering still for the drain delay, then finishing
   * what is in flight, then closed. Returns when all of it is over; a second call waits for the
   * first. An interrupt cuts the drain delay short.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      awaitClosed();
      return;
    }
    readiness.drain();
    liveness.leave();
    log.info(
        "draining: not ready any more, answering for {} still", options.farewell().drainDelay());
    subscription.close();
    dialler.shutdownNow();
    boolean hurried = pause(options.farewell().drainDelay());
    Duration grace = options.farewell().grace();
    listener.beginShutdown(grace);
    // Not until every connection is gone: one that never speaks must not hold up the end.
    if (!routes.awaitQuiet(grace)) {
      log.warn("requests were still in flight after {} and are cut off", grace);
    }
    health.close();
    vertx.close().await();
    meters.close();
    closed.countDown();
    log.info("closed");
    if (hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until somebody has closed it. */
  public void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void selfTest() {
    readiness.selfTest(tested());
    firstTest.countDown();
    warmOnceReady();
  }

  /**
   * A review that broke something in us may be the only one, or the first of all that follow; the
   * samples tell. And what failed for want of memory may pass by now.
   */
  private void testAgain() {
    boolean faulty = routes.wasFaulty();
    if (firstTest.getCount() == 0 && (faulty || !readiness.proved())) {
      readiness.selfTest(tested());
    }
  }

  private SelfTest.Result tested() {
    SelfTest.Result result;
    try {
      result = selfTest.run();
    } catch (Throwable e) {
      result = new SelfTest.Result.Failed("broke down with " + e);
    }
    if (result instanceof SelfTest.Result.Failed(var sentence)) {
      quietLog.tell("self-test", more -> log.error("the self-test fails: {}{}", sentence, more));
    }
    return result;
  }

  /**
   * What makes the process better, and nobody should wait for. On a thread of the system, which can
   * do without the processor: the few that carry virtual threads are for those who wait for an
   * answer.
   */
  private void warmOnceReady() {
    if (readiness.ready() && warmed.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .daemon()
          .name("phasegate-warm-up")
          .start(() -> {
            if (!pause(HEAD_START) && !closing.get()) {
              meters.jvm();
              selfTest.warm();
            }
          });
    }
  }

  private void serve(CertificateBundle bundle) {
    listener.serve(bundle);
    if (announced.compareAndSet(false, true)) {
      HostPort address = listener.address().orElseThrow();
      readiness.listener(false, "open on " + address + ", has not answered yet");
      announce.accept("listening webhook " + address);
    }
    dialler.execute(this::dial);
  }

  /** One look at ourselves; a certificate that could not be served is tried again first. */
  private void dial() {
    testAgain();
    try {
      options.certificates().current().ifPresent(listener::serve);
    } catch (RuntimeException e) {
      quietLog.tell(
          "certificate", more -> log.error("the certificate cannot be served: {}{}", e, more));
    }
    listener
        .serving()
        .ifPresent(serving -> {
          HostPort address = listener.address().orElseThrow();
          Optional<String> fault = SelfDial.dial(address, serving);
          if (closing.get()) {
            return; // interrupted by our own leaving, which says nothing about the listener
          }
          fault.ifPresentOrElse(
              reason -> {
                meters.selfDialFailed();
                quietLog.tell("self-dial", more -> log.error("not ready: {}{}", reason, more));
              },
              liveness::answered);
          readiness.listener(fault.isEmpty(), fault.orElse("answers on " + address));
          warmOnceReady();
        });
  }

  /** True when somebody is in a hurry. */
  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
