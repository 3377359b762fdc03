package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.answeringAll;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.limits;
import static io.phasegate.webhook.Scene.patiently;
import static io.phasegate.webhook.Wire.reviewHead;
import static io.phasegate.webhook.Wire.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.review.ReviewAnswer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** More work than can be done, and work that nobody waits for any more. */
class OverloadTest {

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void T7_bodiesThatFindNoRoomAreToldToComeBack() throws Exception {
    var work = new HeldWork();
    try (var scene = scene(work, limits(1_000, 1_000, 0, 9).withInFlight(9, 1_000));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      var first = post(scene, client, "/convert", "x".repeat(600));
      work.awaitBegun();

      var second = scene.post("/convert", "y".repeat(600));
      work.letGo();

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(scene.post("/convert", "z".repeat(600)).statusCode())
          .as("the room is given back")
          .isEqualTo(200);
    }
  }

  @Test
  void whatIsOnlyAnnouncedTakesNoRoom() throws Exception {
    try (var scene = Scene.ready(limited(limits(9, 1_000, 0, 9).withInFlight(9, 1_000)));
        var socket = scene.dial()) {
      send(socket, reviewHead("/convert", 1_000));
      patiently()
          .until(() -> scene.health("/metrics").body().contains("webhook_in_flight_requests 1.0"));

      assertThat(scene.post("/convert", "x".repeat(900)).statusCode()).isEqualTo(200);
    }
  }

