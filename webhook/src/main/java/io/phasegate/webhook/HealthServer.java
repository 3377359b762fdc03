package io.phasegate.webhook;

import io.phasegate.webhook.Readiness.Check;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plain HTTP port for kubelet and Prometheus. It needs no certificate and no self-test, so it
 * can open before both and tell what they wait for (ruling 14, D-02).
 */
final class HealthServer {

  private final HttpServer server;
  private final HostPort address;

  private HealthServer(HttpServer server, HostPort address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Opens the port and waits until it is open. Not to be called on an event loop.
   *
   * @throws CannotListen when the address is not to be had
   */
  static HealthServer open(
      Vertx vertx,
      HostPort wished,
      Patience patience,
      Readiness readiness,
      Liveness liveness,
      Meters meters) {
    // A server that is opened by no event loop gets one of its own, for all its connections.
    var connections = new HealthConnections(patience);
    var server =
        vertx
            .httpServerBuilder()
            .with(
                new HttpServerConfig()
                    .setVersions(HttpVersion.HTTP_1_1)
                    .setIdleTimeout(patience.idle()))
            .withConnectHandler(connections::opened)
            .build()
            .requestHandler(request -> answer(request, readiness, liveness, meters));
    try {
      server.listen(SocketAddress.inetSocketAddress(wished.port(), wished.host())).await();
    } catch (Exception e) {
      throw new CannotListen("health", wished, e);
    }
    return new HealthServer(server, wished.withPort(server.actualPort()));
  }

  HostPort address() {
    return address;
  }

  void close() {
    server.close().await();
  }

  private static void answer(
      HttpServerRequest request, Readiness readiness, Liveness liveness, Meters meters) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      end(request, 405, "ask by GET\n");
      return;
    }
    switch (Optional.ofNullable(request.path()).orElse("")) {
      case "/healthz" -> alive(request, liveness);
      case "/readyz" -> ready(request, readiness);
      case "/metrics" -> {
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4");
        request.response().end(meters.scrape());
      }
      default -> end(request, 404, "there are /healthz, /readyz and /metrics\n");
    }
  }

  /** Whoever reads this answer has an event loop that turns; the other port is looked at too. */
  private static void alive(HttpServerRequest request, Liveness liveness) {
    liveness
        .fault()
        .ifPresentOrElse(fault -> end(request, 503, fault + "\n"), () -> end(request, 200, "ok\n"));
  }

  /** What stands in the way is told in any case; with {@code ?verbose} the rest as well. */
  private static void ready(HttpServerRequest request, Readiness readiness) {
    boolean verbose = asks(request, "verbose");
    boolean ready = readiness.ready();
    String checks =
        readiness.checks().stream()
            .filter(check -> verbose || !check.good())
            .map(HealthServer::line)
            .collect(Collectors.joining());
    end(request, ready ? 200 : 503, checks + (ready ? "ready\n" : "not ready\n"));
  }

  /** Not by Vert.x's reading of the query, which throws for {@code ?%zz}. */
  private static boolean asks(HttpServerRequest request, String parameter) {
    String query = Optional.ofNullable(request.query()).orElse("");
    return Stream.of(query.split("&"))
        .anyMatch(each -> each.equals(parameter) || each.startsWith(parameter + "="));
  }

  private static String line(Check check) {
    return "[%s] %s: %s%n".formatted(check.good() ? "+" : "-", check.name(), check.sentence());
  }

  private static void end(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(text);
  }
}
