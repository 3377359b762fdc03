package io.phasegate.reconciler.adapter;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Answers in an API server's place whatever a test wants, to a client as ours is. */
final class StandInServer implements AutoCloseable {

  private final HttpServer server;
  final KubernetesClient client;

  StandInServer(HttpHandler answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", answer);
    server.start();
    client =
        ClusterClient.of(
            new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withRequestRetryBackoffLimit(0)
                .build());
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
