package io.phasegate.testkit.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The Kubernetes API as it goes over the wire: paths, content types and JSON, for a real API server
 * and for the embedded front alike. Immutable, for any number of threads.
 *
 * <p>Paths are absolute and with their query, for instance {@code
 * /apis/nvidia.com/v1beta1/namespaces/default/dynamographdeploymentrequests?limit=5}. An answer is
 * an answer whatever its status; only what kept one from coming is an {@link IOException}.
 */
public final class ApiClient {

  /** For create and replace. */
  public static final String JSON = "application/json";

  /** RFC 7386. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** RFC 6902. */
  public static final String JSON_PATCH = "application/json-patch+json";

  /** Server-side apply; JSON is YAML too. */
  public static final String APPLY_PATCH = "application/apply-patch+yaml";

  /** Longer than an admission or conversion webhook may take. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http;
  private final Map<String, String> headers;

  private ApiClient(URI server, HttpClient http, Map<String, String> headers) {
    this.server = server;
    this.http = http;
    this.headers = Map.copyOf(headers);
  }

  /**
   * A client without credentials.
   *
   * @param server for instance {@code https://127.0.0.1:6443}
   * @param trustPem the certificates to trust, one or more; empty for plain HTTP
   */
  public static ApiClient to(URI server, String trustPem) {
    HttpClient.Builder http =
        HttpClient.newBuilder()
            // One request after the other on a connection, so that the server's restart can break
            // no more than one of them.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    if (!trustPem.isEmpty()) {
      http.sslContext(trusting(trustPem));
    }
    return new ApiClient(server, http.build(), Map.of());
  }

  /** The same client as the user of a bearer token. */
  public ApiClient withToken(String token) {
    return withHeader("Authorization", "Bearer " + token);
  }

  /** The same client under a name that audit logs show. */
  public ApiClient withUserAgent(String name) {
    return withHeader("User-Agent", name);
  }

  private ApiClient withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiClient(server, http, more);
  }

  /** Reads an object or a list. */
  public ApiResponse get(String path) throws IOException {
    return send(request(path).GET());
  }

  /** Creates an object in a collection. */
  public ApiResponse create(String path, JsonObject object) throws IOException {
    return send("POST", path, JSON, JsonWriter.bytes(object));
  }

  /** Replaces an object. */
  public ApiResponse replace(String path, JsonObject object) throws IOException {
    return send("PUT", path, JSON, JsonWriter.bytes(object));
  }

  /** Applies an object on the server's side; conflicts come back as 409. */
  public ApiResponse apply(String path, String fieldManager, JsonObject object) throws IOException {
    String query =
        (path.contains("?") ? "&" : "?")
            + "fieldManager="
            + URLEncoder.encode(fieldManager, StandardCharsets.UTF_8);
    return send("PATCH", path + query, APPLY_PATCH, JsonWriter.bytes(object));
  }

  /** Changes an object by a patch of the given content type. */
  public ApiResponse patch(String path, String contentType, String patch) throws IOException {
    return send("PATCH", path, contentType, patch.getBytes(StandardCharsets.UTF_8));
  }

  /** Deletes an object or a collection. */
  public ApiResponse delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  /** Sends a body as it is, for instance one that is no JSON. */
  public ApiResponse send(String method, String path, String contentType, byte[] body)
      throws IOException {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT).header("Accept", JSON);
    headers.forEach(request::header);
    return request;
  }

  private ApiResponse send(HttpRequest.Builder request) throws IOException {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      return new ApiResponse(answer.statusCode(), answer.headers(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + server);
    }
  }

  /** A context that trusts these certificates and no others. */
  static SSLContext trusting(String pem) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var bytes = new ByteArrayInputStream(pem.getBytes(US_ASCII));
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
        store.setCertificateEntry("trusted-" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("these are no certificates to trust", e);
    }
  }
}
