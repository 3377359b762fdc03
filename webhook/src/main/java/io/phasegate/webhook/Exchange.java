package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its head to the end of its answer. It is answered once and counted once, and
 * what it holds is given back at that moment. Lives on its connection's event loop.
 */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /**
   * How long the rest of a body that nobody wants is still taken in. A socket that is closed over
   * unread bytes resets the connection, and the client would never see why it was turned away.
   */
  private static final long LINGER_MILLIS = 1000;

  /** HTTP/2's way to say that a stream ends early and nobody did wrong. */
  private static final long NO_ERROR = 0;

  private enum Phase {
    READING,
    WORKING,
    ANSWERED
  }

  private final Context loop;
  private final HttpServerRequest request;
  private final String endpoint;
  private final boolean goodbye;
  private final Meters meters;
  private final long began = System.nanoTime();
  private Phase phase = Phase.READING;
  private boolean finished;
  private Runnable release = () -> {};

  /**
   * Begins with the head of a request.
   *
   * @param loop the event loop that calls
   * @param endpoint the label of metrics
   * @param goodbye whether the client shall dial anew for its next request
   */
  Exchange(
      Context loop, HttpServerRequest request, String endpoint, boolean goodbye, Meters meters) {
    this.loop = loop;
    this.request = request;
    this.endpoint = endpoint;
    this.goodbye = goodbye;
    this.meters = meters;
  }

  /**
   * Reads the body, and turns the request away if it grows over the limit.
   *
   * <p>Vert.x's own body handler is of no use: it answers 400 to JSON that {@code curl} sent as a
   * form, and knows one limit for all paths.
   *
   * @param limit bytes
   * @param release called once, when this exchange ends in whatever way
   * @param whole takes the body, if it arrives
   */
  void read(int limit, Runnable release, Consumer<byte[]> whole) {
    this.release = release;
    long announced = announcedLength();
    if (announced > limit) {
      refuse(Refusal.tooLarge(limit));
      return;
    }
    var body = new BodyCollector(announced, limit);
    request.exceptionHandler(_ -> hungUp());
    request.handler(piece ->
        guarded(() -> {
          if (phase == Phase.READING && !body.add(piece)) {
            refuse(Refusal.tooLarge(limit));
          }
        }));
    request.endHandler(_ ->
        guarded(() -> {
          if (phase == Phase.READING) {
            phase = Phase.WORKING;
            whole.accept(body.bytes());
          }
        }));
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
  }

  /** Answers with what came of the review. */
  void answer(ReviewAnswer answer) {
    switch (answer) {
      case ReviewAnswer.Review(var json, var outcome) ->
          end(200, "application/json", json, outcome.name().toLowerCase(Locale.ROOT), false);
      case ReviewAnswer.NotAReview(var reason) -> endInWords(400, reason, "not_a_review", false);
    }
  }

  /** Turns the request away; the rest of its body is not waited for. */
  void refuse(Refusal refusal) {
    refusal.headers().forEach(request.response()::putHeader);
    endInWords(refusal.status(), refusal.text(), refusal.result(), refusal.closes());
  }

  private void endInWords(int status, String sentence, String result, boolean closes) {
    log.debug("/{} answers {}: {}", endpoint, status, sentence);
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    end(status, "text/plain; charset=utf-8", body, result, closes);
  }

  private void end(int status, String contentType, byte[] body, String result, boolean closes) {
    phase = Phase.ANSWERED;
    HttpServerResponse response = request.response();
    if (response.closed()) {
      finish("aborted");
      return;
    }
    if (isHttp1() && (closes || goodbye)) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    } else if (goodbye) {
      request.connection().shutdown();
    }
    guarded(() ->
        response
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
            .end(isHead() ? Buffer.buffer() : Buffer.buffer(body))
            .onComplete(sent -> {
              finish(sent.succeeded() ? result : "aborted");
              leave(closes || goodbye);
            }));
  }

  /** Counts the request and gives its place back, the first time. */
  private void finish(String result) {
    if (!finished) {
      finished = true;
      meters.request(endpoint, result, System.nanoTime() - began);
      release.run();
    }
  }

  /** The client went away. While its body is worked on the place stays taken, as the core is. */
  private void hungUp() {
    if (phase == Phase.READING) {
      phase = Phase.ANSWERED;
      finish("aborted");
    }
  }

  /** After the answer: what is left of the body is dropped, for a while, and then cut off. */
  private void leave(boolean closes) {
    boolean closing = closes && isHttp1();
    if (request.isEnded()) {
      if (closing) {
        cut();
      }
      return;
    }
    Vertx vertx = loop.owner();
    long timer = vertx.setTimer(LINGER_MILLIS, _ -> cut());
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.handler(_ -> {});
    request.endHandler(_ -> {
      vertx.cancelTimer(timer);
      if (closing) {
        cut();
      }
    });
  }

  private void cut() {
    if (isHttp1()) {
      request.connection().close();
    } else {
      request.response().reset(NO_ERROR);
    }
  }

  /**
   * A step on the event loop. What breaks here, most likely for want of memory, would otherwise
   * leave the client waiting and the place taken for ever.
   */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      log.error("/{} broke down in transport: {}", endpoint, Breakdown.describe(e));
      phase = Phase.ANSWERED;
      finish("crashed");
      cut();
    }
  }

  /** In h2 Vert.x would send the body to this question too, which breaks the protocol. */
  private boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  private boolean isHttp1() {
    return request.version() != HttpVersion.HTTP_2;
  }

  private long announcedLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The HTTP decoder has refused whatever is no number.
    return length == null ? -1 : Long.parseLong(length);
  }
}
