package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.newAuthority;
import static io.phasegate.webhook.Scene.newPair;
import static io.phasegate.webhook.Wire.answerHead;
import static io.phasegate.webhook.Wire.head;
import static io.phasegate.webhook.Wire.isCut;
import static io.phasegate.webhook.Wire.reviewHead;
import static io.phasegate.webhook.Wire.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.DirectoryCertificateSource;
import io.phasegate.certs.FixedCertificateSource;
import io.phasegate.certs.Leaf;
import io.phasegate.conversion.review.ReviewAnswer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of transport, contract C1, that no other test has in its name. */
class ContractTest {

  private static final String SERVICE = "phasegate-webhook.phasegate-system.svc";

  @Test
  void T1_headersOfTheApiServerAreTaken() throws Exception {
    try (var scene = Scene.ready()) {
      var answer =
          scene.send(
              scene
                  .to("/convert?timeout=30s")
                  .header("Content-Type", "application/json")
                  .header("Accept", "application/json, */*")
                  .header("User-Agent", "kube-apiserver-admission")
                  .POST(BodyPublishers.ofString("{}"))
                  .build());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }
  }

  @Test
  void T3_T4_theServicesNameIsServedUnderTheBundlesAuthority() throws Exception {
    var authority = newAuthority();
    var leaf =
        authority.sign(
            Leaf.forHosts(List.of(SERVICE), Duration.ofHours(1)), InstantSource.system());
    try (var scene =
            Scene.start(authority, new FixedCertificateSource(leaf), UnaryOperator.identity());
        var socket = dial(scene, SERVICE)) {
      send(
          socket,
          head(
              "POST /convert HTTP/1.1",
              "Host: " + SERVICE,
              "Content-Type: application/json",
              "Content-Length: 0"));

      assertThat(answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void T6_anOldConnectionIsLeftAfterItsNextAnswer() throws Exception {
    try (var scene = Scene.ready(aged(Duration.ofMillis(200)));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 0));
      String young = answerHead(socket);
      Thread.sleep(Duration.ofMillis(400)); // nothing to await: an old connection stays open

      send(socket, reviewHead("/convert", 0));
      String old = answerHead(socket);

      assertThat(young).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("connection:");
      assertThat(old).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void T6_anOldConnectionOfHttp2IsLeftWithoutLosingARequest() throws Exception {
    try (var scene = Scene.ready(aged(Duration.ofMillis(50)));
        var client = scene.client(HttpClient.Version.HTTP_2)) {
      for (int i = 0; i < 20; i++) {
        var answer =
            client.send(
                scene.review("/convert", BodyPublishers.ofString("{}")), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        Thread.sleep(20); // so that the ages of several connections pass
      }
      assertThat(opened(scene)).isGreaterThan(2); // ours, the self-dial's, and those after GOAWAY
    }
  }

  @Test
  void T9_aLargeAnswerIsSentWholeAndItsLengthIsTold() throws Exception {
    byte[] large = new byte[20_000_000];
    var answer = new ReviewAnswer.Review(large, ReviewAnswer.Outcome.SUCCESS);
    try (var scene = Scene.ready(answering(_ -> answer))) {
      var got = scene.post("/convert", "{}");

      assertThat(got.headers().firstValueAsLong("Content-Length")).hasValue(large.length);
      assertThat(got.body()).hasSize(large.length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JDK"})
  void T11_theNewChainAtOnceAndOldConnectionsGoOn(TlsEngine engine, @TempDir Path directory)
      throws Exception {
    var authority = newAuthority();
    write(directory, newPair(authority));
    try (var source = DirectoryCertificateSource.watch(directory, Duration.ofDays(1));
        var scene = Scene.start(authority, source, options -> options.withEngine(engine))) {
      scene.awaitReady();
      try (var before = scene.dial()) {
        var next = newPair(authority);

        write(directory, next);
        source.refresh();
        send(before, reviewHead("/convert", 0));

        assertThat(answerHead(before)).startsWith("HTTP/1.1 200 ");
        try (var after = scene.dial()) {
          assertThat(after.getSession().getPeerCertificates()[0]).isEqualTo(next.leaf());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void T12_noMethodIsRedirected(String method) throws Exception {
    try (var scene = Scene.ready()) {
      for (String path :
          new String[] {"/", "/convert", "/convert/", "//convert", "/a/../convert"}) {
        var request =
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + scene.port() + path))
                .method(method, BodyPublishers.noBody())
                .build();

        assertThat(scene.send(request).statusCode()).as(path).isBetween(400, 499);
      }
    }
  }

  private static UnaryOperator<WebhookOptions> aged(Duration age) {
    return options -> options.withPatience(options.patience().withAge(age));
  }

  private static double opened(Scene scene) throws Exception {
    return scene
        .health("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("phasegate_webhook_connections_accepted_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  /** Tells the name (SNI) and checks it, as the API server does. */
  private static SSLSocket dial(Scene scene, String name) throws Exception {
    scene.awaitReady();
    var plain = new Socket(InetAddress.getLoopbackAddress(), scene.port());
    var named =
        (SSLSocket)
            Scene.trusting(scene.authority())
                .getSocketFactory()
                .createSocket(plain, name, scene.port(), true);
    var demands = named.getSSLParameters();
    demands.setEndpointIdentificationAlgorithm("HTTPS");
    named.setSSLParameters(demands);
    named.startHandshake();
    return named;
  }

  private static void write(Path directory, CertificateBundle pair) throws Exception {
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());
  }
}
