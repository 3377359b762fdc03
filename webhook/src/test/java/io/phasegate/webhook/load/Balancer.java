package io.phasegate.webhook.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Service is to its Pods, in small: new TCP connections go in turn to the servers whose
 * {@code /readyz}, asked five times a second, said yes last; those that are open stay where they
 * are.
 */
final class Balancer implements AutoCloseable {

  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);

  /** A server's two ports on this machine. */
  record Backend(int webhookPort, int healthPort) {}

  private final ServerSocket door;
  private final HttpClient prober =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final List<Backend> known = new CopyOnWriteArrayList<>();
  private volatile Set<Backend> ready = Set.of();
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean closed;

  Balancer() throws IOException {
    door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("balancer-door").start(this::accept);
    Thread.ofVirtual().name("balancer-probes").start(this::probe);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) door.getLocalSocketAddress();
  }

  void add(Backend backend) {
    known.add(backend);
  }

  void remove(Backend backend) {
    known.remove(backend);
  }

  boolean isReady(Backend backend) {
    return ready.contains(backend);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    door.close();
    prober.shutdownNow();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // the door was closed
      }
    }
  }

  private void connect(Socket client) {
    List<Backend> candidates = List.copyOf(ready);
    try {
      if (candidates.isEmpty()) {
        client.close();
        return;
      }
      Backend backend = candidates.get(Math.floorMod(next.getAndIncrement(), candidates.size()));
      var server = new Socket(InetAddress.getLoopbackAddress(), backend.webhookPort());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  /** Passes bytes on, and the end as well, in one direction. */
  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
    if (from.isOutputShutdown() || to.isInputShutdown()) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  private void probe() {
    while (!closed) {
      Set<Backend> now = new HashSet<>();
      for (Backend backend : known) {
        if (isGood(backend, ready.contains(backend))) {
          now.add(backend);
        }
      }
      ready = now;
      try {
        Thread.sleep(BETWEEN_PROBES);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** As a kubelet sees it: a no counts at once, silence on a busy machine says nothing new. */
  private boolean isGood(Backend backend, boolean before) {
    var question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + backend.healthPort() + "/readyz"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return prober.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (HttpTimeoutException e) {
      return before;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
