package io.phasegate.webhook;

import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at all open exchanges of one event loop ten times a second, and ends those whose time is
 * over. A timer for each request would be more exact and cost each of them more than it is worth.
 */
final class Sweep {

  private static final long TURN_MILLIS = 100;

  private final Set<Exchange> open = new LinkedHashSet<>();

  private Sweep() {}

  /** Begins; to be called on the event loop that all calls come from. */
  static Sweep on(Vertx vertx) {
    var sweep = new Sweep();
    vertx.setPeriodic(TURN_MILLIS, _ -> sweep.turn(System.nanoTime()));
    return sweep;
  }

  void add(Exchange exchange) {
    open.add(exchange);
  }

  void remove(Exchange exchange) {
    open.remove(exchange);
  }

  private void turn(long now) {
    if (open.isEmpty()) {
      return;
    }
    // A copy: an exchange that ends takes itself off.
    for (Exchange exchange : List.copyOf(open)) {
      if (now - exchange.expires() > 0) {
        exchange.expire();
      }
    }
  }
}
