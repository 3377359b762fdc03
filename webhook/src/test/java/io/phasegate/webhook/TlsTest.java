package io.phasegate.webhook;

import static io.phasegate.webhook.Wire.answerHead;
import static io.phasegate.webhook.Wire.reviewHead;
import static io.phasegate.webhook.Wire.send;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which protocols the HTTPS port speaks. */
class TlsTest {

  /**
   * A TLS 1.1 ClientHello by hand, since the JDK would not send one: record 3.1, handshake 3.2, 32
   * bytes of chance, no session, ECDHE with AES in CBC, no compression, curve P-256.
   */
  private static final String CLIENT_HELLO_OF_TLS_11 =
      "160301003f0100003b0302"
          + "5a".repeat(32)
          + "00"
          + "0004c009c013"
          + "0100"
          + "000e"
          + "000a000400020017"
          + "000b00020100";

  private static final int ALERT = 21;
  private static final int FATAL = 2;
  private static final int PROTOCOL_VERSION = 70;

  @Test
  void tls11Refused() throws Exception {
    try (var scene = Scene.ready();
        var socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
      socket.getOutputStream().write(HexFormat.of().parseHex(CLIENT_HELLO_OF_TLS_11));

      byte[] record = new DataInputStream(socket.getInputStream()).readNBytes(7);

      assertThat(record[0]).isEqualTo((byte) ALERT);
      assertThat(record[5]).isEqualTo((byte) FATAL);
      assertThat(record[6]).isEqualTo((byte) PROTOCOL_VERSION);
    }
  }

  @Test
  void tls13IsPreferred() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void http2IsOffered() throws Exception {
    try (var scene = Scene.ready();
        var client = scene.client(HttpClient.Version.HTTP_2)) {
      var request = scene.review("/convert", BodyPublishers.ofString("{}"));

      var answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void T2_http11IsSpokenWithTheApiServer() throws Exception {
    try (var scene = Scene.ready()) {
      assertThat(scene.post("/convert", "{}").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void tls12IsStillSpoken() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial(offers -> offers.setProtocols(new String[] {"TLSv1.2"}))) {
      send(socket, reviewHead("/convert", 0));

      assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  /** Each costs us far more than the client. TLS 1.3 has none any more. */
  @Test
  void renegotiationIsRefusedAndHarmsNobody() throws Exception {
    try (var scene = Scene.ready(options -> options.withEngine(TlsEngine.NATIVE))) {
      try (var socket = scene.dial(offers -> offers.setProtocols(new String[] {"TLSv1.2"}))) {
        send(socket, reviewHead("/convert", 0));
        String first = answerHead(socket);

        assertThat(first).startsWith("HTTP/1.1 200 ");
        assertThatThrownBy(
                () -> {
                  socket.startHandshake();
                  send(socket, reviewHead("/convert", 0));
                  answerHead(socket);
                })
            .isInstanceOf(IOException.class);
      }
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
    }
  }

  /** Whoever offers only what we do not speak is sent away, or answered in HTTP/1.1. */
  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JDK"})
  void protocolThatNobodySpeaksHarmsNobody(TlsEngine engine) throws Exception {
    try (var scene = Scene.ready(options -> options.withEngine(engine))) {
      try (var socket = scene.dial("spdy/1")) {
        send(socket, reviewHead("/convert", 0));

        assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
      } catch (IOException e) {
        // sent away
      }
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void D43_aClientThatSpeaksNoTlsHarmsNobody() throws Exception {
    try (var scene = Scene.ready()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
        socket.getOutputStream().write("POST /convert HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        socket.getInputStream().readAllBytes();
      }

      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
    }
  }
}
