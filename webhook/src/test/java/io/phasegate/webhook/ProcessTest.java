package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.newAuthority;
import static io.phasegate.webhook.Scene.newPair;
import static io.phasegate.webhook.Scene.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.certs.CertificateAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process begins and ends, seen from outside. */
class ProcessTest {

  private final CertificateAuthority authority = newAuthority();

  private final Process process;
  private final BufferedReader output;

  ProcessTest(@TempDir Path directory) throws IOException {
    var pair = newPair(authority);
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                WebhookProcess.class.getName(),
                directory.toString(),
                TlsEngine.JDK.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = process.inputReader(UTF_8);
  }

  @AfterEach
  void leaveNoProcessBehind() {
    process.destroyForcibly();
  }

  @Test
  void theFirstLinesTellThePorts() throws Exception {
    assertThat(output.readLine()).matches("listening health 127\\.0\\.0\\.1:[1-9][0-9]*");
    assertThat(output.readLine()).matches("listening webhook 127\\.0\\.0\\.1:[1-9][0-9]*");
  }

  /**
   * A handshake costs the server many times what it costs a client. BoringSSL takes none anyway.
   */
  @Test
  void noClientBeginsAnotherHandshake() throws Exception {
    output.readLine();
    HostPort webhook = HostPort.parse(address(output.readLine()));
    try (var socket =
        (SSLSocket)
            Scene.trusting(authority)
                .getSocketFactory()
                .createSocket(webhook.host(), webhook.port())) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();

      socket.startHandshake();

      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void onSigtermItFinishesItsWorkAndEndsWithExitCode0() throws Exception {
    String health = address(output.readLine());
    String webhook = address(output.readLine());
    try (var client = HttpClient.newBuilder().sslContext(Scene.trusting(authority)).build()) {
      var readyz = HttpRequest.newBuilder(URI.create("http://" + health + "/readyz")).build();
      patiently().until(() -> status(client, readyz) == 200);
      var review =
          HttpRequest.newBuilder(URI.create("https://" + webhook + "/convert"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      var inFlight = client.sendAsync(review, BodyHandlers.ofString());
      assertThat(output.readLine()).isEqualTo("working");

      // By its handle, since Process.destroy would close the streams as well.
      process.toHandle().destroy();
      patiently().until(() -> status(client, readyz) == 503);
      process.outputWriter().append('\n').flush();

      assertThat(inFlight.get().statusCode()).isEqualTo(200);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }

  private static int status(HttpClient client, HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String address(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }
}
