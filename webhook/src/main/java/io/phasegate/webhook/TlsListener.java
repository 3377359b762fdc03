package io.phasegate.webhook;

import io.phasegate.certs.CertificateBundle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.Http2ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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

  /** Room for a few reviews on their way; the protocol's 64 KiB would stop each of them. */
  private static final int STREAM_WINDOW = 1024 * 1024;

  private static final int CONNECTION_WINDOW = 4 * STREAM_WINDOW;

  /** A request line of ours has a path, and a {@code ?timeout=} at most. */
  private static final int LONGEST_REQUEST_LINE = 2048;

  private final Vertx vertx;
  private final WebhookOptions options;
  private final Routes routes;
  private final Meters meters;
  private final TlsEngine engine;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private Optional<Shown> serving = Optional.empty();

  /**
   * What a handshake depends on.
   *
   * @param clientAuthority PEM; empty when clients need no certificate
   */
  private record Shown(CertificateBundle bundle, String clientAuthority) {}

  TlsListener(Vertx vertx, WebhookOptions options, Routes routes, Meters meters) {
    this.vertx = vertx;
    this.options = options;
    this.routes = routes;
    this.meters = meters;
    this.engine = options.engine().resolved();
    log.info("TLS is computed by {}", engine == TlsEngine.NATIVE ? "BoringSSL" : "the JDK");
  }

  /**
   * Serves a bundle from the next handshake on, and looks whether the clients' authority changed;
   * opens the port if it is not open yet.
   *
   * @throws CannotListen when the address is not to be had
   * @throws RuntimeException when the TLS engine cannot use the new pair; the old one stays
   */
  synchronized void serve(CertificateBundle bundle) {
    var next = new Shown(bundle, clientAuthority());
    if (serving.isPresent() && serving.get().equals(next)) {
      return;
    }
    if (serving.isEmpty()) {
      open(next);
    } else {
      Future.all(servers.stream().map(server -> server.updateSSLOptions(tls(next))).toList())
          .await();
    }
    serving = Optional.of(next);
    meters.certificateTaken();
  }

  /** What the next handshake shows, once the port is open. */
  synchronized Optional<CertificateBundle> serving() {
    return serving.map(Shown::bundle);
  }

  /** Where it listens, once the port is open. */
  Optional<HostPort> address() {
    return servers.stream()
        .findFirst()
        .map(server -> options.listen().withPort(server.actualPort()));
  }

  /**
   * Takes no more connections, closes those that are idle at once and the others after the answer
   * that they wait for, or after the grace period. Returns before all that is done.
   */
  synchronized void beginShutdown(Duration grace) {
    servers.forEach(server -> server.shutdown(grace));
  }

  /** One acceptor for each core: a connection belongs to one event loop, and so to one core. */
  private void open(Shown shown) {
    int loops = Runtime.getRuntime().availableProcessors();
    try {
      ServerSSLOptions tls = tls(shown);
      engine.prepare(tls.getKeyCertOptions().getKeyManagerFactory(vertx));
      vertx
          .deployVerticle(() -> new Acceptor(tls), new DeploymentOptions().setInstances(loops))
          .await();
    } catch (Exception e) {
      servers.clear();
      throw new CannotListen("webhook", options.listen(), e);
    }
  }

  private String clientAuthority() {
    return switch (options.clients()) {
      case Clients.Anyone _ -> "";
      case Clients.Known(var authority, _) -> {
        try {
          yield Files.readString(authority);
        } catch (IOException e) {
          throw new UncheckedIOException("the clients' authority cannot be read", e);
        }
      }
    };
  }

  private ServerSSLOptions tls(Shown shown) {
    var tls =
        new ServerSSLOptions()
            .setKeyCertOptions(TlsIdentity.of(shown.bundle, engine))
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
            .setSslHandshakeTimeout(options.patience().handshake().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setUseAlpn(true)
            .setApplicationLayerProtocols(List.of("h2", "http/1.1"));
    if (shown.clientAuthority.isEmpty()) {
      tls.setTrustOptions(TlsIdentity.trustingNobody());
    } else {
      // Asked for, not demanded: ClientCheck says no in words, and our self-dial has none.
      tls.setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(
              new PemTrustOptions().addCertValue(Buffer.buffer(shown.clientAuthority)));
    }
    return tls;
  }

  private HttpServerConfig http() {
    var settings =
        new Http2Settings()
            .setMaxHeaderListSize(options.limits().head())
            .setMaxConcurrentStreams(options.limits().inFlight())
            .setInitialWindowSize(STREAM_WINDOW);
    return new HttpServerConfig()
        .setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
        .setHttp1Config(
            new Http1ServerConfig()
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setMaxHeaderSize(options.limits().head()))
        .setHttp2Config(
            new Http2ServerConfig()
                .setInitialSettings(settings)
                .setConnectionWindowSize(CONNECTION_WINDOW))
        .setIdleTimeout(options.patience().idle());
  }

  private final class Acceptor extends VerticleBase {

    private final ServerSSLOptions tls;

    Acceptor(ServerSSLOptions tls) {
      this.tls = tls;
    }

    @Override
    public Future<?> start() {
      Routes.Reception reception = routes.on(vertx);
      var server =
          vertx
              .httpServerBuilder()
              .with(http())
              .with(tls)
              .with(engine.options())
              .withConnectHandler(reception.connections()::opened)
              .build();
      // Clients that hang up in the middle of a handshake are everyday life (D-43).
      server.exceptionHandler(e -> {
        meters.connectionFailed();
        log.debug("a connection failed: {}", e.toString());
      });
      server.invalidRequestHandler(request -> {
        meters.malformedRequest();
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
      });
      server.requestHandler(reception.requests());
      // All acceptors share the port; a port that the system chooses has to be shared by name.
      HostPort wished = options.listen();
      var address =
          wished.port() == 0
              ? SocketAddress.sharedRandomPort(1, wished.host())
              : SocketAddress.inetSocketAddress(wished.port(), wished.host());
      return server.listen(address).onSuccess(servers::add);
    }
  }
}
