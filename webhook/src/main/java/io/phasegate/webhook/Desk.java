package io.phasegate.webhook;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/**
 * What the exchanges of one event loop share.
 *
 * @param loop the event loop
 * @param draining whether the process is about to go
 */
record Desk(
    Context loop,
    Sweep sweep,
    Connections connections,
    Budget budget,
    Patience patience,
    Timeouts timeouts,
    QuietLog quietLog,
    BooleanSupplier draining) {

  /** Whether the client shall dial anew for its next request. */
  boolean saysGoodbye(HttpServerRequest request) {
    return draining.getAsBoolean() || connections.isOld(request.connection());
  }
}
