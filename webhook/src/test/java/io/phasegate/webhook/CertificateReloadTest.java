package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.newAuthority;
import static io.phasegate.webhook.Scene.newPair;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.DirectoryCertificateSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that change under a running server: ruling 15. */
class CertificateReloadTest {

  @TempDir Path directory;

  private final CertificateAuthority authority = newAuthority();
  private final CertificateBundle before = newPair(authority);
  private final CertificateBundle after = newPair(authority);

  @Test
  void D35_D36_reloadServesNewChainOnNextHandshake() throws Exception {
    try (var source = mounted();
        var scene = Scene.start(authority, source, UnaryOperator.identity())) {
      var shownBefore = shown(scene);

      write(after.chainPem(), after.keyPem());
      source.refresh();

      assertThat(shownBefore).isEqualTo(before.leaf());
      assertThat(shown(scene)).isEqualTo(after.leaf());
    }
  }

  @Test
  void theReadinessProbeFollowsTheNewChain() throws Exception {
    try (var source = mounted();
        var scene = Scene.start(authority, source, UnaryOperator.identity())) {
      scene.awaitReady();

      write(after.chainPem(), after.keyPem());
      source.refresh();
      scene.awaitReady();

      assertThat(scene.health("/readyz?verbose").body())
          .contains("[+] certificate: " + after.describe())
          .contains("[+] listener: answers on 127.0.0.1:" + scene.port());
    }
  }

  @Test
  void badPairKeepsOld() throws Exception {
    try (var source = mounted();
        var scene = Scene.start(authority, source, UnaryOperator.identity())) {
      scene.awaitReady();

      write(after.chainPem(), before.keyPem());
      source.refresh();

      assertThat(shown(scene)).isEqualTo(before.leaf());
      var readyz = scene.health("/readyz?verbose");
      assertThat(readyz.statusCode()).isEqualTo(200);
      assertThat(readyz.body())
          .contains("[+] certificate: " + before.describe() + "; a newer one was refused: ")
          .contains("the key does not belong to the certificate");
    }
  }

  @Test
  void connectionsThatAreOpenGoOn() throws Exception {
    var work = new HeldWork();
    try (var source = mounted();
        var scene =
            Scene.start(
                authority,
                source,
                options ->
                    limited(Scene.limits(99, 99, 0, 9)).apply(answering(work).apply(options)));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      scene.awaitReady();
      var inFlight =
          client.sendAsync(
              scene.review("/convert", BodyPublishers.ofString("{}")), BodyHandlers.ofString());
      work.awaitBegun();

      write(after.chainPem(), after.keyPem());
      source.refresh();
      work.letGo();

      assertThat(inFlight.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void http2IsStillOfferedAfterAReload() throws Exception {
    try (var source = mounted();
        var scene = Scene.start(authority, source, UnaryOperator.identity())) {
      scene.awaitReady();
      write(after.chainPem(), after.keyPem());
      source.refresh();

      try (var client = scene.client(HttpClient.Version.HTTP_2)) {
        var answer =
            client.send(
                scene.review("/convert", BodyPublishers.ofString("{}")), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      }
    }
  }

  private static Certificate shown(Scene scene) throws Exception {
    try (var socket = scene.dial()) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** A source that has the first pair, and looks again only when told to. */
  private DirectoryCertificateSource mounted() throws Exception {
    write(before.chainPem(), before.keyPem());
    return DirectoryCertificateSource.watch(directory, Duration.ofDays(1));
  }

  private void write(String chain, String key) throws Exception {
    Files.writeString(directory.resolve("tls.crt"), chain);
    Files.writeString(directory.resolve("tls.key"), key);
  }
}
