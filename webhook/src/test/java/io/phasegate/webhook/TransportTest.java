package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.ECHO;
import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.patiently;
import static io.phasegate.webhook.Wire.head;
import static io.phasegate.webhook.Wire.rest;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.review.ReviewAnswer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests and answers travel: contract C1. */
class TransportTest {

  private static final Limits SMALL = Scene.limits(1_000, 2_000, 64 * 1024, 8);

  @ParameterizedTest
  @ValueSource(strings = {"/convert", "/mutate", "/validate"})
  void T1_reviewsAreAnsweredAsJson(String path) throws Exception {
    try (var scene = Scene.ready()) {
      var answer = scene.post(path, "{\"kind\":\"ConversionReview\"}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.body()).isEqualTo("{\"kind\":\"ConversionReview\"}");
    }
  }

  @Test
  void eachPathHasItsOwnAnswer() throws Exception {
    try (var scene =
        Scene.ready(options ->
            options.withKinds(
                new AllKinds(
                    new Reviews(
                        (_, _) -> says("converted"),
                        (_, _) -> says("mutated"),
                        (_, _) -> says("valid")),
                    Scene.NOTHING_TO_TEST)))) {

      assertThat(scene.post("/convert", "{}").body()).isEqualTo("converted");
      assertThat(scene.post("/mutate", "{}").body()).isEqualTo("mutated");
      assertThat(scene.post("/validate", "{}").body()).isEqualTo("valid");
    }
  }

  @Test
  void T8_D42_anOrdinaryRefusalIsStillStatus200() throws Exception {
    try (var scene =
        Scene.ready(
            answering(_ ->
                new ReviewAnswer.Review(new byte[] {'{', '}'}, ReviewAnswer.Outcome.REFUSED)))) {

      assertThat(scene.post("/validate", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoReviewIs400WithTheReason() throws Exception {
    try (var scene =
        Scene.ready(answering(_ -> new ReviewAnswer.NotAReview("request.uid is missing")))) {

      var answer = scene.post("/convert", "{}");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain");
      assertThat(answer.body()).startsWith("request.uid is missing");
    }
  }

  @Test
  void T10_theDeadlineInTheQueryDoesNotDisturb() throws Exception {
    try (var scene = Scene.ready()) {
      assertThat(scene.post("/convert?timeout=30s", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void getInsteadOfPost() throws Exception {
    try (var scene = Scene.ready()) {
      var answer = scene.send(scene.to("/convert").GET().build());

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }
  }

  @Test
  void headIsAnsweredWithoutABodyInBothProtocols() throws Exception {
    try (var scene = Scene.ready();
        var http1 = scene.client(HttpClient.Version.HTTP_1_1);
        var http2 = scene.client(HttpClient.Version.HTTP_2)) {
      var head = scene.to("/convert").HEAD().build();

      assertThat(http1.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
      assertThat(http2.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/convert/", "/Convert", "//convert", "/healthz", "/convert/x"})
  void T12_unknownPathIs404AndNeverARedirect(String path) throws Exception {
    try (var scene = Scene.ready()) {
      var answer = scene.post(path, "{}");

      assertThat(answer.statusCode()).as("T12: never a redirect").isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "*", "convert", "?", "/convert/", "/convert%2f"})
  void T12_targetThatIsNoPathIs404AndCounted(String target) throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      Wire.send(socket, Wire.reviewHead(target, 2));
      Wire.send(socket, "{}");

      assertThat(Wire.answerHead(socket)).startsWith("HTTP/1.1 404 ");
      patiently()
          .untilAsserted(() ->
              assertThat(scene.health("/metrics").body())
                  .contains("requests_total{endpoint=\"other\",result=\"unknown_path\"} 1.0"));
    }
  }

  @Test
  void T10_queryThatCannotBeReadIsAsGoodAsNone() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      Wire.send(socket, Wire.reviewHead("/convert?timeout=%zz", 2));
      Wire.send(socket, "{}");

      assertThat(Wire.answerHead(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/yaml",
        "application/jsonx",
        "multipart/form-data; boundary=json"
      })
  void wrongContentType(String type) throws Exception {
    try (var scene = Scene.ready()) {
      var request =
          scene.to("/convert").header("Content-Type", type).POST(BodyPublishers.ofString("{}"));

      var answer = scene.send(request.build());

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(answer.body()).contains("application/json");
    }
  }

  @Test
  void missingContentType() throws Exception {
    try (var scene = Scene.ready()) {
      var request = scene.to("/convert").POST(BodyPublishers.ofString("{}")).build();

      assertThat(scene.send(request).statusCode()).isEqualTo(415);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "APPLICATION/JSON"
      })
  void contentTypeParametersAllowed(String type) throws Exception {
    try (var scene = Scene.ready()) {
      var request =
          scene.to("/convert").header("Content-Type", type).POST(BodyPublishers.ofString("{}"));

      assertThat(scene.send(request.build()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    try (var scene = Scene.ready(limited(SMALL))) {
      String body = "x".repeat(1_000);

      assertThat(scene.post("/mutate", body).body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 2_001})
  void theLimitHoldsToTheByteInChunksToo(int bytes) throws Exception {
    try (var scene = Scene.ready(limited(SMALL))) {
      byte[] body = "x".repeat(bytes).getBytes(US_ASCII);
      var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

      var answer = scene.send(scene.review("/convert", chunked));

      assertThat(answer.statusCode()).isEqualTo(bytes == 2_000 ? 200 : 413);
    }
  }

  /** What an API server may send at most: object and old object of 3 MiB each, and the envelope. */
  @Test
  void A19_twoObjectsOfThreeMiBFit() throws Exception {
    try (var scene = Scene.ready()) {
      assertThat(scene.post("/validate", "x".repeat(7 * 1024 * 1024)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bodyTooLarge() throws Exception {
    try (var scene = Scene.ready(limited(SMALL))) {
      var answer = scene.post("/mutate", "x".repeat(1_001));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("1000 bytes");
      assertThat(answer.headers().firstValue("Connection")).contains("close");
    }
  }

  @Test
  void bodyTooLargeChunked() throws Exception {
    try (var scene = Scene.ready(limited(SMALL))) {
      byte[] body = "x".repeat(300_000).getBytes(US_ASCII);
      var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

      var answer = scene.send(scene.review("/convert", chunked));

      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void theRestOfABodyTooLargeIsNotWaitedFor() throws Exception {
    try (var scene = Scene.ready(limited(SMALL));
        var socket = scene.dial()) {
      var announced =
          head(
              "POST /convert HTTP/1.1",
              "Host: us",
              "Content-Type: application/json",
              "Content-Length: 1000000");

      socket.getOutputStream().write(announced);
      String everything = rest(socket);

      assertThat(everything).as("and then the end of the stream").startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void bodyTooLargeOverHttp2HarmsNoOtherStream() throws Exception {
    try (var scene = Scene.ready(limited(SMALL));
        var client = scene.client(HttpClient.Version.HTTP_2)) {
      var tooLarge = scene.review("/convert", BodyPublishers.ofString("x".repeat(300_000)));
      var small = scene.review("/convert", BodyPublishers.ofString("{}"));

      var refused = client.send(tooLarge, BodyHandlers.ofString());
      var answered = client.send(small, BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(answered.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRefusalLeavesTheConnectionUsable() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      var wrong = head("POST /nowhere HTTP/1.1", "Host: us", "Content-Length: 0");
      var right =
          head(
              "POST /convert HTTP/1.1",
              "Host: us",
              "Content-Type: application/json",
              "Content-Length: 0",
              "Connection: close");

      socket.getOutputStream().write(wrong);
      socket.getOutputStream().write(right);
      String everything = rest(socket);

      assertThat(everything).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 OK");
    }
  }

  @Test
  void clientsThatAskBeforeTheySendAreToldToGoOn() throws Exception {
    try (var scene = Scene.ready();
        var socket = scene.dial()) {
      var asks =
          head(
              "POST /convert HTTP/1.1",
              "Host: us",
              "Content-Type: application/json",
              "Content-Length: 2",
              "Expect: 100-continue",
              "Connection: close");

      socket.getOutputStream().write(asks);
      byte[] goOn = socket.getInputStream().readNBytes("HTTP/1.1 100 ".length());
      socket.getOutputStream().write("{}".getBytes(US_ASCII));
      String everything = rest(socket);

      assertThat(new String(goOn, US_ASCII)).isEqualTo("HTTP/1.1 100 ");
      assertThat(everything).contains("HTTP/1.1 200 OK").endsWith("{}");
    }
  }

  @Test
  void T7_overloadGives503RetryAfter() throws Exception {
    var work = new HeldWork();
    try (var scene =
            Scene.ready(options ->
                limited(Scene.limits(9, 9, 0, 1)).apply(answering(work).apply(options)));
        var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      var first =
          client.sendAsync(
              scene.review("/convert", BodyPublishers.ofString("first")), BodyHandlers.ofString());
      work.awaitBegun();

      var second = scene.post("/mutate", "second");
      work.letGo();

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      assertThat(first.get().body()).isEqualTo("first");
      assertThat(scene.post("/mutate", "third").statusCode())
          .as("the place is given back")
          .isEqualTo(200);
    }
  }

  @Test
  void aClientThatGoesAwayGivesItsPlaceBack() throws Exception {
    try (var scene = Scene.ready(limited(Scene.limits(9, 9, 0, 1)))) {
      try (var socket = scene.dial()) {
        var unfinished =
            head(
                "POST /convert HTTP/1.1",
                "Host: us",
                "Content-Type: application/json",
                "Content-Length: 9");
        socket.getOutputStream().write(unfinished);
        patiently().until(() -> scene.health("/metrics").body().contains("in_flight_requests 1.0"));
      }

      patiently().until(() -> scene.health("/metrics").body().contains("in_flight_requests 0.0"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64 * 1024})
  void exceptionInWorkKeepsServing(int offLoopAbove) throws Exception {
    try (var scene =
        Scene.ready(options ->
            limited(Scene.limits(99, 99, offLoopAbove, 1))
                .apply(answering(TransportTest::failsWhenAsked).apply(options)))) {

      for (String failure : new String[] {"exception", "stack", "memory"}) {
        var answer = scene.post("/convert", failure); // no review, so there is no uid to answer to

        assertThat(answer.statusCode()).as(failure).isEqualTo(500);
        assertThat(answer.body()).as("no internals").isEqualTo("internal error\n");
      }
      assertThat(scene.post("/convert", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyRequestIsCountedOnce() throws Exception {
    try (var scene = Scene.ready()) {
      scene.post("/convert", "{}");
      scene.post("/convert", "{}");
      scene.post("/nowhere", "{}");

      assertThat(scene.health("/metrics").body())
          .contains("phasegate_webhook_requests_total{endpoint=\"convert\",result=\"success\"} 2.0")
          .contains(
              "phasegate_webhook_requests_total{endpoint=\"other\",result=\"unknown_path\"} 1.0")
          .contains("phasegate_webhook_request_duration_seconds_count{endpoint=\"convert\"} 2");
    }
  }

  private static ReviewAnswer says(String text) {
    return new ReviewAnswer.Review(text.getBytes(US_ASCII), ReviewAnswer.Outcome.SUCCESS);
  }

  private static ReviewAnswer failsWhenAsked(byte[] body) {
    return switch (new String(body, US_ASCII)) {
      case "exception" -> throw new IllegalStateException("secret of the body");
      case "stack" -> says("depth " + depth(Integer.MAX_VALUE));
      case "memory" -> throw new OutOfMemoryError("Java heap space");
      default -> ECHO.apply(body);
    };
  }

  private static int depth(int levels) {
    return levels == 0 ? 0 : 1 + depth(levels - 1);
  }
}
