package io.phasegate.webhook;

import io.phasegate.conversion.json.JsonBytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A large answer on its way. Vert.x copies what it sends, so the answer is handed over part by
 * part, as the client takes it, and a part that is handed over is let go: a list of a thousand
 * objects is not held twice, and encrypting it does not hold up the other requests of the loop.
 */
final class Delivery {

  private final HttpServerResponse response;
  private final Deque<ByteBuffer> parts;
  private final Promise<Void> sent = Promise.promise();

  private Delivery(HttpServerResponse response, Deque<ByteBuffer> parts) {
    this.response = response;
    this.parts = parts;
  }

  /**
   * Sends a body behind status and headers.
   *
   * @return when the last byte is on its way; fails when the client went away before
   */
  static Future<Void> of(HttpServerResponse response, JsonBytes body) {
    var parts = new ArrayDeque<>(body.parts());
    if (parts.size() <= 1) {
      return response.end(parts.isEmpty() ? Buffer.buffer() : buffer(parts.getFirst()));
    }
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.size()));
    var delivery = new Delivery(response, parts);
    response.closeHandler(_ -> delivery.sent.tryFail("the client went away"));
    response.exceptionHandler(delivery.sent::tryFail);
    response.drainHandler(_ -> delivery.goOn());
    delivery.goOn();
    return delivery.sent.future();
  }

  private void goOn() {
    while (parts.size() > 1) {
      if (response.writeQueueFull()) {
        return;
      }
      response.write(buffer(parts.removeFirst()));
    }
    if (!parts.isEmpty()) {
      response.end(buffer(parts.removeFirst())).onComplete(sent);
    }
  }

  private static Buffer buffer(ByteBuffer part) {
    return Buffer.buffer(part.remaining()).setBytes(0, part);
  }
}
