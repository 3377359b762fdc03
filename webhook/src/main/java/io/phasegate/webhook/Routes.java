package io.phasegate.webhook;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request's head to the endpoint that answers it, or to the reason why none does. */
final class Routes {

  private static final Logger log = LoggerFactory.getLogger(Routes.class);

  private final List<? extends Endpoint> endpoints;
  private final Workshop workshop;
  private final Limits limits;
  private final Patience patience;
  private final Semaphore open;
  private final Budget budget;
  private final ClientCheck clients;
  private final QuietLog quietLog = new QuietLog(InstantSource.system());
  private final Readiness readiness;
  private final Meters meters;

  /**
   * Routes to some endpoints. What {@code limits} and {@code patience} say holds over all of them
   * together.
   *
   * @param threads for large bodies, see {@link Workshop}
   */
  Routes(
      List<? extends Endpoint> endpoints,
      Limits limits,
      Executor threads,
      Patience patience,
      Clients clients,
      Readiness readiness,
      Meters meters) {
    this.endpoints = List.copyOf(endpoints);
    this.workshop = new Workshop(limits, threads, quietLog);
    this.limits = limits;
    this.patience = patience;
    this.open = new Semaphore(limits.open());
    this.budget = new Budget(limits.inFlightBytes());
    this.clients = new ClientCheck(clients);
    this.readiness = readiness;
    this.meters = meters;
    meters.load(() -> limits.open() - open.availablePermits(), workshop::queued, budget::taken);
  }

  /** What one event loop does with connections and requests. */
  record Reception(Connections connections, Handler<HttpServerRequest> requests) {}

  /** Sets up for an event loop; to be called on it. Only paths are the router's business. */
  Reception on(Vertx vertx) {
    var connections = new Connections(vertx, patience, meters, quietLog);
    var desk =
        new Desk(
            vertx.getOrCreateContext(),
            Sweep.on(vertx),
            connections,
            budget,
            patience,
            new Timeouts(patience.body()),
            quietLog,
            readiness::draining);
    desk.loop().exceptionHandler(this::brokeDown);
    Router router = Router.router(vertx);
    for (Endpoint endpoint : endpoints) {
      String path = "/" + endpoint.name();
      EndpointMeters counts = meters.endpoint(endpoint.name(), Refusal.ofReviews());
      router.route(path).handler(call -> admit(call.request(), desk, endpoint, counts));
    }
    EndpointMeters others = meters.endpoint("other", Refusal.elsewhere());
    Set<String> paths = new HashSet<>();
    endpoints.forEach(endpoint -> paths.add("/" + endpoint.name()));
    return new Reception(
        connections,
        request -> {
          if (connections.isEnding(request.connection())) {
            return;
          }
          // The router takes paths only, and this is none.
          if (isPing(request)) {
            request.response().setStatusCode(204).end();
          } else if (!paths.contains(request.path())) {
            // Nor would it take "/%zz", and say so in the log at every request.
            new Exchange(desk, request, others).refuse(Refusal.UNKNOWN_PATH);
          } else if (namesNoHost(request)) {
            // And this as well.
            new Exchange(desk, request, others).refuse(Refusal.MISSING_HOST);
          } else {
            router.handle(request);
          }
        });
  }

  /** What nobody else caught; Vert.x would tell each of them, with all of its stack. */
  private void brokeDown(Throwable e) {
    quietLog.tell(
        "event loop",
        more -> log.error("broke down on an event loop: {}{}", Breakdown.describe(e), more));
  }

  /** Whether a review broke something in us since somebody asked last. */
  boolean wasFaulty() {
    return workshop.wasFaulty();
  }

  /**
   * Waits until nothing is read, worked on or answered any more, and keeps it so.
   *
   * @return false when the grace period was too short, or somebody is in a hurry
   */
  boolean awaitQuiet(Duration grace) {
    try {
      return open.tryAcquire(limits.open(), grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void admit(
      HttpServerRequest request, Desk desk, Endpoint endpoint, EndpointMeters counts) {
    var exchange = new Exchange(desk, request, counts);
    if (!request.method().equals(HttpMethod.POST)) {
      exchange.refuse(Refusal.WRONG_METHOD);
    } else if (!clients.lets(request)) {
      exchange.refuse(Refusal.UNKNOWN_CLIENT);
    } else if (isFramedOddly(request)) {
      exchange.refuse(Refusal.MALFORMED_BODY);
    } else if (!isJson(request)) {
      exchange.refuse(Refusal.WRONG_CONTENT_TYPE);
    } else if (isCoded(request)) {
      exchange.refuse(Refusal.CODED);
    } else if (expectsMore(request)) {
      exchange.refuse(Refusal.UNKNOWN_EXPECTATION);
    } else if (!readiness.proved()) {
      exchange.refuse(Refusal.STARTING);
    } else if (!open.tryAcquire()) {
      exchange.refuse(Refusal.OVERLOADED);
    } else {
      exchange.read(
          limits.fitting(endpoint.bodyLimit()),
          open::release,
          body -> workshop.answer(desk, exchange, endpoint, body, trace(request)));
    }
  }

  private static Trace trace(HttpServerRequest request) {
    String traceparent = request.getHeader(Trace.HEADER);
    return traceparent == null ? Trace.NONE : Trace.of(traceparent);
  }

  /** {@code OPTIONS *} is HTTP's own way to ask whether somebody is there (see SelfDial). */
  private static boolean isPing(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS) && request.uri().equals("*");
  }

  /** RFC 9112, 3.2; HTTP/1.0 knows no such header. */
  private static boolean namesNoHost(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1 && request.authority() == null;
  }

  /** RFC 9112, 6.3: with any other coding at its end nobody knows where the body ends. */
  private static boolean isFramedOddly(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        && !codings(request, HttpHeaders.TRANSFER_ENCODING).equals(List.of("chunked"));
  }

  private static boolean isCoded(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.CONTENT_ENCODING)
        && codings(request, HttpHeaders.CONTENT_ENCODING).stream()
            .anyMatch(coding -> !coding.equals("identity"));
  }

  /** What a header says, however often it is there. */
  private static List<String> codings(HttpServerRequest request, CharSequence header) {
    return request.headers().getAll(header).stream()
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Whether the client waits for anything but 100-continue; in HTTP/1.0 nobody could. */
  private static boolean expectsMore(HttpServerRequest request) {
    String expected = request.getHeader(HttpHeaders.EXPECT);
    return expected != null
        && request.version() != HttpVersion.HTTP_1_0
        && !expected.strip().equalsIgnoreCase("100-continue");
  }

  private static boolean isJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return false;
    }
    int parameters = type.indexOf(';');
    String essence = parameters < 0 ? type : type.substring(0, parameters);
    return essence.strip().equalsIgnoreCase("application/json");
  }
}
