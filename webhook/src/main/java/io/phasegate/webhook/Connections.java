package io.phasegate.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open connections of one event loop: counted, watched while heads arrive, and aged. */
final class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private final Vertx vertx;
  private final Patience patience;
  private final Meters meters;
  private final QuietLog quietLog;
  private final Set<HttpConnection> old = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<HttpConnection> ending = Collections.newSetFromMap(new IdentityHashMap<>());

  Connections(Vertx vertx, Patience patience, Meters meters, QuietLog quietLog) {
    this.vertx = vertx;
    this.patience = patience;
    this.meters = meters;
    this.quietLog = quietLog;
  }

  /** Takes a connection in whose handshake is over. On the event loop. */
  void opened(HttpConnection connection) {
    meters.connectionOpened();
    watchHeads(connection, patience);
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      connection.exceptionHandler(this::broke);
    }
    // It stays open until its next answer: a close could meet a POST half way, and that is not
    // retried (T5, T7).
    long timer = patience.age().isZero() ? -1 : vertx.setTimer(age(), _ -> old.add(connection));
    connection.closeHandler(_ -> {
      meters.connectionClosed();
      old.remove(connection);
      ending.remove(connection);
      vertx.cancelTimer(timer);
    });
  }

  /**
   * What came over a connection was no HTTP/2, or it broke. Vert.x would tell each case, with what
   * came.
   */
  private void broke(Throwable e) {
    if (e instanceof IOException) {
      return; // reset by its client: everyday life
    }
    meters.connectionFailed();
    // The message may quote what came.
    quietLog.tell(
        "connection",
        more ->
            log.warn(
                "what came over a connection was no HTTP/2 ({}){}",
                e.getClass().getSimpleName(),
                more));
  }

  /** Gives the heads of requests a time to arrive in; in HTTP/2 every frame. */
  static void watchHeads(HttpConnection connection, Patience patience) {
    // No public interface of Vert.x leads to the pipeline.
    if (connection instanceof ConnectionBase base) {
      var pipeline = base.channel().pipeline();
      if (connection.protocolVersion() == HttpVersion.HTTP_2) {
        // A frame may be a part of a body.
        FrameDeadline.watch(pipeline, patience.body());
      } else {
        HeadDeadline.watch(pipeline, patience.head());
      }
    }
  }

  /** The answer that is being sent is the last on this connection of HTTP/1.1. */
  void end(HttpConnection connection) {
    ending.add(connection);
  }

  /**
   * Whether nothing on a connection is answered any more. What came along with the last request may
   * be what somebody took for a part of it.
   */
  boolean isEnding(HttpConnection connection) {
    return !ending.isEmpty() && ending.contains(connection);
  }

  /** Whether the client should dial anew for its next request. */
  boolean isOld(HttpConnection connection) {
    return !old.isEmpty() && old.contains(connection);
  }

  /**
   * Ends a connection of HTTP/1.1 whose client takes nothing in. A close by Vert.x would wait
   * behind the bytes that cannot be sent.
   */
  static void abort(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      var _ = base.channelHandlerContext().close();
    } else {
      var _ = connection.close();
    }
  }

  private long age() {
    long age = patience.age().toMillis();
    long tenth = age / 10;
    return Math.max(1, age + ThreadLocalRandom.current().nextLong(-tenth, tenth + 1));
  }
}
