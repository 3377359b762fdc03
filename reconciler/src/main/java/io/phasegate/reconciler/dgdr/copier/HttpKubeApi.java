package io.phasegate.reconciler.dgdr.copier;

import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The API server over HTTPS, as the pod's service account. By the oldest of the JDK's clients: it
 * needs no threads of its own and less memory than the newer one.
 */
public final class HttpKubeApi implements KubeApi {

  private static final int LIMIT_MILLIS = 30_000;

  /** An answer that is read is a pod or a refusal. */
  private static final int LARGEST_ANSWER = 4 << 20;

  /** What is told of a profiler at work has hundreds of bytes; a result makes its own room. */
  private static final int SMALL_BODY = 2 << 10;

  private final URI server;
  private final Path tokenFile;
  private final SSLSocketFactory tls;

  private HttpKubeApi(URI server, Path tokenFile, SSLSocketFactory tls) {
    this.server = server;
    this.tokenFile = tokenFile;
    this.tls = tls;
  }

  /**
   * A client for one server.
   *
   * @param server for instance {@code https://10.96.0.1:443}
   * @param tokenFile read anew for each request, because the kubelet renews it
   * @param caFile the certificates to trust, as PEM
   * @throws IOException when the certificates cannot be read
   */
  public static HttpKubeApi to(URI server, Path tokenFile, Path caFile) throws IOException {
    return new HttpKubeApi(server, tokenFile, trusting(caFile).getSocketFactory());
  }

  @Override
  public Answer get(String path) {
    return send("GET", path, JsonBytes.of(new byte[0]));
  }

  @Override
  public Answer put(String collection, String name, JsonObject object) {
    var body = new JsonBytes(SMALL_BODY);
    JsonWriter.write(object, body);
    return switch (send("PUT", collection + "/" + name, body)) {
      case Answer.NotFound _ ->
          switch (send("POST", collection, body)) {
            case Answer.NotFound _ -> new Answer.NotNow("there is no place for " + name);
            case Answer answer -> answer;
          };
      case Answer answer -> answer;
    };
  }

  private Answer send(String method, String path, JsonBytes body) {
    try {
      var http = (HttpURLConnection) server.resolve(path).toURL().openConnection();
      if (http instanceof HttpsURLConnection https) {
        https.setSSLSocketFactory(tls);
      }
      http.setConnectTimeout(LIMIT_MILLIS);
      http.setReadTimeout(LIMIT_MILLIS);
      http.setRequestMethod(method);
      http.setRequestProperty("Authorization", "Bearer " + Files.readString(tokenFile).strip());
      http.setRequestProperty("Accept", "application/json");
      http.setRequestProperty("User-Agent", "phasegate-copy-output");
      if (body.size() > 0) {
        http.setDoOutput(true);
        http.setFixedLengthStreamingMode(body.size());
        http.setRequestProperty("Content-Type", "application/json");
        try (var out = Channels.newChannel(http.getOutputStream())) {
          for (ByteBuffer part : body.parts()) {
            out.write(part);
          }
        }
      }
      return answer(method, http);
    } catch (IOException e) {
      return new Answer.NotNow("the API server did not answer: " + e);
    }
  }

  private static Answer answer(String method, HttpURLConnection http) throws IOException {
    int code = http.getResponseCode();
    if (code < 300 && !method.equals("GET")) {
      return written(http);
    }
    try (InputStream in = code < 400 ? http.getInputStream() : http.getErrorStream()) {
      JsonObject object =
          in == null ? JsonObject.empty() : JsonReader.readObject(in.readNBytes(LARGEST_ANSWER));
      String why =
          "HTTP %d: %s".formatted(code, object.textAt("message").orElse("no reason was given"));
      return switch (code) {
        case 200 -> new Answer.Done(object);
        case 404 -> new Answer.NotFound();
        case 400, 413, 422 -> new Answer.Refused(why);
        default -> new Answer.NotNow(why);
      };
    } catch (MalformedJson e) {
      return new Answer.NotNow(
          "HTTP %d, and what came is no JSON: %s".formatted(code, e.getMessage()));
    }
  }

  /** What was written comes back whole, a megabyte it may be, and we know it already. */
  private static Answer written(HttpURLConnection http) throws IOException {
    try (InputStream in = http.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
      return new Answer.Done(JsonObject.empty());
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
