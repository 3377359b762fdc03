package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.newAuthority;
import static io.phasegate.webhook.Scene.newPair;
import static io.phasegate.webhook.Scene.patiently;
import static io.phasegate.webhook.Scene.testing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.certs.DirectoryCertificateSource;
import io.phasegate.conversion.review.ReviewAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From start to end: ruling 14. */
class LifeTest {

  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path directory;

  @Test
  void D02_healthPortOpensFirst() throws Exception {
    try (var source = DirectoryCertificateSource.watch(directory, NEVER);
        var scene = Scene.start(newAuthority(), source, UnaryOperator.identity())) {
      var address = scene.server().health();

      assertThat(scene.announced()).containsExactly("listening health " + address);
      assertThat(scene.server().webhook()).isEmpty();
      assertThat(scene.health("/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readinessIsToldWhateverTheQueryIs() throws Exception {
    try (var scene = Scene.ready();
        var socket = new Socket(InetAddress.getLoopbackAddress(), scene.server().health().port())) {
      socket.setSoTimeout(10_000);

      socket
          .getOutputStream()
          .write(
              "GET /readyz?%zz HTTP/1.1\r\nHost: us\r\nConnection: close\r\n\r\n".getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("ready\n");
    }
  }

  @Test
  void notReadyWithoutCertificate() throws Exception {
    try (var source = DirectoryCertificateSource.watch(directory, NEVER);
        var scene = Scene.start(newAuthority(), source, UnaryOperator.identity())) {
      var readyz = scene.health("/readyz");

      assertThat(readyz.statusCode()).isEqualTo(503);
      assertThat(readyz.body())
          .contains("[-] certificate: " + directory + ": there is no file")
          .contains("[-] listener: the port is not open yet")
          .endsWith("not ready\n");
    }
  }

  @Test
  void theHttpsPortOpensWithTheFirstCertificate() throws Exception {
    var authority = newAuthority();
    try (var source = DirectoryCertificateSource.watch(directory, NEVER);
        var scene = Scene.start(authority, source, UnaryOperator.identity())) {
      var pair = newPair(authority);
      Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
      Files.writeString(directory.resolve("tls.key"), pair.keyPem());
      source.refresh();
      scene.awaitReady();

      assertThat(scene.announced())
          .endsWith("listening webhook 127.0.0.1:" + scene.port())
          .hasSize(2);
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readyNamesEveryConditionWhenAsked() throws Exception {
    try (var scene = Scene.ready()) {
      assertThat(scene.health("/readyz").body()).isEqualTo("ready\n");
      assertThat(scene.health("/readyz?verbose").body())
          .containsSubsequence(
              "[+] certificate: CN=localhost",
              "[+] self-test: nothing to test",
              "[+] listener: answers on 127.0.0.1:" + scene.port(),
              "[+] draining: no",
              "ready\n");
    }
  }

  @Test
  void whileStartingClientsAreToldToComeBack() throws Exception {
    var verdict = new CompletableFuture<SelfTest.Result>();
    SelfTest slow = verdict::join;
    try (var scene = Scene.start(testing(slow))) {
      var early = scene.post("/convert", "{}");
      var readyz = scene.health("/readyz");

      verdict.complete(new SelfTest.Result.Passed("took its time"));
      scene.awaitReady();
      var later = scene.post("/convert", "{}");

      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.headers().firstValue("Retry-After")).contains("1");
      assertThat(readyz.body()).contains("[-] self-test: has not ended yet");
      assertThat(later.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void warmingUpFollowsReadinessAndHoldsNobodyUp() throws Exception {
    var begun = new CompletableFuture<Boolean>();
    var never = new CompletableFuture<Void>();
    var warming =
        new SelfTest() {
          @Override
          public Result run() {
            return new Result.Passed("passed");
          }

          @Override
          public void warm() {
            begun.complete(true);
            never.join();
          }
        };
    try (var scene = Scene.ready(testing(warming))) {
      begun.join();
      var answer = scene.post("/convert", "{}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(scene.health("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatHasFailedIsNotWarmedUp() throws Exception {
    var warmed = new AtomicBoolean();
    var failing =
        new SelfTest() {
          @Override
          public Result run() {
            return new Result.Failed("no");
          }

          @Override
          public void warm() {
            warmed.set(true);
          }
        };
    try (var scene = Scene.start(testing(failing))) {
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/readyz?verbose").body())
                  .contains("[-] self-test: no", "[+] listener: answers on"));

      assertThat(warmed).isFalse();
    }
  }

  @Test
  void aFailedSelfTestIsNeverReady() throws Exception {
    SelfTest failing = () -> new SelfTest.Result.Failed("sample 3 lost spec.model");
    try (var scene = Scene.start(testing(failing))) {
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/readyz").body())
                  .contains("[-] self-test: sample 3 lost spec.model"));

      assertThat(scene.server().ready()).isFalse();
    }
  }

  /** A broken review may be the only one, or the first of all that follow: the samples tell. */
  @Test
  void selfTestIsRepeatedAfterAReviewThatBrokeSomething() throws Exception {
    var broken = new AtomicBoolean();
    SelfTest selfTest =
        () ->
            broken.get()
                ? new SelfTest.Result.Failed("sample 3 lost spec.model")
                : new SelfTest.Result.Passed("all well");
    Function<byte[], ReviewAnswer> work =
        body -> {
          broken.set(true);
          throw new IllegalStateException();
        };
    try (var scene =
        Scene.ready(options -> testing(selfTest).apply(answering(work).apply(options)))) {
      scene.post("/convert", "{}");

      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/readyz").body())
                  .contains("[-] self-test: sample 3 lost spec.model"));
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(503);

      broken.set(false);

      scene.awaitReady();
    }
  }

  @Test
  void aSelfTestThatBreaksDownHasFailed() throws Exception {
    SelfTest broken =
        () -> {
          throw new StackOverflowError();
        };
    try (var scene = Scene.start(testing(broken))) {
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/readyz").body())
                  .contains("[-] self-test: broke down with java.lang.StackOverflowError"));
    }
  }

  @Test
  void healthzAnswersWhileNotReady() throws Exception {
    SelfTest failing = () -> new SelfTest.Result.Failed("no");
    try (var scene = Scene.start(testing(failing))) {
      assertThat(scene.health("/healthz").statusCode()).isEqualTo(200);
      assertThat(scene.health("/elsewhere").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void drainFinishesInFlight() throws Exception {
    var work = new HeldWork();
    try (var scene =
            Scene.ready(options ->
                limited(Scene.limits(99, 99, 0, 9)).apply(answering(work).apply(options)));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      var inFlight =
          client.sendAsync(
              scene.review("/convert", BodyPublishers.ofString("{}")), BodyHandlers.ofString());
      work.awaitBegun();

      var closing = Thread.startVirtualThread(scene.server()::close);
      patiently().until(() -> scene.health("/readyz").statusCode() == 503);
      patiently().until(() -> !accepts(scene));
      work.letGo();
      closing.join();

      assertThat(inFlight.get().statusCode()).isEqualTo(200);
      assertThat(inFlight.get().body()).isEqualTo("{}");
    }
  }

  @Test
  void drainWaitsForABodyThatIsBeingReceived() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      Wire.send(socket, Wire.reviewHead("/convert", 2));
      patiently().until(() -> scene.health("/metrics").body().contains("flight_requests 1.0"));

      var closing = Thread.startVirtualThread(scene.server()::close);
      patiently().until(() -> !accepts(scene));
      Wire.send(socket, "{}");

      assertThat(Wire.rest(socket)).startsWith("HTTP/1.1 200 ").endsWith("{}");
      closing.join();
    }
  }

  @Test
  void drainClosesKeepAlive() throws Exception {
    try (var scene =
        Scene.ready(options -> options.withFarewell(new Farewell(NEVER, Duration.ofSeconds(20))))) {
      boolean keptBefore = scene.post("/convert", "{}").headers().map().containsKey("connection");
      var closing = Thread.startVirtualThread(scene.server()::close);
      patiently().until(() -> scene.health("/readyz").statusCode() == 503);

      var answer = scene.post("/convert", "{}");
      closing.interrupt();
      closing.join();

      assertThat(keptBefore).isFalse();
      assertThat(answer.statusCode()).as("draining answers still").isEqualTo(200);
      assertThat(answer.headers().firstValue("Connection")).contains("close");
    }
  }

  @Test
  void afterTheEndNothingListens() throws Exception {
    var scene = Scene.ready();
    int port = scene.port();

    scene.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new HostPort("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() ->
              Scene.start(options -> options.withAddresses(address, new HostPort("127.0.0.1", 0))))
          .isInstanceOf(CannotListen.class)
          .hasMessageStartingWith("webhook cannot listen on " + address + ": ");
    }
  }

  @Test
  void everyInterfaceIsDialledByLoopback() throws Exception {
    try (var scene =
        Scene.ready(options ->
            options.withAddresses(new HostPort("0.0.0.0", 0), new HostPort("127.0.0.1", 0)))) {
      assertThat(scene.health("/readyz?verbose").body())
          .contains("[+] listener: answers on 0.0.0.0:");
    }
  }

  private static boolean accepts(Scene scene) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
