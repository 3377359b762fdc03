package io.phasegate.testkit.front;

import io.phasegate.certs.MalformedPem;
import io.phasegate.certs.Pem;
import io.phasegate.testkit.contract.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Posts reviews as an API server does: HTTP/1.1 over TLS (T2), trusting the given authorities alone
 * (T4), with the deadline in the query (T10), and again where the answer asks for it (T7).
 */
final class WebhookCaller implements AutoCloseable {

  private static final int MAX_RETRIES = 10;
  private static final int SHOWN_TO_PEOPLE = 2048;

  /** The call led to no review. The message reads as the tail of the API server's sentence. */
  static final class CallFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    CallFailed(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private final URI webhook;
  private final HttpClient client;

  WebhookCaller(URI webhook, String caPem) {
    this.webhook = webhook;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(trusting(caPem))
            .build();
  }

  private static SSLContext trusting(String caPem) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (X509Certificate authority : Pem.certificates(caPem)) {
        trusted.setCertificateEntry("authority-" + trusted.size(), authority);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (MalformedPem | GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("caPem holds no authority to trust: " + e.getMessage(), e);
    }
  }

  /**
   * Posts one review.
   *
   * @param path under the webhook's address
   * @param review UTF-8 JSON
   * @param timeout for all of it, retries too
   * @return an answer with HTTP status 200
   */
  Exchange post(String path, byte[] review, Duration timeout) throws CallFailed {
    URI url = webhook.resolve(path + "?timeout=" + timeout.toSeconds() + "s");
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int retries = 0; ; retries++) {
      HttpResponse<byte[]> response = send(url, review, deadline);
      Optional<Duration> pause = retries < MAX_RETRIES ? retryAfter(response) : Optional.empty();
      if (pause.isEmpty() || System.nanoTime() + pause.get().toNanos() > deadline) {
        return checked(Exchange.of(review, response));
      }
      pause(pause.get());
    }
  }

  private HttpResponse<byte[]> send(URI url, byte[] review, long deadline) throws CallFailed {
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(left)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, */*")
            .header("User-Agent", "kube-apiserver-admission")
            .POST(HttpRequest.BodyPublishers.ofByteArray(review))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new CallFailed("Post \"%s\": %s".formatted(url, cause(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailed("Post \"%s\": context canceled".formatted(url));
    }
  }

  /** The JDK often says nothing but a class; its name in words is better than null. */
  private static String cause(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (message != null && !message.isBlank()) {
        return message;
      }
    }
    return e.getClass()
        .getSimpleName()
        .replaceFirst("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    boolean curable = response.statusCode() == 429 || response.statusCode() >= 500;
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> curable && text.matches("[0-9]{1,4}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static void pause(Duration pause) throws CallFailed {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailed("context canceled");
    }
  }

  /** People see a little of the body for some codes and a fixed phrase for the others (T8). */
  private static Exchange checked(Exchange exchange) throws CallFailed {
    int status = exchange.status();
    if (status == 200) {
      return exchange;
    }
    boolean shown =
        exchange.contentType().startsWith("text/")
            && (status == 403
                || status == 406
                || status == 415
                || (status >= 500 && status != 503 && status != 504));
    if (!shown) {
      throw new CallFailed(
          status == 503
              ? "the server is currently unable to handle the request"
              : "the server answered with HTTP status %d".formatted(status));
    }
    byte[] body = exchange.answer();
    throw new CallFailed(
        new String(body, 0, Math.min(body.length, SHOWN_TO_PEOPLE), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
