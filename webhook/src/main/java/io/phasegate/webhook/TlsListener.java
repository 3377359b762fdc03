package io.phasegate.webhook;

import io.phasegate.certs.CertificateBundle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS port. It opens with the first certificate, and the next handshake after a change shows
 * the new one; connections that are open go on (ruling 15, T11). Its methods block and must not be
 * called on an event loop.
 *
 * <p>HTTP/1.1 is what the API server speaks (T2); h2 is there for others.
 */
final class TlsListener {

  private static final Logger log = LoggerFactory.getLogger(TlsListener.class);

  /** Longer than the 90 s for which the API server keeps connections it does not use (T5). */
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

  private final Vertx vertx;
  private final HostPort wished;
  private final Handler<HttpServerRequest> handler;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private Optional<CertificateBundle> serving = Optional.empty();

  TlsListener(Vertx vertx, HostPort wished, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.wished = wished;
    this.handler = handler;
  }

  /**
   * Serves a bundle from the next handshake on; opens the port if it is not open yet.
   *
   * @throws CannotListen when the address is not to be had
   */
  synchronized void serve(CertificateBundle bundle) {
    if (serving.isEmpty()) {
      open(bundle);
    } else if (!serving.get().equals(bundle)) {
      Future.all(servers.stream().map(server -> server.updateSSLOptions(tls(bundle))).toList())
          .await();
    }
    serving = Optional.of(bundle);
  }

  /** What the next handshake shows, once the port is open. */
  synchronized Optional<CertificateBundle> serving() {
    return serving;
  }

  /** Where it listens, once the port is open. */
  Optional<HostPort> address() {
    return servers.stream().findFirst().map(server -> wished.withPort(server.actualPort()));
  }

  /**
   * Takes no more connections, closes those that are idle at once and the others after the answer
   * that they wait for, or after the grace period. Returns before all that is done.
   */
  synchronized void beginShutdown(Duration grace) {
    servers.forEach(server -> server.shutdown(grace));
  }

  /** One acceptor for each core: a connection belongs to one event loop, and so to one core. */
  private void open(CertificateBundle bundle) {
    int loops = Runtime.getRuntime().availableProcessors();
    try {
      vertx
          .deployVerticle(() -> new Acceptor(bundle), new DeploymentOptions().setInstances(loops))
          .await();
    } catch (Exception e) {
      servers.clear();
      throw new CannotListen("webhook", wished, e);
    }
  }

  private static ServerSSLOptions tls(CertificateBundle bundle) {
    // Content and never paths: Vert.x takes equal paths for equal certificates (D-36).
    var pair =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(bundle.chainPem()))
            .addKeyValue(Buffer.buffer(bundle.keyPem()));
    return new ServerSSLOptions()
        .setKeyCertOptions(pair)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setUseAlpn(true)
        .setApplicationLayerProtocols(List.of("h2", "http/1.1"));
  }

  private final class Acceptor extends VerticleBase {

    private final CertificateBundle bundle;

    Acceptor(CertificateBundle bundle) {
      this.bundle = bundle;
    }

    @Override
    public Future<?> start() {
      var config =
          new HttpServerConfig()
              .setVersions(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
              .setIdleTimeout(IDLE_TIMEOUT);
      var server = vertx.httpServerBuilder().with(config).with(tls(bundle)).build();
      // Clients that hang up in the middle of a handshake are everyday life (D-43).
      server.exceptionHandler(e -> log.debug("a connection failed: {}", e.toString()));
      server.requestHandler(handler);
      // All acceptors share the port; a port that the system chooses has to be shared by name.
      var address =
          wished.port() == 0
              ? SocketAddress.sharedRandomPort(1, wished.host())
              : SocketAddress.inetSocketAddress(wished.port(), wished.host());
      return server.listen(address).onSuccess(servers::add);
    }
  }
}
