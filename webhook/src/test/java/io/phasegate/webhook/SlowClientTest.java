package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.patiently;
import static io.phasegate.webhook.Wire.answerHead;
import static io.phasegate.webhook.Wire.head;
import static io.phasegate.webhook.Wire.isCut;
import static io.phasegate.webhook.Wire.rest;
import static io.phasegate.webhook.Wire.reviewHead;
import static io.phasegate.webhook.Wire.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.review.ReviewAnswer;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that are slow, silent or gone: what they cost, and for how long. */
class SlowClientTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void aHeadThatTricklesInIsCutOff() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(SHORT, LONG, LONG)));
        var socket = scene.dial()) {
      send(socket, "POST /convert HTTP/1.1\r\nHost: u");

      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void aSecondHeadThatTricklesInIsCutOffAsWell() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(SHORT, LONG, LONG)));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 0));
      String first = answerHead(socket);
      send(socket, "POST /conv");

      assertThat(first).startsWith("HTTP/1.1 200 ");
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void bytesThatGoOnComingDoNotProlongTheTimeForAHead() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(SHORT, LONG, LONG)));
        var socket = scene.dial()) {
      var loris = new Thread(() -> dripUntilCut(socket), "loris");
      loris.start();

      loris.join(Duration.ofSeconds(20));

      assertThat(loris.isAlive()).as("still dripping").isFalse();
    }
  }

  @Test
  void aConnectionThatIsOpenedInAdvanceMayWait() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(SHORT, LONG, LONG)));
        var socket = scene.dial()) {
      Thread.sleep(SHORT.multipliedBy(3)); // nothing to await: nothing may happen

      send(socket, reviewHead("/convert", 0));

      assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBodyThatDoesNotArriveIs408() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(LONG, SHORT, LONG)));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 9));
      send(socket, "half");

      String everything = rest(socket);

      assertThat(everything)
          .as("and then the end of the stream")
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerIsCutOff() throws Exception {
    byte[] large = new byte[64 * 1024 * 1024];
    var answer = new ReviewAnswer.Review(large, ReviewAnswer.Outcome.SUCCESS);
    try (var scene =
            Scene.ready(options ->
                patient(p -> p.withExchange(LONG, LONG, SHORT))
                    .apply(answering(_ -> answer).apply(options)));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 0));

      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("requests_total{endpoint=\"convert\",result=\"aborted\"} 1.0")
                  .contains("phasegate_webhook_connections_open 0.0"));
    }
  }

  @Test
  void anHttp2HeadThatDoesNotEndIsCutOff() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(LONG, SHORT, LONG)));
        var wire = Http2Wire.dial(scene, Map.of())) {
      wire.await(Http2Wire.SETTINGS);
      wire.send(Http2Wire.HEADERS, 0, 1, Http2Wire.reviewHead());

      assertThat(wire.isCut()).isTrue();
    }
  }

  @Test
  void bytesThatGoOnComingDoNotProlongTheTimeForAnHttp2Frame() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(LONG, SHORT, LONG)));
        var wire = Http2Wire.dial(scene, Map.of())) {
      wire.await(Http2Wire.SETTINGS);
      wire.sendBytes((byte) 0, (byte) 0x3f, (byte) 0xff, (byte) Http2Wire.HEADERS);
      var loris = new Thread(() -> dripUntilCut(wire), "loris");
      loris.start();

      loris.join(Duration.ofSeconds(20));

      assertThat(loris.isAlive()).as("still dripping").isFalse();
    }
  }

  @Test
  void anHttp2ConnectionThatHasSentWholeFramesMayWait() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withExchange(LONG, SHORT, LONG)));
        var wire = Http2Wire.dial(scene, Map.of())) {
      wire.sendHead(1, Http2Wire.END_STREAM);
      wire.await(Http2Wire.HEADERS);
      Thread.sleep(SHORT.multipliedBy(3)); // nothing to await: nothing may happen

      wire.sendHead(3, Http2Wire.END_STREAM);

      assertThat(wire.await(Http2Wire.HEADERS).stream()).isEqualTo(3);
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsCutOff() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withHandshake(SHORT)));
        var halfOpen = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
      halfOpen.setSoTimeout(20_000);

      assertThat(halfOpen.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aSilentConnectionIsClosedAfterTheIdleTime() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withIdle(Duration.ofSeconds(1))));
        var socket = scene.dial()) {
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void T5_theUsualIdleTimeIsLongerThanTheApiServers() {
    assertThat(Patience.defaults().idle()).isGreaterThan(Duration.ofSeconds(90 + 5));
  }

  /** What {@link #idleConnectionLivesOver90s} shows, in a hundredth of the time. */
  @Test
  void T5_anIdleConnectionLivesUntilItsTimeIsOver() throws Exception {
    try (var scene = Scene.ready(patient(p -> p.withIdle(Duration.ofSeconds(3))));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 0));
      String first = answerHead(socket);
      Thread.sleep(Duration.ofMillis(900)); // nothing to await: nothing may happen

      send(socket, reviewHead("/convert", 0));

      assertThat(first).startsWith("HTTP/1.1 200 ");
      assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  @Tag("slow")
  void idleConnectionLivesOver90s() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 0));
      String first = answerHead(socket);
      Thread.sleep(Duration.ofSeconds(95)); // nothing to await: nothing may happen

      send(socket, reviewHead("/convert", 0));

      assertThat(first).startsWith("HTTP/1.1 200 ");
      assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aHeadTooLargeIsRefused() throws Exception {
    try (var scene = Scene.ready(options -> options.withLimits(Limits.defaults().withHead(1_000)));
        var socket = scene.dial()) {
      send(socket, head("POST /convert HTTP/1.1", "Host: us", "X-Much: " + "x".repeat(2_000)));

      assertThat(rest(socket)).startsWith("HTTP/1.1 431 ");
      assertThat(scene.health("/metrics").body())
          .contains("phasegate_webhook_requests_malformed_total 1.0");
    }
  }

  @Test
  void aRequestLineTooLongIsRefused() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(socket, head("POST /convert?x=" + "x".repeat(5_000) + " HTTP/1.1", "Host: us"));

      assertThat(rest(socket)).contains(" 414 ");
    }
  }

  private static UnaryOperator<WebhookOptions> patient(UnaryOperator<Patience> change) {
    return options -> options.withPatience(change.apply(options.patience()));
  }

  private static void dripUntilCut(javax.net.ssl.SSLSocket socket) {
    try {
      send(socket, "POST /convert HTTP/1.1\r\nX: ");
      while (true) {
        send(socket, "x");
        Thread.sleep(50);
      }
    } catch (java.io.IOException e) {
      // cut off, at last
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void dripUntilCut(Http2Wire wire) {
    try {
      while (true) {
        wire.sendBytes((byte) 0);
        Thread.sleep(50);
      }
    } catch (java.io.IOException e) {
      // cut off, at last
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
