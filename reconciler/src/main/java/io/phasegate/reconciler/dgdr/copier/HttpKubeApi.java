package io.phasegate.reconciler.dgdr.copier;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The API server over HTTPS, as the pod's service account. */
public final class HttpKubeApi implements KubeApi {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** An answer of ours is a pod or a ConfigMap. */
  private static final int LARGEST_ANSWER = 4 << 20;

  private final URI server;
  private final Path tokenFile;
  private final HttpClient http;

  private HttpKubeApi(URI server, Path tokenFile, HttpClient http) {
    this.server = server;
    this.tokenFile = tokenFile;
    this.http = http;
  }

  /**
   * @param server for instance {@code https://10.96.0.1:443}
   * @param tokenFile read anew for each request, because the kubelet renews it
   * @param caFile the certificates to trust, as PEM
   * @throws IOException when the certificates cannot be read
   */
  public static HttpKubeApi to(URI server, Path tokenFile, Path caFile) throws IOException {
    // Without an executor of its own the client keeps a pool of threads, each with a stack.
    Executor here = Runnable::run;
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .executor(here)
            .sslContext(trusting(caFile))
            .build();
    return new HttpKubeApi(server, tokenFile, http);
  }

  @Override
  public Answer get(String path) throws InterruptedException {
    return send("GET", path, new byte[0]);
  }

  @Override
  public Answer put(String collection, String name, JsonObject object)
      throws InterruptedException {
    byte[] body = JsonWriter.bytes(object);
    return switch (send("PUT", collection + "/" + name, body)) {
      case Answer.NotFound _ ->
          switch (send("POST", collection, body)) {
            case Answer.NotFound _ -> new Answer.NotNow("there is no place for " + name);
            case Answer answer -> answer;
          };
      case Answer answer -> answer;
    };
  }

  private Answer send(String method, String path, byte[] body) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(server.resolve(path))
              .timeout(LIMIT)
              .header("Authorization", "Bearer " + Files.readString(tokenFile).strip())
              .header("Accept", "application/json")
              .header("Content-Type", "application/json")
              .header("User-Agent", "phasegate-copy-output")
              .method(
                  method,
                  body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
              .build();
      return answer(http.send(request, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      return new Answer.NotNow("the API server did not answer: " + e);
    }
  }

  private static Answer answer(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes(LARGEST_ANSWER);
      JsonObject object = JsonReader.readObject(body);
      int code = response.statusCode();
      String why =
          "HTTP %d: %s".formatted(code, object.textAt("message").orElse("no reason was given"));
      return switch (code) {
        case 200, 201, 202 -> new Answer.Done(object);
        case 404 -> new Answer.NotFound();
        case 400, 413, 422 -> new Answer.Refused(why);
        default -> new Answer.NotNow(why);
      };
    } catch (MalformedJson e) {
      return new Answer.NotNow(
          "HTTP %d, and what came is no JSON: %s".formatted(response.statusCode(), e.getMessage()));
    }
  }

  private static SSLContext trusting(Path caFile) throws IOException {
    try (InputStream pem = Files.newInputStream(caFile)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + number++, ca);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(caFile + " holds no certificates: " + e.getMessage(), e);
    }
  }
}
