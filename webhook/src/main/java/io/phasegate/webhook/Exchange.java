package io.phasegate.webhook;

import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.review.ReviewAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its head to the end of its answer. It is answered once and counted once, and
 * what it holds is given back when nothing needs it any more. Lives on its connection's event loop.
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

  private final Desk desk;
  private final HttpServerRequest request;
  private final EndpointMeters meters;
  private final long began = System.nanoTime();
  private final Caller caller = new Caller();
  private Phase phase = Phase.READING;
  private long deadline;
  private long expires;
  private long held;
  private boolean bodyInUse;
  private boolean finished;
  private Runnable release = () -> {};
  private Runnable leaveWork = () -> {};

  /**
   * Begins with the head of a request.
   *
   * @param desk of the event loop that calls
   * @param meters of the request's endpoint
   */
  Exchange(Desk desk, HttpServerRequest request, EndpointMeters meters) {
    this.desk = desk;
    this.request = request;
    this.meters = meters;
  }

  /**
   * Reads the body, and turns the request away if it grows over the limit, comes too slowly or
   * finds no room beside the others.
   *
   * <p>Vert.x's own body handler is of no use: it answers 400 to JSON that {@code curl} sent as a
   * form, and knows one limit for all paths.
   *
   * @param limit bytes
   * @param release called once, when this exchange is over in whatever way
   * @param whole takes the body, if it arrives
   */
  void read(int limit, Runnable release, Consumer<byte[]> whole) {
    this.release = release;
    guarded(() -> begin(limit, whole));
  }

  private void begin(int limit, Consumer<byte[]> whole) {
    deadline = began + desk.timeouts().of(request).toNanos();
    expires = deadline;
    desk.sweep().add(this);
    long announced = announcedLength();
    if (announced > limit) {
      refuse(Refusal.tooLarge(limit));
      return;
    }
    if (!desk.budget().hasRoomFor(Math.max(announced, 0))) {
      refuse(Refusal.NO_ROOM);
      return;
    }
    var body = new BodyCollector(announced, limit);
    request.exceptionHandler(e -> guarded(() -> broke(e)));
    request.handler(piece -> guarded(() -> take(piece, body, limit)));
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

  private void take(Buffer piece, BodyCollector body, int limit) {
    if (phase != Phase.READING) {
      return;
    }
    if (!desk.budget().take(piece.length())) {
      refuse(Refusal.NO_ROOM);
      return;
    }
    held += piece.length();
    if (!body.add(piece)) {
      refuse(Refusal.tooLarge(limit));
    }
  }

  /**
   * The body waits for its turn off the event loop.
   *
   * @param queueTime how long it may
   * @param leave called once, when the work is over
   * @return whom the work must ask whether it is still wanted
   */
  Caller queue(Duration queueTime, Runnable leave) {
    bodyInUse = true;
    leaveWork = leave;
    expires = Math.min(deadline, System.nanoTime() + queueTime.toNanos());
    request.response().closeHandler(_ -> hungUp());
    return caller;
  }

  /** How long work on the event loop is worth while. */
  Deadline deadline() {
    return new Deadline(deadline);
  }

  /** The work off the event loop is over, or will not begin, and has let go of the body. */
  void workEnded() {
    if (bodyInUse) {
      bodyInUse = false;
      leaveWork.run();
      giveBack();
    }
  }

  /** Answers with what came of the work. */
  void answer(Work work) {
    if (phase == Phase.ANSWERED) {
      return;
    }
    switch (work) {
      case Work.Done(ReviewAnswer.Review(var json, var outcome)) ->
          end(200, "application/json", json, outcome.name().toLowerCase(Locale.ROOT), false);
      case Work.Done(ReviewAnswer.NotAReview(var reason)) ->
          endInWords(400, reason, "not_a_review", false);
      case Work.Broken _ -> refuse(Refusal.CRASHED);
      case Work.Abandoned _ -> refuse(Refusal.DEADLINE);
    }
  }

  /** Turns the request away; the rest of its body is not waited for. */
  void refuse(Refusal refusal) {
    meters.rejected(refusal);
    if (refusal.isAbnormal()) {
      desk.quietLog()
          .tell(
              refusal.result(),
              more -> log.warn("turned a request away: {}{}", refusal.text(), more));
    }
    refusal.headers().forEach(request.response()::putHeader);
    endInWords(refusal.status(), refusal.text(), refusal.result(), refusal.closes());
  }

  /** When {@link #expire} is due, by {@link System#nanoTime}. */
  long expires() {
    return expires;
  }

  /** Time is over for what this exchange is in the middle of. */
  void expire() {
    switch (phase) {
      case READING -> guarded(() -> refuse(Refusal.TOO_SLOW));
      case WORKING -> {
        if (caller.leaveQueue()) {
          guarded(() -> refuse(Refusal.QUEUED_TOO_LONG));
        } else if (System.nanoTime() - deadline > 0) {
          // The work may notice late that nobody waits; the client hears it now.
          caller.leave();
          guarded(() -> refuse(Refusal.DEADLINE));
        } else {
          expires = deadline;
        }
      }
      case ANSWERED -> {
        desk.sweep().remove(this);
        if (isHttp1()) {
          Connections.abort(request.connection());
        } else {
          cut();
        }
      }
    }
  }

  private void endInWords(int status, String sentence, String result, boolean closes) {
    log.debug("{} {}: {}", request.path(), status, sentence);
    var body = JsonBytes.of((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    end(status, "text/plain; charset=utf-8", body, result, closes);
  }

  private void end(int status, String contentType, JsonBytes body, String result, boolean closes) {
    phase = Phase.ANSWERED;
    HttpServerResponse response = request.response();
    if (response.closed()) {
      finish("aborted");
      return;
    }
    boolean goodbye = desk.saysGoodbye(request);
    if (isHttp1() && (closes || goodbye)) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      desk.connections().end(request.connection());
    } else if (goodbye) {
      sendGoAway();
    }
    expires = System.nanoTime() + desk.patience().answer().toNanos();
    guarded(() ->
        Delivery.of(
                response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType),
                isHead() ? new JsonBytes(0) : body)
            .onComplete(sent -> {
              meters.answered(body.size());
              finish(sent.succeeded() ? result : "aborted");
              leave(closes || goodbye);
            }));
  }

  /**
   * The client leaves when it has its answers. Vert.x advises its own shutdown instead, which cuts
   * off the answer that is just being sent (ContractTest has the case).
   */
  @SuppressWarnings("deprecation")
  private void sendGoAway() {
    request.connection().goAway(NO_ERROR);
  }

  /** Counts the request and gives its place back, the first time. */
  private void finish(String result) {
    if (!finished) {
      finished = true;
      desk.sweep().remove(this);
      meters.request(result, held, System.nanoTime() - began);
      giveBack();
    }
  }

  /** While somebody works on the body it takes up memory, and the work a core. */
  private void giveBack() {
    if (finished && !bodyInUse) {
      desk.budget().giveBack(held);
      held = 0;
      Runnable last = release;
      release = () -> {};
      last.run();
    }
  }

  /** The body ended before its end: the client went away, or sent what is no HTTP. */
  private void broke(Throwable e) {
    boolean gone = e instanceof HttpClosedException || e instanceof IOException;
    if (phase == Phase.READING && isHttp1() && !gone) {
      refuse(Refusal.MALFORMED_BODY);
    } else {
      hungUp();
    }
  }

  /** The client went away. */
  private void hungUp() {
    caller.leave();
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
    Vertx vertx = desk.loop().owner();
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
      desk.quietLog()
          .tell(
              "broke down in transport",
              more -> log.error("broke down in transport: {}{}", Breakdown.describe(e), more));
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
