package io.phasegate.webhook;

import static io.phasegate.webhook.Http2Wire.CONTINUATION;
import static io.phasegate.webhook.Http2Wire.DATA;
import static io.phasegate.webhook.Http2Wire.END_STREAM;
import static io.phasegate.webhook.Http2Wire.HEADERS;
import static io.phasegate.webhook.Http2Wire.PING;
import static io.phasegate.webhook.Http2Wire.RST_STREAM;
import static io.phasegate.webhook.Http2Wire.SETTINGS;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that use HTTP/2 as a weapon: they lose their connection, and nobody else notices. */
class Http2FloodTest {

  private static final int INITIAL_WINDOW = 4;
  private static final int REFUSED_STREAM = 7;
  private static final byte[] NOTHING = {};

  private interface Attack {
    void go(Http2Wire wire) throws IOException;
  }

  @Test
  void streamsThatAreResetAtOnceEndTheConnection() throws Exception {
    assertCutOff(wire -> {
      for (int stream = 1; stream < 20_000; stream += 2) {
        wire.sendHead(stream, 0);
        wire.reset(stream);
      }
    });
  }

  @Test
  void streamsThatMakeUsResetThemEndTheConnection() throws Exception {
    assertCutOff(wire -> {
      for (int stream = 1; stream < 20_000; stream += 2) {
        wire.sendHead(stream, END_STREAM);
        wire.send(DATA, 0, stream, new byte[] {1}); // behind its end
      }
    });
  }

  @Test
  void headThatGoesOnInEmptyFramesEndsTheConnection() throws Exception {
    assertCutOff(wire -> {
      wire.send(HEADERS, END_STREAM, 1, Http2Wire.reviewHead());
      for (int i = 0; i < 20_000; i++) {
        wire.send(CONTINUATION, 0, 1, NOTHING);
      }
    });
  }

  @Test
  void headWithoutEndEndsTheConnection() throws Exception {
    var fields = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      Http2Wire.field(fields, "x-much", "x".repeat(100));
    }
    assertCutOff(wire -> {
      wire.send(HEADERS, END_STREAM, 1, Http2Wire.reviewHead());
      for (int i = 0; i < 2_000; i++) {
        wire.send(CONTINUATION, 0, 1, fields.toByteArray());
      }
    });
  }

  /** Each wants an answer, and the answers are not taken. */
  @ParameterizedTest
  @ValueSource(ints = {SETTINGS, PING})
  void questionsWhoseAnswersAreNotReadEndTheConnection(int type) throws Exception {
    assertCutOff(wire -> {
      for (int i = 0; i < 2_000_000; i++) {
        wire.send(type, 0, 0, type == PING ? new byte[8] : NOTHING);
      }
    });
  }

  @Test
  void moreStreamsThanAllowedAreRefusedOneByOne() throws Exception {
    try (var scene = Scene.ready(limited(Scene.limits(99, 99, 0, 4)));
        var wire = Http2Wire.dial(scene, Map.of())) {
      wire.await(SETTINGS);
      for (int stream = 1; stream < 2 * 6; stream += 2) {
        wire.sendHead(stream, 0);
      }

      var refused = wire.await(RST_STREAM);

      assertThat(refused.stream()).isEqualTo(2 * 5 - 1);
      assertThat(refused.errorCode()).isEqualTo(REFUSED_STREAM);
    }
  }

  @Test
  void answerThatIsNotTakenIsDroppedAndItsPlaceGivenBack() throws Exception {
    try (var scene =
            Scene.ready(options ->
                options.withPatience(
                    options
                        .patience()
                        .withExchange(
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(1),
                            Duration.ofMillis(300))));
        var wire = Http2Wire.dial(scene, Map.of(INITIAL_WINDOW, 0))) {
      wire.sendHead(1, 0);
      wire.send(DATA, END_STREAM, 1, new byte[] {'{', '}'});

      assertThat(wire.await(RST_STREAM).stream()).isEqualTo(1);
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("webhook_in_flight_requests 0.0")
                  .contains("requests_total{endpoint=\"convert\",result=\"aborted\"} 1.0"));
    }
  }

  @Test
  void bodyThatDoesNotArriveGivesItsPlaceBack() throws Exception {
    try (var scene =
            Scene.ready(options ->
                options.withPatience(
                    options
                        .patience()
                        .withExchange(
                            Duration.ofMinutes(1),
                            Duration.ofMillis(300),
                            Duration.ofMinutes(1))));
        var wire = Http2Wire.dial(scene, Map.of())) {
      wire.sendHead(1, 0);

      assertThat(wire.await(HEADERS).stream()).isEqualTo(1);
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("rejected_total{cause=\"too_slow\",endpoint=\"convert\"} 1.0")
                  .contains("webhook_in_flight_requests 0.0"));
    }
  }

  /** The attacker may be cut off while he still sends; he reads what is left and then the end. */
  private static void assertCutOff(Attack attack) throws Exception {
    try (var scene = Scene.ready()) {
      try (var wire = Http2Wire.dial(scene, Map.of())) {
        wire.await(SETTINGS);
        try {
          attack.go(wire);
        } catch (IOException e) {
          // cut off, at last
        }

        assertThat(wire.isCut()).isTrue();
      }
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("webhook_in_flight_requests 0.0")
                  .contains("webhook_in_flight_bytes 0.0"));
    }
  }
}
