package io.phasegate.testkit.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.Leaf;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.testkit.contract.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A webhook for widgets over real TLS. It converts them, fills in {@code spec.note} with a warning,
 * refuses what is larger than 100 and deletions of what is labelled {@code keep: yes}.
 */
public final class WidgetWebhook implements AutoCloseable {

  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final char[] NO_PASSWORD = {};

  private final CertificateAuthority authority =
      CertificateAuthority.create("toys", VALIDITY, InstantSource.system());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Exchange> conversions = new CopyOnWriteArrayList<>();
  private final Map<String, UnaryOperator<JsonObject>> spoilt = new ConcurrentHashMap<>();

  public WidgetWebhook() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/convert", exchange -> answer(exchange, this::convert));
    server.createContext("/mutate", exchange -> answer(exchange, this::mutate));
    server.createContext("/validate", exchange -> answer(exchange, this::validate));
    server.start();
  }

  private SSLContext tls() throws GeneralSecurityException, IOException {
    CertificateBundle bundle =
        authority.sign(Leaf.forHosts(List.of("localhost"), VALIDITY), InstantSource.system());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("leaf", bundle.key(), NO_PASSWORD, bundle.chain().toArray(Certificate[]::new));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  public URI url() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  public String caPem() {
    return authority.pem();
  }

  /** What was asked so far, for instance {@code mutate CREATE example.com/v1}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** The last conversion as it went over the wire, for the contract's checks. */
  public Exchange lastConversion() {
    return conversions.getLast();
  }

  public void forgetCalls() {
    calls.clear();
  }

  /** Changes every answer of an endpoint from now on. */
  public void spoil(String path, UnaryOperator<JsonObject> change) {
    spoilt.put(path, change);
  }

  /** Answers as it should again. */
  public void mend() {
    spoilt.clear();
  }

  /** From now on nobody answers. */
  public void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, UnaryOperator<JsonObject> endpoint)
      throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      JsonObject review = JsonReader.readObject(sent);
      JsonObject request = review.objectAt("request").orElseThrow();
      JsonObject response = endpoint.apply(request).with("uid", request.get("uid").orElseThrow());
      JsonObject answer = review.without("request").with("response", response);
      String path = exchange.getRequestURI().getPath();
      byte[] body =
          JsonWriter.bytes(spoilt.getOrDefault(path, UnaryOperator.identity()).apply(answer));
      if (path.equals("/convert")) {
        conversions.add(new Exchange(sent, 200, "application/json", body));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (MalformedJson e) {
      throw new IOException(e);
    }
  }

  private JsonObject convert(JsonObject request) {
    String desired = request.textAt("desiredAPIVersion").orElseThrow();
    List<JsonObject> converted =
        request.get("objects").flatMap(Json::asArray).orElseThrow().items().stream()
            .map(object -> converted(object.asObject().orElseThrow(), desired))
            .toList();
    return JsonObject.of("result", JsonObject.of("status", Json.text("Success")))
        .with("convertedObjects", JsonArray.of(converted));
  }

  private JsonObject converted(JsonObject object, String desired) {
    calls.add("convert " + version(object) + " to " + desired);
    JsonObject spec = object.objectAt("spec").orElse(JsonObject.empty());
    String from = desired.endsWith("v2") ? "size" : "width";
    String to = desired.endsWith("v2") ? "width" : "size";
    var size = spec.get(from);
    JsonObject moved = size.isPresent() ? spec.without(from).with(to, size.get()) : spec;
    return object.with("apiVersion", Json.text(desired)).with("spec", moved);
  }

  private static String version(JsonObject object) {
    return object.textAt("apiVersion").orElseThrow();
  }

  private JsonObject mutate(JsonObject request) {
    JsonObject allowed = JsonObject.of("allowed", Json.Bool.TRUE);
    JsonObject object = reviewed("mutate", request);
    if (object.at("spec.note").isPresent() || request.objectAt("object").isEmpty()) {
      return allowed;
    }
    String patch = "[{\"op\":\"add\",\"path\":\"/spec/note\",\"value\":\"filled in\"}]";
    String base64 = Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8));
    return allowed
        .with("patchType", Json.text("JSONPatch"))
        .with("patch", Json.text(base64))
        .with("warnings", Json.array(Json.text("spec.note was empty – \"filled in\" is there")));
  }

  private JsonObject validate(JsonObject request) {
    JsonObject object = reviewed("validate", request);
    String field = version(object).endsWith("v2") ? "spec.width" : "spec.size";
    boolean large =
        object.at(field).orElse(Json.Null.NULL) instanceof Json.Num(var text)
            && Long.parseLong(text) > 100;
    boolean deleted = request.textAt("operation").orElseThrow().equals("DELETE");
    if (deleted && object.at(Path.of("metadata.labels.keep")).isPresent()) {
      return refused(403, "Forbidden", "metadata.labels", "it is labelled to be kept");
    }
    return large
        ? refused(422, "Invalid", field, field + ": must be at most 100")
        : JsonObject.of("allowed", Json.Bool.TRUE);
  }

  private JsonObject reviewed(String webhook, JsonObject request) {
    JsonObject object =
        request.objectAt("object").or(() -> request.objectAt("oldObject")).orElseThrow();
    calls.add(webhook + " " + request.textAt("operation").orElseThrow() + " " + version(object));
    return object;
  }

  private static JsonObject refused(int code, String reason, String field, String message) {
    JsonObject cause = JsonObject.of("field", Json.text(field)).with("message", Json.text(message));
    JsonObject status =
        JsonObject.of("status", Json.text("Failure"))
            .with("code", Json.Num.of(code))
            .with("reason", Json.text(reason))
            .with("message", Json.text(message))
            .with("details", JsonObject.of("causes", Json.array(cause)));
    return JsonObject.of("allowed", Json.Bool.FALSE).with("status", status);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
