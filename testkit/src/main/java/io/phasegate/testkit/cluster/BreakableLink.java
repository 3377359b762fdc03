package io.phasegate.testkit.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands between a client and the API server, so that a test can stop the client at a write of its
 * choice: just before the API server hears of it, or when the API server has done it and the client
 * does not know yet. From then on nothing of the client gets through; the test kills it, and calls
 * {@link #heal()} for its successor.
 *
 * <p>The client talks plain HTTP/1.1 to it, web sockets included.
 */
public final class BreakableLink implements AutoCloseable {

  /** On which side of the write the client is stopped. */
  public enum Side {
    BEFORE,
    AFTER
  }

  /** What becomes of a request. */
  private sealed interface Verdict {
    /** It goes through. */
    record Passes() implements Verdict {}

    /** It goes through, and the client is stopped before it hears the answer. */
    record Last(Stop stop) implements Verdict {}

    /** The client is stopped. */
    record Held(Stop stop) implements Verdict {}
  }

  /** Where the client is to stop, and whether it has; guarded by the link's monitor. */
  private static final class Stop {
    private final Side side;
    private final CountDownLatch healed = new CountDownLatch(1);
    private int left;
    private Optional<String> reached = Optional.empty();

    Stop(int left, Side side) {
      this.left = left;
      this.side = side;
    }
  }

  private static final Pattern WRITE = Pattern.compile("(POST|PUT|PATCH|DELETE) .*");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");
  private static final Pattern WEB_SOCKET = Pattern.compile("(?im)^upgrade:\\s*websocket");
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket entrance;
  private final URI server;
  private final SSLSocketFactory tls;
  private final Predicate<String> counted;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Optional<Stop> plan = Optional.empty();

  private BreakableLink(
      ServerSocket entrance, URI server, SSLSocketFactory tls, Predicate<String> counted) {
    this.entrance = entrance;
    this.server = server;
    this.tls = tls;
    this.counted = counted;
  }

  /**
   * A link that lets everything through.
   *
   * @param counted which writes count, by method and path, for instance {@code PATCH /apis/…}
   */
  public static BreakableLink to(Cluster cluster, Predicate<String> counted) {
    try {
      var entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      SSLSocketFactory tls = ApiClient.trusting(cluster.caPem()).getSocketFactory();
      var link = new BreakableLink(entrance, cluster.serverUrl(), tls, counted);
      Thread.ofVirtual().name("link").start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the client finds the API server. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  /** Stops the client at a write, counted from 1 and from now. */
  public synchronized void stopAt(int write, Side side) {
    plan = Optional.of(new Stop(write, side));
  }

  /** True from the moment in which the write is judged, before anything comes of it. */
  public synchronized boolean isStopping() {
    return plan.filter(stop -> stop.left == 0).isPresent();
  }

  /** The write at which the client is stopped, once it has come to that. */
  public synchronized Optional<String> stopped() {
    return plan.flatMap(stop -> stop.reached);
  }

  /** Forgets where to stop, and breaks off whatever is under way. */
  public void heal() {
    synchronized (this) {
      plan.ifPresent(stop -> stop.healed.countDown());
      plan = Optional.empty();
    }
    open.forEach(BreakableLink::cut);
  }

  private synchronized Verdict judge(String request) {
    if (plan.isEmpty()) {
      return new Verdict.Passes();
    }
    Stop stop = plan.get();
    if (stop.left == 0) {
      return new Verdict.Held(stop);
    }
    if (!WRITE.matcher(request).matches() || !counted.test(request)) {
      return new Verdict.Passes();
    }
    stop.left--;
    if (stop.left > 0) {
      return new Verdict.Passes();
    }
    if (stop.side == Side.AFTER) {
      return new Verdict.Last(stop);
    }
    stop.reached = Optional.of(request);
    return new Verdict.Held(stop);
  }

  private synchronized void reached(Stop stop, String request) {
    stop.reached = Optional.of(request);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Thread.ofVirtual().name("link-requests").start(() -> serve(client));
      }
    } catch (IOException e) {
      // The entrance is closed, and so is everything behind it.
      heal();
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket target = tls.createSocket(server.getHost(), server.getPort())) {
      open.add(client);
      open.add(target);
      try {
        var answers = new Answers(target, client);
        Thread.ofVirtual().name("link-answers").start(answers::pass);
        requests(client.getInputStream(), target.getOutputStream(), answers);
      } finally {
        open.remove(client);
        open.remove(target);
      }
    } catch (IOException e) {
      // One side has gone, and the other goes with it; the client connects anew.
      cut(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One after the other, as HTTP/1.1 has it. */
  private void requests(InputStream in, OutputStream out, Answers answers)
      throws IOException, InterruptedException {
    for (String head = head(in); !head.isEmpty(); head = head(in)) {
      Matcher length = LENGTH.matcher(head);
      byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
      String request = head.substring(0, head.indexOf(" HTTP/"));
      switch (judge(request)) {
        case Verdict.Passes _ -> send(out, head, body);
        case Verdict.Last(var stop) -> {
          CountDownLatch answered = answers.withhold();
          send(out, head, body);
          answered.await();
          reached(stop, request);
          stop.healed.await();
          return;
        }
        case Verdict.Held(var stop) -> {
          stop.healed.await();
          return;
        }
      }
      if (WEB_SOCKET.matcher(head).find()) {
        in.transferTo(out);
        return;
      }
    }
  }

  private static void send(OutputStream out, String head, byte[] body) throws IOException {
    out.write(head.getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** The lines up to the body, or nothing when the client has gone. */
  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (next == '\n' && bytes.toString(ISO_8859_1).endsWith(END_OF_HEAD)) {
        return bytes.toString(ISO_8859_1);
      }
    }
    return "";
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
  }

  /** What the API server says on one connection. */
  private static final class Answers {
    private final Socket from;
    private final Socket to;
    private final CountDownLatch heard = new CountDownLatch(1);
    private volatile boolean withheld;

    Answers(Socket from, Socket to) {
      this.from = from;
      this.to = to;
    }

    /** Passes on no more; the latch opens when there is something to pass on, or never will be. */
    CountDownLatch withhold() {
      withheld = true;
      return heard;
    }

    void pass() {
      try (to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        var buffer = new byte[16 << 10];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (withheld) {
            return;
          }
          out.write(buffer, 0, length);
          out.flush();
        }
      } catch (IOException e) {
        // One side has gone; the thread that reads the requests sees that, too.
        cut(from);
      } finally {
        heard.countDown();
      }
    }
  }
}
