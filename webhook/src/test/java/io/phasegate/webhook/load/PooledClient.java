package io.phasegate.webhook.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A client that behaves as an API server's does: up to 25 idle connections are kept for 90 s and
 * the one used last is taken first; an answer with {@code Connection: close} is its connection's
 * last; 429 and 5xx with {@code Retry-After} are tried again up to 10 times; a POST whose
 * connection broke after something was written is a failure. Safe for many threads.
 *
 * <p>Unlike an API server's it opens no more than those 25 connections and lets requests wait for
 * one: a handshake costs client and server together some ten milliseconds of a core, and on a
 * machine of two cores a stall of a tenth of a second would end in nothing but handshakes.
 */
final class PooledClient implements AutoCloseable {

  private static final int CONNECTIONS = 25;
  private static final long IDLE_NANOS = 90_000_000_000L;
  private static final int RETRIES = 10;
  private static final int PATIENCE_MILLIS = 30_000;

  private final InetSocketAddress address;
  private final SSLSocketFactory sockets;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Semaphore places = new Semaphore(CONNECTIONS);
  private final AtomicLong dials = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();

  /** An answer whose body was read whole. */
  record Answer(int status, byte[] body) {}

  private record Received(Answer answer, boolean closes, boolean retryAfter) {}

  PooledClient(InetSocketAddress address, SSLSocketFactory sockets) {
    this.address = address;
    this.sockets = sockets;
  }

  /** How many connections were opened so far. */
  long dials() {
    return dials.get();
  }

  /** How many requests had to be sent again because the server said so. */
  long retries() {
    return retries.get();
  }

  /**
   * Posts a review.
   *
   * @throws IOException when the call failed for good, as the API server would see it
   */
  Answer post(String path, byte[] body) throws IOException, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      Received received = once(path, body);
      int status = received.answer.status;
      boolean invited = (status == 429 || status >= 500) && received.retryAfter;
      if (!invited || attempt == RETRIES) {
        return received.answer;
      }
      retries.incrementAndGet();
      Thread.sleep(1_000);
    }
  }

  /** The same without any second try. */
  Answer postOnce(String path, byte[] body) throws IOException {
    return once(path, body).answer;
  }

  @Override
  public synchronized void close() throws IOException {
    for (Connection connection : idle) {
      connection.socket.close();
    }
    idle.clear();
  }

  private Received once(String path, byte[] body) throws IOException {
    places.acquireUninterruptibly();
    try {
      return exchange(path, body);
    } finally {
      places.release();
    }
  }

  private Received exchange(String path, byte[] body) throws IOException {
    Connection connection = take();
    try {
      Received received = connection.exchange(path, body);
      if (received.closes) {
        connection.socket.close();
      } else {
        giveBack(connection);
      }
      return received;
    } catch (IOException e) {
      connection.socket.close();
      throw e;
    }
  }

  private Connection take() throws IOException {
    while (true) {
      Optional<Connection> kept = newestIdle();
      if (kept.isEmpty()) {
        return dial();
      }
      Connection connection = kept.get();
      if (System.nanoTime() - connection.lastUsed < IDLE_NANOS && !connection.isClosedByServer()) {
        return connection;
      }
      connection.socket.close();
    }
  }

  private synchronized Optional<Connection> newestIdle() {
    return Optional.ofNullable(idle.pollLast());
  }

  private synchronized void giveBack(Connection connection) {
    connection.lastUsed = System.nanoTime();
    idle.addLast(connection);
  }

  private Connection dial() throws IOException {
    dials.incrementAndGet();
    var plain = new Socket();
    plain.connect(address, PATIENCE_MILLIS);
    plain.setTcpNoDelay(true);
    var socket =
        (SSLSocket)
            sockets.createSocket(plain, "localhost", address.getPort(), /* autoClose= */ true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.startHandshake();
    return new Connection(socket);
  }

  private static final class Connection {

    private final SSLSocket socket;
    private final InputStream in;
    private long lastUsed;

    Connection(SSLSocket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Go reads idle connections all the time and so knows of a close before it writes. */
    boolean isClosedByServer() {
      try {
        socket.setSoTimeout(1);
        in.read();
        return true; // neither an end nor a byte is in order here
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      } finally {
        restorePatience();
      }
    }

    private void restorePatience() {
      try {
        socket.setSoTimeout(PATIENCE_MILLIS);
      } catch (IOException e) {
        // a closed socket needs none
      }
    }

    Received exchange(String path, byte[] body) throws IOException {
      byte[] head =
          """
          POST %s?timeout=30s HTTP/1.1\r
          Host: localhost\r
          Content-Type: application/json\r
          Accept: application/json\r
          User-Agent: kube-apiserver-admission\r
          Content-Length: %d\r
          \r
          """
              .formatted(path, body.length)
              .getBytes(US_ASCII);
      byte[] all = new byte[head.length + body.length];
      System.arraycopy(head, 0, all, 0, head.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      socket.getOutputStream().write(all);
      return receive();
    }

    private Received receive() throws IOException {
      String status = line();
      int length = 0;
      boolean closes = false;
      boolean retryAfter = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        String value = lower.substring(lower.indexOf(':') + 1).strip();
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(value);
        }
        closes |= lower.startsWith("connection:") && value.equals("close");
        retryAfter |= lower.startsWith("retry-after:");
      }
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new IOException("the answer ends early");
      }
      return new Received(
          new Answer(Integer.parseInt(status.split(" ", 3)[1]), body), closes, retryAfter);
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection ended where an answer should be");
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }
  }
}
