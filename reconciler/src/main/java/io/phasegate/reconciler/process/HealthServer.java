package io.phasegate.reconciler.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.phasegate.reconciler.adapter.KindRunner;
import io.phasegate.reconciler.adapter.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plain HTTP: {@code /healthz} while the process lives, {@code /readyz} and {@code /metrics}.
 *
 * <p>Ready means that no object is left lying: every kind that the cluster has is looked after, and
 * it has at least one of ours. A kind that is not installed keeps nobody waiting (ruling 41). The
 * body says of each kind how it stands.
 */
final class HealthServer implements AutoCloseable {

  /** An answer. */
  record Answer(int code, String text) {}

  /**
   * Requests at once; a kubelet and a few scrapers need fewer. The JDK's server gives a request a
   * thread from its first byte on, and waits for the rest of it for ever.
   */
  static final int MOST = 32;

  private final HttpServer server;
  private final OldestGivesWay threads;

  private HealthServer(HttpServer server, OldestGivesWay threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Opens the port.
   *
   * @throws CannotStart when it is not to be had
   */
  static HealthServer open(
      InetSocketAddress address, Supplier<List<KindRunner<?>>> kinds, Supplier<String> metrics) {
    try {
      InetAddress host = InetAddress.getAllByName(address.getHostString())[0];
      HttpServer server = HttpServer.create(new InetSocketAddress(host, address.getPort()), 0);
      // No virtual threads: passes may keep all of their carriers busy, and a process that works
      // hard must not look dead.
      var threads =
          new OldestGivesWay(MOST, Thread.ofPlatform().daemon().name("health-", 0).factory());
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, () -> new Answer(404, "not found\n")));
      server.createContext("/healthz", exchange -> answer(exchange, () -> new Answer(200, "ok\n")));
      server.createContext("/readyz", exchange -> answer(exchange, () -> readiness(kinds.get())));
      server.createContext(
          "/metrics", exchange -> answer(exchange, () -> new Answer(200, metrics.get())));
      server.start();
      return new HealthServer(server, threads);
    } catch (IOException e) {
      throw new CannotStart(
          "--health: cannot listen on %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  private static void answer(HttpExchange exchange, Supplier<Answer> what) throws IOException {
    try (exchange) {
      Answer answer = what.get();
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(answer.code(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer readiness(List<KindRunner<?>> kinds) {
    Map<String, Wait> states = new LinkedHashMap<>();
    kinds.forEach(kind -> states.put(kind.name(), kind.state()));
    return readiness(states);
  }

  /** The answer for kinds that stand like this, by their names. */
  static Answer readiness(Map<String, Wait> states) {
    boolean works = states.values().stream().anyMatch(Wait.Over.class::isInstance);
    boolean waits = states.values().stream().anyMatch(Wait.For.class::isInstance);
    return new Answer(
        works && !waits ? 200 : 503,
        states.entrySet().stream()
            .map(kind -> kind.getKey() + word(kind.getValue()) + "\n")
            .collect(Collectors.joining()));
  }

  private static String word(Wait state) {
    return switch (state) {
      case Wait.Over _ -> " is looked after";
      case Wait.For(var sentence) -> " waits: " + sentence;
      case Wait.NotInstalled(var sentence) -> " is not there: " + sentence;
    };
  }

  /** Where it really listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
