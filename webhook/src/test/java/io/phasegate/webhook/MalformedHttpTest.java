package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Wire.answerHead;
import static io.phasegate.webhook.Wire.head;
import static io.phasegate.webhook.Wire.isCut;
import static io.phasegate.webhook.Wire.rest;
import static io.phasegate.webhook.Wire.reviewHead;
import static io.phasegate.webhook.Wire.send;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.x as only somebody hostile sends it, or somebody very old. */
class MalformedHttpTest {

  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String JSON = "Content-Type: application/json";

  @Test
  void http10IsAnsweredAndTheConnectionClosed() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(socket, head("POST /convert HTTP/1.0", JSON, "Content-Length: 2"));
      send(socket, "{}");

      assertThat(rest(socket)).startsWith("HTTP/1.0 200 OK").endsWith("{}");
    }
  }

  @Test
  void http10WithoutALengthHasNoBody() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(socket, head("POST /convert HTTP/1.0", JSON));

      assertThat(rest(socket)).startsWith("HTTP/1.0 200 OK");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n{}\r\n0\r\n\r\n",
        "-1\r\n{}\r\n0\r\n\r\n",
        "ffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}X\r\n0\r\n\r\n",
      })
  void bodyOfBrokenChunksIs400(String chunks) throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(socket, head("POST /convert HTTP/1.1", "Host: us", JSON, CHUNKED));
      send(socket, chunks);

      assertThat(rest(socket))
          .as("and then the end of the stream")
          .startsWith("HTTP/1.1 400 ")
          .containsIgnoringCase("connection: close");
      assertThat(scene.health("/metrics").body())
          .contains("rejected_total{cause=\"malformed_body\",endpoint=\"convert\"} 1.0")
          .contains("webhook_in_flight_requests 0.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"banana", "100-continue, banana", "200-ok"})
  void unknownExpectationIs417(String expectation) throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(
          socket,
          head(
              "POST /convert HTTP/1.1",
              "Host: us",
              JSON,
              "Content-Length: 2",
              "Expect: " + expectation));

      assertThat(answerHead(socket)).startsWith("HTTP/1.1 417 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "br", "identity, gzip", "GZIP", "identity\r\nContent-Encoding: br"})
  void codedBodyIs415AndSaysWhatWouldBeTaken(String coding) throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(
          socket,
          head(
              "POST /convert HTTP/1.1",
              "Host: us",
              JSON,
              "Content-Length: 2",
              "Content-Encoding: " + coding));
      send(socket, "{}");

      assertThat(answerHead(socket))
          .startsWith("HTTP/1.1 415 ")
          .containsIgnoringCase("accept-encoding: identity");
    }
  }

  @Test
  void codingThatIsNoneIsTaken() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(
          socket,
          head(
              "POST /convert HTTP/1.1",
              "Host: us",
              JSON,
              "Content-Length: 2",
              "Content-Encoding: Identity"));
      send(socket, "{}");

      assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  /** What two readers could take for two different requests is answered to nobody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4|Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked|Content-Length: 4",
        "Content-Length: 4|Content-Length: 40",
        "Content-Length: 4, 40",
        "Content-Length: -4",
        "Content-Length: +4",
        "Content-Length: 0x4",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked|Transfer-Encoding: gzip",
        "Transfer-Encoding : chunked",
        "Content-Length : 4",
        " Content-Length: 4",
      })
  void smuggledRequestIsNeverAnswered(String headers) throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      send(
          socket,
          "POST /convert HTTP/1.1\r\nHost: us\r\n%s\r\n%s\r\n\r\n"
              .formatted(JSON, headers.replace("|", "\r\n")));
      send(socket, "0\r\n\r\nPOST /smuggled HTTP/1.1\r\nHost: us\r\nContent-Length: 0\r\n\r\n");

      assertThat(rest(socket))
          .as(headers)
          .startsWith("HTTP/1.1 4")
          .doesNotContain(" 200 ", " 404 ");
      assertThat(scene.health("/metrics").body())
          .contains("rejected_total{cause=\"unknown_path\",endpoint=\"other\"} 0.0");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredOneByOneInTheirOrder() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      var requests = new StringBuilder();
      for (int i = 100; i < 200; i++) {
        requests.append(new String(reviewHead("/convert", 3), US_ASCII));
        requests.append(i);
      }
      requests.append("GET /last HTTP/1.1\r\nHost: us\r\nConnection: close\r\n\r\n");

      send(socket, requests.toString());
      String answers = rest(socket);

      int from = 0;
      for (int i = 100; i < 200; i++) {
        int next = answers.indexOf("\r\n\r\n" + i, from);
        assertThat(next).as("answer %d", i).isNotNegative();
        from = next;
      }
      assertThat(answers.substring(from)).contains("HTTP/1.1 404 ");
    }
  }

  /** Who pipelines without reading holds what was read of him and no more. */
  @Test
  void pipelineBehindAnAnswerThatIsNotTakenIsNotReadOn() throws Exception {
    var held = new HeldWork();
    try (var scene =
            Scene.ready(options ->
                limited(Scene.limits(9_999, 9_999, 0, 9))
                    .apply(Scene.answering(held).apply(options)));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 2));
      send(socket, "{}");
      held.awaitBegun();
      var flood = new Thread(() -> pipelineUntilBlocked(socket), "pipeline");
      flood.setDaemon(true);
      flood.start();
      flood.join(Duration.ofSeconds(2));

      assertThat(flood.isAlive()).as("blocked, since nobody reads on").isTrue();
      assertThat(scene.health("/metrics").body())
          .as("one request is worked on, none of those behind it")
          .contains("webhook_in_flight_requests 1.0");
      held.letGo();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\u0000",
        "HELO us\r\n\r\n",
        "POST /convert\r\n\r\n",
        "POST /convert HTTP/9.9\r\nHost: us\r\n\r\n",
        "POST /convert HTTP/1.1\r\nHost us\r\n\r\n",
        "POST /convert HTTP/1.1\r\nH\u0000st: us\r\nContent-Length: 0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void whatIsNoHttpIsRefusedAndHarmsNobody(String bytes) throws Exception {
    try (var scene = Scene.ready()) {
      try (var socket = scene.dial()) {
        send(socket, bytes);
        socket.shutdownOutput();

        assertThat(rest(socket)).doesNotContain(" 200 ");
      }
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void manySmallHeadersAreRefusedLikeOneLargeOne() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      var lines = Collections.nCopies(6_000, "X: y").toArray(String[]::new);
      send(socket, "POST /convert HTTP/1.1\r\nHost: us\r\n");
      send(socket, head(lines));

      assertThat(answerHead(socket)).startsWith("HTTP/1.1 431 ");
      assertThat(isCut(socket)).isTrue();
    }
  }

  private static void pipelineUntilBlocked(SSLSocket socket) {
    try {
      while (true) {
        send(socket, reviewHead("/convert", 2));
        send(socket, "{}");
      }
    } catch (IOException e) {
      // the scenario has ended
    }
  }
}