  /** All of them at once: the places are for those whose body is here. */
  @Test
  void headsWithoutBodiesTakeNobodysPlace() throws Exception {
    int places = 8;
    try (var scene = Scene.ready(limited(limits(9, 9, 0, places)))) {
      List<SSLSocket> silent = sendHeads(scene, 2 * places);

      var answer = scene.post("/convert", "{}");
      for (var socket : silent) {
        socket.close();
      }

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void T7_headsWithoutEndAreToldToComeBack() throws Exception {
    try (var scene = Scene.ready(limited(limits(9, 9, 0, 1)))) {
      List<SSLSocket> silent = sendHeads(scene, 16);

      var oneMore = scene.post("/convert", "{}");
      for (var socket : silent) {
        socket.close();
      }

      assertThat(oneMore.statusCode()).isEqualTo(503);
      assertThat(oneMore.headers().firstValue("Retry-After")).contains("1");
      patiently().until(() -> scene.post("/convert", "{}").statusCode() == 200);
    }
  }

  /** Each on a connection of its own, with a body announced that does not come. */
  private static List<SSLSocket> sendHeads(Scene scene, int heads) throws Exception {
    List<SSLSocket> silent = new ArrayList<>();
    for (int i = 0; i < heads; i++) {
      var socket = scene.dial();
      silent.add(socket);
      send(socket, reviewHead("/convert", 9));
    }
    patiently()
        .until(
            () -> scene.health("/metrics").body().contains("in_flight_requests " + heads + ".0"));
    return silent;
  }

  @Test
  void whatTheEventLoopAnswersWaitsBehindNoLargeBody() throws Exception {
    var work = new HeldWork();
    Function<byte[], ReviewAnswer> largeOnesAreHeld =
        body -> body.length > 9 ? work.apply(body) : Scene.ECHO.apply(body);
    try (var scene = scene(largeOnesAreHeld, limits(99, 99, 9, 1));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      var large = post(scene, client, "/convert", "x".repeat(10));
      work.awaitBegun();

      assertThat(scene.post("/validate", "{}").statusCode()).isEqualTo(200);
      work.letGo();
      assertThat(large.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatCouldNeverFindRoomIsTooLarge() throws Exception {
    try (var scene = Scene.ready(limited(limits(9, 5_000, 0, 9).withInFlight(9, 1_000)))) {
      assertThat(scene.post("/convert", "x".repeat(1_001)).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void theUsualRoomIsWhatTheHeapCanCarry() {
    long heap = 600L * 1024 * 1024;

    var limits = Limits.forHeap(heap);

    assertThat(limits.inFlightBytes()).isEqualTo(100L * 1024 * 1024);
    assertThat(limits.fitting(limits.conversionBody())).isEqualTo(96 * 1024 * 1024);
    assertThat(Limits.forHeap(heap / 2).fitting(limits.conversionBody()))
        .isEqualTo(50 * 1024 * 1024);
  }

  @Test
  void T7_whoWaitsTooLongForItsTurnIsToldToComeBack() throws Exception {
    var work = new HeldWork();
    try (var scene = scene(work, limits(99, 99, 0, 99).withQueueTime(Duration.ofMillis(200)));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      List<CompletableFuture<HttpResponse<String>>> atWork = new ArrayList<>();
      for (int i = 0; i < CORES; i++) {
        atWork.add(post(scene, client, "/convert", "{}"));
      }
      work.awaitBegun(CORES);

      var late = scene.post("/convert", "{}");
      work.letGo();

      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Retry-After")).contains("1");
      for (var answer : atWork) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      assertThat(work.begun()).as("what was told to come back is not begun").isEqualTo(CORES);
    }
  }

  @Test
  void T10_whatNobodyWaitsForIsNotBegun() throws Exception {
    var work = new HeldWork();
    try (var scene = scene(work, limits(99, 99, 0, 99));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      for (int i = 0; i < CORES; i++) {
        var _ = post(scene, client, "/convert", "{}");
      }
      work.awaitBegun(CORES);

      var late = scene.post("/convert?timeout=200ms", "{}");
      work.letGo();
      patiently()
          .until(() -> scene.health("/metrics").body().contains("webhook_in_flight_requests 0.0"));

      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(work.begun()).isEqualTo(CORES);
    }
  }

  @Test
  void T10_aBatchStopsWhenItsTimeIsOver() throws Exception {
    var converted = new AtomicInteger();
    try (var scene =
        Scene.ready(
            options -> limited(limits(99, 99, 0, 9)).apply(endlessly(converted).apply(options)))) {
      var answer = scene.post("/convert?timeout=300ms", "{}");

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(converted).hasPositiveValue();
      assertThat(scene.health("/metrics").body())
          .contains("rejected_total{cause=\"deadline\",endpoint=\"convert\"} 1.0");
    }
  }

  @Test
  void T10_theClientHearsInTimeOfWorkThatDoesNotNotice() throws Exception {
    var work = new HeldWork();
    try (var scene = scene(work, limits(99, 99, 0, 9));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      var answer = post(scene, client, "/convert?timeout=300ms", "{}");
      work.awaitBegun(1);

      assertThat(answer.get().statusCode()).isEqualTo(504);
      assertThat(scene.health("/metrics").body())
          .as("what it holds is held until it ends")
          .contains("webhook_in_flight_requests 1.0");

      work.letGo();
      patiently()
          .until(() -> scene.health("/metrics").body().contains("webhook_in_flight_requests 0.0"));
    }
  }

  /** Which hears of nothing meanwhile, and so the work itself looks at the clock. */
  @Test
  void T10_workOnTheEventLoopStopsWhenItsTimeIsOver() throws Exception {
    var converted = new AtomicInteger();
    try (var scene =
        Scene.ready(options ->
            limited(limits(99, 99, 64 * 1024, 9)).apply(endlessly(converted).apply(options)))) {
      var answer = scene.post("/convert?timeout=300ms", "{}");

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(converted).hasPositiveValue();
    }
  }

  @Test
  void T10_ourOwnKindsStopInsideAnObject() {
    Reviews reviews = AllKinds.with(Settings.standard()).reviews();
    byte[] conversion =
        """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
         "request": {"uid": "u", "desiredAPIVersion": "nvidia.com/v1beta1", "objects": [
          {"apiVersion": "nvidia.com/v1alpha1", "kind": "DynamoGraphDeploymentRequest",
           "metadata": {"name": "a"}, "spec": {"model": "m"}}]}}
        """
            .getBytes(UTF_8);
    byte[] write =
        """
        {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
         "request": {"uid": "u", "operation": "CREATE", "object":
          {"apiVersion": "nvidia.com/v1alpha1", "kind": "DynamoGraphDeploymentRequest",
           "metadata": {"name": "a"}, "spec": {"model": "m"}}}}
        """
            .getBytes(UTF_8);
    var between = new AtomicInteger();
    Demand fromTheSecondQuestionOn = () -> between.incrementAndGet() < 2;

    assertThatThrownBy(() -> reviews.convert().apply(conversion, fromTheSecondQuestionOn))
        .isInstanceOf(Demand.Ended.class);
    assertThatThrownBy(() -> reviews.validate().apply(write, () -> false))
        .isInstanceOf(Demand.Ended.class);
  }

  @Test
  void T10_aBatchStopsWhenItsClientHangsUp() throws Exception {
    var converted = new AtomicInteger();
    try (var scene =
        Scene.ready(
            options -> limited(limits(99, 99, 0, 9)).apply(endlessly(converted).apply(options)))) {
      try (var socket = scene.dial()) {
        send(socket, reviewHead("/convert", 2));
        send(socket, "{}");
        patiently().until(() -> converted.get() > 0);
      }

      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("webhook_in_flight_requests 0.0")
                  .contains("requests_total{endpoint=\"convert\",result=\"aborted\"} 1.0"));
    }
  }

  @Test
  void T10_aTimeThatCannotBeReadIsAsGoodAsNone() throws Exception {
    try (var scene = Scene.ready()) {
      for (String timeout : new String[] {"", "soon", "-1s", "0s", "1e9s", "99999h", "%FF"}) {
        assertThat(scene.post("/convert?timeout=" + timeout, "{}").statusCode())
            .as(timeout)
            .isEqualTo(200);
      }
    }
  }

  /** A batch without end, which asks between two objects whether it is still wanted. */
  private static UnaryOperator<WebhookOptions> endlessly(AtomicInteger converted) {
    BiFunction<byte[], Demand, ReviewAnswer> work =
        (_, demand) -> {
          while (true) {
            demand.check();
            converted.incrementAndGet();
          }
        };
    return answeringAll(new Reviews(work, work, work));
  }

  private static Scene scene(Function<byte[], ReviewAnswer> work, Limits limits) throws Exception {
    return Scene.ready(options -> limited(limits).apply(answering(work).apply(options)));
  }

  private static CompletableFuture<HttpResponse<String>> post(
      Scene scene, HttpClient client, String path, String body) {
    return client.sendAsync(
        scene.review(path, BodyPublishers.ofString(body)), BodyHandlers.ofString());
  }
}
