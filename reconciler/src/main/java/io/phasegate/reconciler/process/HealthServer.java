package io.phasegate.reconciler.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.phasegate.reconciler.adapter.KindRunner;
import io.phasegate.reconciler.adapter.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plain HTTP: {@code /healthz} while the process lives, {@code /readyz} as soon as one kind is
 * looked after, and {@code /metrics}. {@code /readyz} says of each kind what it waits for.
 */
final class HealthServer implements AutoCloseable {

  /** An answer. */
  private record Answer(int code, String text) {}

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
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
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", exchange -> answer(exchange, () -> new Answer(404, "not found\n")));
      server.createContext("/healthz", exchange -> answer(exchange, () -> new Answer(200, "ok\n")));
      server.createContext("/readyz", exchange -> answer(exchange, () -> readiness(kinds.get())));
      server.createContext(
          "/metrics", exchange -> answer(exchange, () -> new Answer(200, metrics.get())));
      server.start();
      return new HealthServer(server);
    } catch (IOException e) {
      throw new CannotStart(
          "cannot listen on %s:%d: %s"
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
    boolean ready =
        kinds.isEmpty() || kinds.stream().anyMatch(kind -> kind.state() instanceof Wait.Over);
    return new Answer(
        ready ? 200 : 503,
        kinds.isEmpty()
            ? "ok\n"
            : kinds.stream()
                .map(kind -> kind.name() + word(kind.state()) + "\n")
                .collect(Collectors.joining()));
  }

  private static String word(Wait state) {
    return switch (state) {
      case Wait.Over _ -> " is looked after";
      case Wait.For(var sentence) -> " waits: " + sentence;
    };
  }

  /** Where it really listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
