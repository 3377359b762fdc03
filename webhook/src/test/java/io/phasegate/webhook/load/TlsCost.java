package io.phasegate.webhook.load;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.Leaf;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What TLS costs with each engine: our server in a process of its own, the same load on both, in
 * turn. The figure is the server's own CPU time, which other work on the machine does not change
 * much. Run by hand; docs/decisions/0005-tls-engine.md has what came out.
 */
final class TlsCost {

  private static final int ROUNDS = 3;
  private static final int KEPT_ALIVE = 12_000;
  private static final int NEW_CONNECTIONS = 1_500;
  private static final int AT_ONCE = 8;

  private TlsCost() {}

  /** Takes nothing. */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("tls-cost");
    var clock = InstantSource.system();
    var authority = CertificateAuthority.create("TLS cost CA", Duration.ofDays(1), clock);
    var pair = authority.sign(Leaf.forHosts(List.of("localhost"), Duration.ofHours(1)), clock);
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());

    System.out.println("engine, case, CPU us a request (each round), requests/s (each round)");
    for (String engine : List.of("NATIVE", "JDK")) {
      try (var server =
          ServerProcess.start(
              directory, Duration.ZERO, "-Xmx512m", "-Dphasegate.load.engine=" + engine)) {
        run(server, KEPT_ALIVE, true); // warm
        run(server, NEW_CONNECTIONS, false);
        for (boolean keepAlive : new boolean[] {true, false}) {
          List<Double> cpu = new ArrayList<>();
          List<Double> rate = new ArrayList<>();
          for (int round = 0; round < ROUNDS; round++) {
            Figures figures = run(server, keepAlive ? KEPT_ALIVE : NEW_CONNECTIONS, keepAlive);
            cpu.add(figures.cpuMicros);
            rate.add(figures.perSecond);
          }
          System.out.printf(
              Locale.ROOT,
              "%s, %s, %s median %.0f, %s median %.0f%n",
              engine,
              keepAlive ? "kept alive" : "new connection each",
              cpu.stream().map(Math::round).toList(),
              median(cpu),
              rate.stream().map(Math::round).toList(),
              median(rate));
        }
      }
    }
    System.exit(0);
  }

  private record Figures(double cpuMicros, double perSecond) {}

  private static Figures run(ServerProcess server, int requests, boolean keepAlive)
      throws Exception {
    var vertx = Vertx.vertx();
    try {
      var options =
          new HttpClientOptions()
              .setSsl(true)
              .setTrustAll(true)
              .setVerifyHost(false)
              .setKeepAlive(keepAlive)
              .setSslEngineOptions(new OpenSSLEngineOptions());
      HttpClientAgent client =
          vertx
              .httpClientBuilder()
              .with(options)
              .with(new PoolOptions().setHttp1MaxSize(AT_ONCE))
              .build();
      Buffer review = Buffer.buffer(Soak.review());
      Duration before = server.cpuTime();
      long begin = System.nanoTime();
      List<Thread> workers = new ArrayList<>();
      for (int worker = 0; worker < AT_ONCE; worker++) {
        workers.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int i = 0; i < requests / AT_ONCE; i++) {
                    post(client, server.ports().webhookPort(), review);
                  }
                }));
      }
      for (Thread worker : workers) {
        worker.join();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpu = server.cpuTime().minus(before).toNanos() / 1e3;
      return new Figures(cpu / requests, requests / seconds);
    } finally {
      vertx.close().await();
    }
  }

  private static void post(HttpClientAgent client, int port, Buffer review) {
    int status =
        client
            .request(HttpMethod.POST, port, "127.0.0.1", "/convert")
            .compose(request -> request.putHeader("Content-Type", "application/json").send(review))
            .compose(answer -> answer.body().map(answer.statusCode()))
            .await();
    if (status != 200) {
      throw new IllegalStateException("status " + status);
    }
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
