package io.phasegate.webhook;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long clients wait, as they say in {@code ?timeout=} (T10). An API server says the same with
 * every request of a webhook, so what was read is remembered. For one event loop.
 */
final class Timeouts {

  /** More different queries than these are nobody's who means well. */
  private static final int REMEMBERED = 16;

  private final Duration most;
  private final Map<String, Duration> known = new HashMap<>();

  /**
   * Begins with nothing known.
   *
   * @param most what nobody may exceed, and what holds where nothing is said
   */
  Timeouts(Duration most) {
    this.most = most;
  }

  /** How long the client of a request waits. */
  Duration of(HttpServerRequest request) {
    String query = request.query();
    if (query == null) {
      return most;
    }
    Duration timeout = known.get(query);
    if (timeout == null) {
      timeout = read(request);
      if (known.size() < REMEMBERED) {
        known.put(query, timeout);
      }
    }
    return timeout;
  }

  private Duration read(HttpServerRequest request) {
    return parameter(request)
        .flatMap(GoDuration::parse)
        .filter(wished -> wished.isPositive() && wished.compareTo(most) < 0)
        .orElse(most);
  }

  private static Optional<String> parameter(HttpServerRequest request) {
    try {
      return Optional.ofNullable(request.getParam("timeout"));
    } catch (IllegalArgumentException e) {
      // A percent sign that means nothing: as good as no parameter.
      return Optional.empty();
    }
  }
}
