package io.phasegate.certs;

import io.phasegate.certs.CertificateBundle.Reading;
import io.phasegate.certs.KeyPairFiles.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches {@code tls.crt} and {@code tls.key} in a directory by their content.
 *
 * <p>Kubernetes renews a Secret volume by swapping a symbolic link: the paths stay, and file events
 * of the old directory never come. So the files are read every few seconds and compared (ruling 15,
 * D-36). Two small files every two seconds cost nothing that could be measured.
 */
public final class DirectoryCertificateSource implements CertificateSource {

  private static final Logger log = LoggerFactory.getLogger(DirectoryCertificateSource.class);

  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);

  private final Path directory;
  private final InstantSource clock;
  private final KeyPairFiles files;
  private final List<Consumer<CertificateBundle>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("phasegate-certificates").factory());

  private Seen lastSeen = new Unread("");
  private Optional<CertificateBundle> early = Optional.empty();
  private volatile State state;
  private final AtomicLong refusals = new AtomicLong();

  /** What a look at the directory found; equal when there is nothing new to say about it. */
  private sealed interface Seen {}

  private record Read(Content content) implements Seen {}

  private record Unread(String reason) implements Seen {}

  private DirectoryCertificateSource(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    this.files = KeyPairFiles.in(directory);
    this.state = new State.Waiting("nobody has looked into " + directory + " yet");
  }

  /** Watches a directory, looking every two seconds. The first look is over on return. */
  public static DirectoryCertificateSource watch(Path directory) {
    return watch(directory, DEFAULT_INTERVAL);
  }

  /** Watches a directory, by the system's clock. */
  public static DirectoryCertificateSource watch(Path directory, Duration interval) {
    return watch(directory, interval, InstantSource.system());
  }

  /**
   * Watches a directory. The first look is over on return; the directory may be empty or absent.
   *
   * @param interval between two looks
   * @param clock says whether a certificate is valid
   */
  public static DirectoryCertificateSource watch(
      Path directory, Duration interval, InstantSource clock) {
    var source = new DirectoryCertificateSource(directory, clock);
    source.refresh();
    long nanos = interval.toNanos();
    var _ = source.poller.scheduleWithFixedDelay(source::poll, nanos, nanos, TimeUnit.NANOSECONDS);
    return source;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public long refusals() {
    return refusals.get();
  }

  @Override
  public synchronized Subscription subscribe(Consumer<CertificateBundle> listener) {
    listeners.add(listener);
    current().ifPresent(bundle -> tell(listener, bundle));
    return () -> listeners.remove(listener);
  }

  /** Looks now instead of at the next turn. */
  public synchronized void refresh() {
    Seen seen = look();
    if (!seen.equals(lastSeen)) {
      lastSeen = seen;
      early = Optional.empty();
      switch (seen) {
        case Unread(var reason) -> refuse(reason);
        case Read(var content) -> judge(content.parse());
      }
    } else {
      // What came too early is in use from its first moment on, without anybody touching it.
      early
          .filter(bundle -> !clock.instant().isBefore(begin(bundle)))
          .ifPresent(bundle -> {
            early = Optional.empty();
            use(bundle);
          });
    }
  }

  private void judge(Reading reading) {
    switch (reading) {
      case Reading.Unusable(var reason) -> count(reason);
      case Reading.Usable(var bundle) -> {
        if (clock.instant().isAfter(bundle.leaf().getNotAfter().toInstant())) {
          count("the certificate has expired: " + bundle.describe());
        } else if (clock.instant().isBefore(begin(bundle))) {
          early = Optional.of(bundle);
          count("the certificate is valid only from %s on".formatted(begin(bundle)));
        } else {
          use(bundle);
        }
      }
    }
  }

  private static Instant begin(CertificateBundle bundle) {
    return bundle.leaf().getNotBefore().toInstant();
  }

  private void count(String reason) {
    refusals.incrementAndGet();
    refuse(reason);
  }

  /** One turn of the poller, which a failure must not end. */
  private void poll() {
    try {
      refresh();
    } catch (RuntimeException e) {
      log.error("{} could not be looked at; the next turn will try again", directory, e);
    }
  }

  @Override
  public void close() {
    poller.shutdownNow();
  }

  private Seen look() {
    try {
      return new Read(files.content());
    } catch (IOException e) {
      return new Unread(KeyPairFiles.reason(e));
    }
  }

  private void use(CertificateBundle bundle) {
    Optional<CertificateBundle> before = current();
    state = new State.Current(bundle);
    log.info("certificate in use: {}", bundle.describe());
    if (!before.equals(Optional.of(bundle))) {
      listeners.forEach(listener -> tell(listener, bundle));
    }
  }

  private void refuse(String fault) {
    String reason = directory + ": " + fault;
    Optional<CertificateBundle> kept = current();
    state =
        kept.<State>map(bundle -> new State.KeepsOld(bundle, reason))
            .orElseGet(() -> new State.Waiting(reason));
    if (kept.isPresent()) {
      log.error("new certificate refused, the old one stays in use: {}", reason);
    } else {
      log.warn("no certificate yet: {}", reason);
    }
  }

  private static void tell(Consumer<CertificateBundle> listener, CertificateBundle bundle) {
    try {
      listener.accept(bundle);
    } catch (RuntimeException e) {
      log.error("a listener could not take the new certificate", e);
    }
  }
}
