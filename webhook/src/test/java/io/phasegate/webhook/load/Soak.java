package io.phasegate.webhook.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.Leaf;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Two servers behind a balancer, requests at a constant rate, a new certificate every two seconds,
 * and again and again one of the servers is asked to stop and replaced: nobody may notice.
 *
 * @param duration how long requests are sent
 * @param rate requests a second
 * @param drainDelay of the servers
 * @param betweenStops from one SIGTERM to the next
 */
record Soak(Duration duration, int rate, Duration drainDelay, Duration betweenStops) {

  private static final Duration BETWEEN_CERTIFICATES = Duration.ofSeconds(2);

  /**
   * Nobody meets 500 requests a second from one moment to the next, with a client and two servers
   * whose code was never run.
   */
  private static final Duration WARMING = Duration.ofSeconds(5);

  private static final int WARMING_CALLERS = 8;

  private static final int API_SERVERS = 3;

  /**
   * What came of it.
   *
   * @param failures by what went wrong
   * @param p50 and the others: milliseconds from the moment when a request was due
   */
  record Report(
      long answered,
      Map<String, Long> failures,
      long retries,
      long dials,
      int certificates,
      List<Integer> exitCodes,
      double reachedRate,
      double p50,
      double p99,
      double max) {}

  /** Runs by hand: duration, requests a second. */
  public static void main(String[] args) throws Exception {
    var soak =
        new Soak(
            Duration.parse(args[0]),
            Integer.parseInt(args[1]),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20));
    Path directory = Files.createTempDirectory("soak");
    Report report = soak.run(directory);
    System.out.println(report);
    System.exit(report.failures.isEmpty() ? 0 : 1);
  }

  /** Runs, with certificates in a directory. */
  Report run(Path directory) throws Exception {
    var clock = InstantSource.system();
    var authority = CertificateAuthority.create("Soak CA", Duration.ofDays(1), clock);
    var mount = new Mount(directory, authority, clock);
    mount.renew();
    try (var balancer = new Balancer();
        var clients = ControlPlane.of(API_SERVERS, balancer.address(), trusting(authority));
        var crew = new Crew(balancer, directory, drainDelay);
        var renewals = Executors.newSingleThreadScheduledExecutor()) {
      crew.start();
      crew.start();
      warm(clients);
      long pause = BETWEEN_CERTIFICATES.toMillis();
      var _ = renewals.scheduleAtFixedRate(mount::renew, pause, pause, TimeUnit.MILLISECONDS);
      Thread stops = Thread.ofVirtual().start(() -> crew.rotate(betweenStops));
      Report report = load(clients, mount, crew);
      stops.interrupt();
      stops.join();
      renewals.shutdownNow();
      return report;
    }
  }

  /** Some callers, each of which waits for its answer before it asks again. */
  private static void warm(ControlPlane clients) {
    byte[] review = review();
    long end = System.nanoTime() + WARMING.toNanos();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WARMING_CALLERS; i++) {
        var _ =
            callers.submit(() -> {
              while (System.nanoTime() - end < 0) {
                clients.next().post("/convert", review);
              }
              return null;
            });
      }
    }
  }

  /** Open loop: a request is due when it is due, whatever became of those before it. */
  private Report load(ControlPlane clients, Mount mount, Crew crew) throws InterruptedException {
    byte[] review = review();
    int count = Math.toIntExact(duration.toSeconds() * rate);
    long[] took = new long[count];
    var answered = new AtomicLong();
    Map<String, Long> failures = new ConcurrentHashMap<>();
    long begin = System.nanoTime();
    try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        long due = begin + i * 1_000_000_000L / rate;
        int number = i;
        LockSupport.parkNanos(due - System.nanoTime());
        var _ =
            requests.submit(() -> {
              String fault = fault(clients.next(), review);
              took[number] = System.nanoTime() - due;
              if (fault.isEmpty()) {
                answered.incrementAndGet();
              } else {
                failures.merge(fault, 1L, Long::sum);
              }
            });
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(took);
    return new Report(
        answered.get(),
        Map.copyOf(failures),
        clients.retries(),
        clients.dials(),
        mount.renewals.get(),
        List.copyOf(crew.exitCodes),
        answered.get() / seconds,
        took[count / 2] / 1e6,
        took[(int) (count * 0.99)] / 1e6,
        took[count - 1] / 1e6);
  }

  private static String fault(PooledClient client, byte[] review) {
    try {
      var answer = client.post("/convert", review);
      if (answer.status() != 200) {
        return "status " + answer.status();
      }
      String text = new String(answer.body(), UTF_8);
      return text.contains("\"status\":\"Success\"")
              && text.contains("\"uid\":\"soak\"")
              && text.contains("\"apiVersion\":\"nvidia.com/v1beta1\"")
          ? ""
          : "wrong answer";
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** One v1alpha1 object, to become v1beta1. */
  static byte[] review() {
    JsonObject sample =
        Kinds.samples().stream()
            .filter(object -> object.textAt("apiVersion").orElse("").endsWith("v1alpha1"))
            .findFirst()
            .orElseThrow();
    return """
    {"kind":"ConversionReview","apiVersion":"apiextensions.k8s.io/v1","request":{"uid":"soak",\
    "desiredAPIVersion":"nvidia.com/v1beta1","objects":[%s]}}\
    """
        .formatted(JsonWriter.text(sample))
        .getBytes(UTF_8);
  }

  static SSLContext trusting(CertificateAuthority authority)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** A Secret volume, renewed as the kubelet does: a new directory, and one rename of a link. */
  private static final class Mount {

    private final Path directory;
    private final CertificateAuthority authority;
    private final InstantSource clock;
    private final AtomicInteger renewals = new AtomicInteger();

    Mount(Path directory, CertificateAuthority authority, InstantSource clock) {
      this.directory = directory;
      this.authority = authority;
      this.clock = clock;
    }

    void renew() {
      try {
        var pair =
            authority.sign(
                Leaf.forHosts(List.of("localhost", "127.0.0.1"), Duration.ofHours(1)), clock);
        Path hidden = Files.createDirectory(directory.resolve("..data_" + renewals.get()));
        Files.writeString(hidden.resolve("tls.crt"), pair.chainPem());
        Files.writeString(hidden.resolve("tls.key"), pair.keyPem());
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), hidden.getFileName());
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (renewals.getAndIncrement() == 0) {
          for (String file : List.of("tls.crt", "tls.key")) {
            Files.createSymbolicLink(directory.resolve(file), Path.of("..data", file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The servers, of which one after the other is replaced: a new one answers before one goes. */
  private static final class Crew implements AutoCloseable {

    private final Balancer balancer;
    private final Path directory;
    private final Duration drainDelay;
    private final List<ServerProcess> running = new ArrayList<>();
    private final List<Integer> exitCodes = new ArrayList<>();

    Crew(Balancer balancer, Path directory, Duration drainDelay) {
      this.balancer = balancer;
      this.directory = directory;
      this.drainDelay = drainDelay;
    }

    synchronized void start() throws IOException, InterruptedException {
      var server = ServerProcess.start(directory, drainDelay, "-Xmx256m");
      running.add(server);
      balancer.add(server.ports());
      while (!balancer.isReady(server.ports())) {
        Thread.sleep(50);
      }
    }

    void rotate(Duration pause) {
      try {
        while (true) {
          Thread.sleep(pause);
          ServerProcess oldest = running.getFirst();
          exitCodes.add(oldest.stop(Duration.ofSeconds(30)));
          balancer.remove(oldest.ports());
          running.remove(oldest);
          start();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        // the run is over
      }
    }

    @Override
    public void close() {
      running.forEach(ServerProcess::close);
    }
  }
}
