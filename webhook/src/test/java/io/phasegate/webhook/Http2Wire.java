package io.phasegate.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/** HTTP/2 by hand, frame by frame (RFC 9113), for what no polite client would send. */
final class Http2Wire implements AutoCloseable {

  static final int DATA = 0x0;
  static final int HEADERS = 0x1;
  static final int RST_STREAM = 0x3;
  static final int SETTINGS = 0x4;
  static final int PING = 0x6;
  static final int GOAWAY = 0x7;
  static final int CONTINUATION = 0x9;

  static final int END_STREAM = 0x1;
  static final int END_HEADERS = 0x4;

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

  private final SSLSocket socket;
  private final DataInputStream in;

  /**
   * A frame that came.
   *
   * @param stream zero for the connection
   */
  record Frame(int type, int flags, int stream, byte[] payload) {

    /** The code of RST_STREAM or GOAWAY. */
    int errorCode() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  private Http2Wire(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /**
   * Begins a connection.
   *
   * @param settings by their numbers, for instance 4 for the window that answers begin with
   */
  static Http2Wire dial(Scene scene, Map<Integer, Integer> settings) throws Exception {
    SSLSocket socket = scene.dial("h2");
    socket.getOutputStream().write(PREFACE);
    var wire = new Http2Wire(socket);
    var payload = ByteBuffer.allocate(6 * settings.size());
    settings.forEach((number, value) -> payload.putShort(number.shortValue()).putInt(value));
    wire.send(SETTINGS, 0, 0, payload.array());
    return wire;
  }

  void send(int type, int flags, int stream, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** Some bytes of a frame. */
  void sendBytes(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The head of a review. */
  void sendHead(int stream, int flags) throws IOException {
    send(HEADERS, END_HEADERS | flags, stream, reviewHead());
  }

  void reset(int stream) throws IOException {
    send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  /** Header fields as literals that nobody needs to remember (RFC 7541, 6.2.2). */
  static byte[] reviewHead() {
    var block = new ByteArrayOutputStream();
    field(block, ":method", "POST");
    field(block, ":scheme", "https");
    field(block, ":authority", "localhost");
    field(block, ":path", "/convert");
    field(block, "content-type", "application/json");
    return block.toByteArray();
  }

  static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(US_ASCII));
    block.write(value.length());
    block.writeBytes(value.getBytes(US_ASCII));
  }

  /** The next frame of a type; others are passed over. An end of the connection is an exception. */
  Frame await(int type) throws IOException {
    Frame frame = next();
    while (frame.type != type) {
      frame = next();
    }
    return frame;
  }

  private Frame next() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new Frame(type, flags, stream, in.readNBytes(length));
  }

  /** Reads to the end; false when the server does not end the connection in time. */
  boolean isCut() {
    try {
      while (true) {
        next();
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      return true; // by a reset, which is an end as well
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
