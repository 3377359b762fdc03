package io.phasegate.testkit.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * Stands between a client and the API server, counts what the client writes in each namespace, and
 * breaks for a namespace at a write of the test's choice: just before the API server hears of it,
 * or when the API server has done it and the client does not know yet. No later write of that
 * namespace gets through, so the cluster is from then on as if the client had been killed there; a
 * test that breaks many namespaces at different writes kills the client but once.
 *
 * <p>The client talks plain HTTP/1.1 to it, web sockets included.
 */
public final class BreakableLink implements AutoCloseable {

  /** On which side of the write the link breaks. */
  public enum Side {
    BEFORE,
    AFTER
  }

  /**
   * A write in a namespace.
   *
   * @param what method and path behind the namespace, for instance {@code POST jobs}
   * @param time 1 for the first one of its kind
   */
  public record Write(String what, int time) {
    @Override
    public String toString() {
      return what + " #" + time;
    }
  }

  private enum Verdict {
    PASSES,
    /** It goes through, and its answer gets lost. */
    LAST,
    LOST
  }

  private record Break(Write at, Side side) {}

  /** What came of one namespace; guarded by the link's monitor. */
  private static final class Story {
    private final List<Write> writes = new ArrayList<>();
    private Optional<Break> plan = Optional.empty();
    private boolean breaking;
    private boolean broken;

    Write next(String what) {
      long before = writes.stream().filter(write -> write.what().equals(what)).count();
      return new Write(what, Math.toIntExact(before) + 1);
    }
  }

  private static final Pattern WRITE =
      Pattern.compile("((?:POST|PUT|PATCH|DELETE) )\\S*/namespaces/([^/?\\s]+)/([^?\\s]+)\\S*");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:");
  private static final Pattern WEB_SOCKET = Pattern.compile("(?im)^upgrade:\\s*websocket");

  /** By which a client offers HTTP/2 on a plain connection, where nobody here could follow. */
  private static final Pattern OFFER =
      Pattern.compile(
          "(?im)^(http2-settings:.*|upgrade:\\s*h2c|connection:\\s*upgrade,\\s*http2-settings)\r\n");

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket entrance;
  private final URI server;
  private final SSLSocketFactory tls;
  private final Set<Line> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Story> stories = new HashMap<>();
  private volatile boolean interrupted;

  private BreakableLink(ServerSocket entrance, URI server, SSLSocketFactory tls) {
    this.entrance = entrance;
    this.server = server;
    this.tls = tls;
  }

  /** A link that lets everything through. */
  public static BreakableLink to(Cluster cluster) {
    try {
      var entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      SSLSocketFactory tls = ApiClient.trusting(cluster.caPem()).getSocketFactory();
      var link = new BreakableLink(entrance, cluster.serverUrl(), tls);
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

  /** Breaks for a namespace when the client comes to this write. */
  public synchronized void breakAt(String namespace, Write write, Side side) {
    story(namespace).plan = Optional.of(new Break(write, side));
  }

  /** Lets nothing through any more, and cuts what is under way. */
  public void interrupt() {
    interrupted = true;
    open.forEach(Line::cut);
  }

  /** Lets everything through again. */
  public void resume() {
    interrupted = false;
  }

  /** Whether the client has come to the write at which the link breaks for this namespace. */
  public synchronized boolean isBroken(String namespace) {
    return story(namespace).broken;
  }

  /** The writes in a namespace that the API server has heard of, in their order. */
  public synchronized List<Write> writes(String namespace) {
    return List.copyOf(story(namespace).writes);
  }

  private Story story(String namespace) {
    return stories.computeIfAbsent(namespace, _ -> new Story());
  }

  private synchronized Verdict judge(String namespace, String what) {
    Story story = story(namespace);
    if (story.breaking) {
      return Verdict.LOST;
    }
    Write write = story.next(what);
    Optional<Break> plan = story.plan.filter(each -> each.at().equals(write));
    story.breaking = plan.isPresent();
    if (plan.isPresent() && plan.get().side() == Side.BEFORE) {
      story.broken = true;
      return Verdict.LOST;
    }
    story.writes.add(write);
    return plan.isPresent() ? Verdict.LAST : Verdict.PASSES;
  }

  private synchronized void broke(String namespace) {
    story(namespace).broken = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Thread.ofVirtual().name("link-requests").start(() -> serve(client));
      }
    } catch (IOException e) {
      // The entrance is closed, and so is everything behind it.
      open.forEach(Line::cut);
    }
  }

  private void serve(Socket client) {
    if (interrupted) {
      cut(client);
      return;
    }
    try (client;
        Socket target = tls.createSocket(server.getHost(), server.getPort())) {
      var line = new Line(client, target);
      open.add(line);
      try {
        Thread.ofVirtual().name("link-answers").start(line::answers);
        line.requests();
      } finally {
        open.remove(line);
      }
    } catch (IOException e) {
      // One side has gone, and the other goes with it; the client connects anew.
      cut(client);
    }
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
    cut(entrance);
    open.forEach(Line::cut);
  }

  private static void cut(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection of the client, and its continuation to the API server. */
  private final class Line {
    private final Socket client;
    private final Socket target;

    /** The namespace for which the link breaks with the next answer; empty for none. */
    private volatile String last = "";

    Line(Socket client, Socket target) throws IOException {
      this.client = client;
      this.target = target;
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
    }

    /** One after the other, as HTTP/1.1 has it. */
    void requests() throws IOException {
      var in = new BufferedInputStream(client.getInputStream());
      OutputStream out = target.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        if (CHUNKED.matcher(head).find()) {
          throw new IllegalStateException("a body of unknown length: " + head);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        Matcher write = WRITE.matcher(head.substring(0, head.indexOf(" HTTP/")));
        if (write.matches()) {
          String namespace = write.group(2);
          switch (judge(namespace, write.group(1) + write.group(3))) {
            case PASSES -> {}
            case LAST -> last = namespace;
            case LOST -> {
              cut();
              return;
            }
          }
        }
        send(out, OFFER.matcher(head).replaceAll(""), body);
        if (WEB_SOCKET.matcher(head).find()) {
          in.transferTo(out);
          return;
        }
      }
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

    private static void send(OutputStream out, String head, byte[] body) throws IOException {
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(head.getBytes(ISO_8859_1));
      whole.writeBytes(body);
      out.write(whole.toByteArray());
      out.flush();
    }

    void answers() {
      try {
        InputStream in = target.getInputStream();
        OutputStream out = client.getOutputStream();
        var buffer = new byte[16 << 10];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (!last.isEmpty()) {
            broke(last);
            break;
          }
          out.write(buffer, 0, length);
          out.flush();
        }
        cut();
      } catch (IOException e) {
        // One side has gone; the thread that reads the requests sees that, too.
        cut();
      }
    }

    void cut() {
      BreakableLink.cut(client);
      BreakableLink.cut(target);
    }
  }
}
