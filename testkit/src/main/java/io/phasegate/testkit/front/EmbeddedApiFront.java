package io.phasegate.testkit.front;

import com.sun.net.httpserver.HttpServer;
import io.phasegate.conversion.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stage that speaks the Kubernetes API over plain HTTP on the loopback address. See the package
 * for what it offers and what it is not.
 */
public final class EmbeddedApiFront implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService requests;
  private final WebhookCaller caller;
  private final AtomicReference<Optional<Trace>> lastTrace =
      new AtomicReference<>(Optional.empty());

  private final Store store = new Store();
  private final Routing routing;
  private final KindRequests kinds;

  private EmbeddedApiFront(FrontOptions options) throws IOException {
    caller = new WebhookCaller(options.webhook(), options.caPem());
    var conversions = new Conversions(caller);
    var schemas = new Schemas(options.kinds());
    var reads = new ReadSteps(store, schemas, conversions);
    var admissions = new Admissions(caller, options.hooks());
    var writes = new WriteSteps(store, schemas, admissions, conversions, reads);
    routing = new Routing(options.kinds(), new RegisteredCrd(options.webhook(), options.caPem()));
    kinds =
        new KindRequests(
            store,
            reads,
            writes,
            trace -> {
              lastTrace.set(Optional.of(trace));
              options.listener().accept(trace);
            });
    requests = Executors.newVirtualThreadPerTaskExecutor();
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
    server.setExecutor(requests);
    server.createContext("/", new HttpShell(this::answer));
  }

  /**
   * Starts a front.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static EmbeddedApiFront start(FrontOptions options) {
    try {
      var front = new EmbeddedApiFront(options);
      front.server.start();
      return front;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the embedded front cannot listen on port " + options.port(), e);
    }
  }

  /** Where it listens, for instance {@code http://127.0.0.1:34567}. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  /** What happened on the last write to a registered kind; empty before the first. */
  public Optional<Trace> lastTrace() {
    return lastTrace.get();
  }

  private Reply answer(ApiRequest request) {
    return switch (routing.of(request.path())) {
      case Routing.ToKind(var target) -> kinds.answer(request, target);
      case Routing.ToDiscovery(var document) when request.method().equals("GET") ->
          Reply.Whole.of(200, document, List.of());
      case Routing.ToDiscovery _ -> Reply.Whole.of(ApiStatus.methodNotAllowed(), List.of());
      case Routing.Nowhere() -> Reply.Whole.of(ApiStatus.noSuchResource(), List.of());
      case Routing.ToStore() -> passed(request);
    };
  }

  /** Other kinds: unchanged, but for what the mock does not have. */
  private Reply passed(ApiRequest request) {
    try {
      return request.isWatch()
          ? new Reply.Watching(
              WatchStream.of(
                  store, request, request.path() + request.selectors(), object -> object),
              List.of())
          : whole(request.isApply() ? applied(request) : passedOn(request));
    } catch (Refused e) {
      return Reply.Whole.of(e.status(), List.of());
    }
  }

  private Store.Answer passedOn(ApiRequest request) {
    return store.pass(
        request.method(), request.pathAndQuery(), request.contentType(), request.body());
  }

  /** Apply is an upsert here as well: merged over what is there, created when nothing is. */
  private Store.Answer applied(ApiRequest request) throws Refused {
    byte[] object = JsonWriter.bytes(request.object());
    Store.Answer merged =
        store.pass("PATCH", request.path(), "application/merge-patch+json", object);
    return merged.code() == 404
        ? store.pass("POST", request.path().replaceFirst("/[^/]+$", ""), "application/json", object)
        : merged;
  }

  private static Reply whole(Store.Answer answer) {
    return new Reply.Whole(answer.code(), answer.body(), List.of());
  }

  /** Ends every request, watches too. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
    caller.close();
  }
}
