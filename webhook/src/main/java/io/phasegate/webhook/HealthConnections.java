package io.phasegate.webhook;

import io.vertx.core.http.HttpConnection;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The open connections of the health port, which anybody may dial who reaches the Pod. There is a
 * bound, and whoever comes last is let in: the oldest gives way. Who opens sockets and keeps them
 * must not lock out the kubelet, which dials anew for each probe and would restart the container.
 * For one event loop.
 */
final class HealthConnections {

  /** A kubelet and a few scrapers need ten. */
  static final int MOST = 128;

  private final Patience patience;
  private final SequencedSet<HttpConnection> open = new LinkedHashSet<>();

  HealthConnections(Patience patience) {
    this.patience = patience;
  }

  /** Takes a connection in. */
  void opened(HttpConnection connection) {
    Connections.watchHeads(connection, patience);
    connection.closeHandler(_ -> open.remove(connection));
    open.add(connection);
    if (open.size() > MOST) {
      Connections.abort(open.removeFirst());
    }
  }
}
