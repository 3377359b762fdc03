package io.phasegate.webhook;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** From a request's head to the endpoint that answers it, or to the reason why none does. */
final class Routes {

  private final List<? extends Endpoint> endpoints;
  private final Workshop workshop;
  private final int inFlight;
  private final Semaphore places;
  private final Readiness readiness;
  private final Meters meters;

  /**
   * Routes to some endpoints.
   *
   * @param inFlight how many requests may be read or worked on at once, over all endpoints
   */
  Routes(
      List<? extends Endpoint> endpoints,
      Workshop workshop,
      int inFlight,
      Readiness readiness,
      Meters meters) {
    this.endpoints = List.copyOf(endpoints);
    this.workshop = workshop;
    this.inFlight = inFlight;
    this.places = new Semaphore(inFlight);
    this.readiness = readiness;
    this.meters = meters;
  }

  /** What a listener hands each request to. Only paths are the router's business. */
  Handler<HttpServerRequest> on(Vertx vertx) {
    Router router = Router.router(vertx);
    for (Endpoint endpoint : endpoints) {
      String path = "/" + endpoint.name();
      router
          .route(path)
          .handler(call -> {
            // The router would take "/convert/" for "/convert"; we promise just these paths.
            if (path.equals(call.request().path())) {
              admit(call.request(), endpoint);
            } else {
              call.next();
            }
          });
    }
    router.route().handler(call -> exchange(call.request(), "other").refuse(Refusal.UNKNOWN_PATH));
    return request -> {
      // The router takes paths only, and this is none.
      if (isPing(request)) {
        request.response().setStatusCode(204).end();
      } else {
        router.handle(request);
      }
    };
  }

  private Exchange exchange(HttpServerRequest request, String name) {
    return new Exchange(eventLoop(), request, name, readiness.draining(), meters);
  }

  private static Context eventLoop() {
    return Objects.requireNonNull(Vertx.currentContext(), "called off the event loop");
  }

  /**
   * Waits until nothing is read or worked on any more, and keeps it so.
   *
   * @return false when the grace period was too short, or somebody is in a hurry
   */
  boolean awaitQuiet(Duration grace) {
    try {
      return places.tryAcquire(inFlight, grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void admit(HttpServerRequest request, Endpoint endpoint) {
    Context loop = eventLoop();
    Exchange exchange = exchange(request, endpoint.name());
    if (!request.method().equals(HttpMethod.POST)) {
      exchange.refuse(Refusal.WRONG_METHOD);
    } else if (!isJson(request)) {
      exchange.refuse(Refusal.WRONG_CONTENT_TYPE);
    } else if (!readiness.proved()) {
      exchange.refuse(Refusal.STARTING);
    } else if (!places.tryAcquire()) {
      exchange.refuse(Refusal.OVERLOADED);
    } else {
      exchange.read(
          endpoint.bodyLimit(),
          places::release,
          body ->
              workshop.answer(
                  loop,
                  endpoint,
                  body,
                  answer ->
                      answer.ifPresentOrElse(
                          exchange::answer, () -> exchange.refuse(Refusal.CRASHED))));
    }
  }

  /** {@code OPTIONS *} is HTTP's own way to ask whether somebody is there (see SelfDial). */
  private static boolean isPing(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS) && request.uri().equals("*");
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
