package io.phasegate.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;

/** HTTP/1.1 by hand, for what no polite client would send. */
final class Wire {

  private Wire() {}

  /** The head of a request as it travels: lines and an empty one. */
  static byte[] head(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(US_ASCII);
  }

  /** The head of a review with a body of some bytes. */
  static byte[] reviewHead(String path, int bytes) {
    return head(
        "POST " + path + " HTTP/1.1",
        "Host: us",
        "Content-Type: application/json",
        "Content-Length: " + bytes);
  }

  static void send(SSLSocket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  static void send(SSLSocket socket, String text) throws IOException {
    send(socket, text.getBytes(US_ASCII));
  }

  /** Everything up to the end of the stream. */
  static String rest(SSLSocket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  /** The status line and headers of an answer, up to its body. */
  static String answerHead(SSLSocket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Whether the server ends the connection within the socket's patience. */
  static boolean isCut(SSLSocket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // by a reset, which is an end as well
    }
  }
}
