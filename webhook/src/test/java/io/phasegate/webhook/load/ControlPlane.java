package io.phasegate.webhook.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/** The API servers of one cluster, which take turns; each has connections of its own. */
record ControlPlane(List<PooledClient> apiServers, AtomicInteger calls) implements AutoCloseable {

  static ControlPlane of(int apiServers, InetSocketAddress webhook, SSLContext tls) {
    return new ControlPlane(
        IntStream.range(0, apiServers)
            .mapToObj(_ -> new PooledClient(webhook, tls.getSocketFactory()))
            .toList(),
        new AtomicInteger());
  }

  /** Whose turn it is. */
  PooledClient next() {
    return apiServers.get(Math.floorMod(calls.getAndIncrement(), apiServers.size()));
  }

  /** How many connections were opened so far. */
  long dials() {
    return sum(PooledClient::dials);
  }

  /** How many requests had to be sent again because the server said so. */
  long retries() {
    return sum(PooledClient::retries);
  }

  private long sum(ToLongFunction<PooledClient> figure) {
    return apiServers.stream().mapToLong(figure).sum();
  }

  @Override
  public void close() throws IOException {
    for (PooledClient apiServer : apiServers) {
      apiServer.close();
    }
  }
}
