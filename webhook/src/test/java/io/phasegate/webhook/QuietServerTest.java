package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.patiently;
import static io.phasegate.webhook.Wire.head;
import static io.phasegate.webhook.Wire.send;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What strangers send again and again fills no disk (D-33). */
class QuietServerTest {

  private static final int AGAIN = 30;

  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    ROOT.addAppender(heard);
  }

  @AfterEach
  void stopListening() {
    ROOT.detachAppender(heard);
  }

  @Test
  void requestsWithoutAHostAre400AndToldOnceAtMost() throws Exception {
    try (var scene = Scene.ready()) {
      for (int i = 0; i < AGAIN; i++) {
        try (var socket = scene.dial()) {
          send(socket, head("POST /convert HTTP/1.1", "Content-Length: 0"));

          assertThat(Wire.rest(socket)).startsWith("HTTP/1.1 400 ");
        }
      }

      assertThat(warnings()).hasSizeLessThanOrEqualTo(1);
      assertThat(scene.health("/metrics").body())
          .contains("rejected_total{cause=\"missing_host\",endpoint=\"other\"} " + AGAIN + ".0");
    }
  }

  @Test
  void framesThatAreNoHttp2AreToldOnceAndNotQuoted() throws Exception {
    try (var scene = Scene.ready()) {
      for (int i = 0; i < AGAIN; i++) {
        try (var wire = Http2Wire.dial(scene, Map.of())) {
          wire.await(Http2Wire.SETTINGS);
          wire.send(Http2Wire.DATA, 0, 1, "a secret on no stream".getBytes(US_ASCII));

          assertThat(wire.isCut()).isTrue();
        }
      }

      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("connections_failed_total " + AGAIN + ".0"));
      assertThat(warnings()).singleElement().asString().doesNotContain("secret", "stream");
    }
  }

  @Test
  void whatIsNoTlsIsNotTold() throws Exception {
    try (var scene = Scene.ready()) {
      for (int i = 0; i < AGAIN; i++) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
          socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        }
      }

      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("connections_failed_total " + AGAIN + ".0"));
      assertThat(warnings()).isEmpty();
    }
  }

  private List<String> warnings() {
    return List.copyOf(heard.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
