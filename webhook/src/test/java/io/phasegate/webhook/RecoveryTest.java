package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.limits;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.review.ReviewAnswer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks is answered for, and harms no other request. */
class RecoveryTest {

  private static final int ON_LOOP = 64 * 1024;

  @ParameterizedTest
  @CsvSource({
    "exception, 0",
    "exception, 65536",
    "stack, 0",
    "stack, 65536",
    "memory, 0",
    "memory, 65536"
  })
  void engineExceptionKeepsUid(String failure, int offLoopAbove) throws Exception {
    try (var scene = failing(offLoopAbove)) {
      var answer = scene.post("/convert", conversion("u-1", failure));

      assertThat(answer.statusCode()).isEqualTo(200);
      JsonObject review = JsonReader.readObject(answer.body().getBytes(UTF_8));
      assertThat(review.textAt("apiVersion")).contains("apiextensions.k8s.io/v1");
      assertThat(review.textAt("kind")).contains("ConversionReview");
      assertThat(review.textAt("response.uid")).contains("u-1");
      assertThat(review.textAt("response.result.status")).contains("Failure");
      assertThat(answer.body()).as("no internals").doesNotContain("secret", "Error", "java");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mutate", "/validate"})
  void aBrokenJudgementKeepsUid(String path) throws Exception {
    try (var scene = failing(ON_LOOP)) {
      var answer = scene.post(path, admission("u-2", "memory"));

      assertThat(answer.statusCode()).isEqualTo(200);
      JsonObject review = JsonReader.readObject(answer.body().getBytes(UTF_8));
      assertThat(review.textAt("apiVersion")).contains("admission.k8s.io/v1");
      assertThat(review.textAt("kind")).contains("AdmissionReview");
      assertThat(review.textAt("response.uid")).contains("u-2");
      assertThat(answer.body()).contains("\"allowed\":false", "\"code\":500");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, ON_LOOP})
  void aPoisonedObjectHarmsNoNeighbour(int offLoopAbove) throws Exception {
    try (var scene = failing(offLoopAbove);
        var neighbour = scene.client(HttpClient.Version.HTTP_1_1)) {
      for (int i = 0; i < 20; i++) {
        var inFlight =
            neighbour.sendAsync(
                scene.review("/convert", BodyPublishers.ofString("good " + i)),
                BodyHandlers.ofString());

        scene.post("/convert", conversion("bad", i % 2 == 0 ? "stack" : "memory"));

        assertThat(inFlight.get().body()).isEqualTo("good " + i);
      }
      assertThat(scene.health("/readyz").statusCode()).isEqualTo(200);
    }
  }

  private static Scene failing(int offLoopAbove) throws Exception {
    return Scene.ready(options ->
        limited(limits(9_999, 9_999, offLoopAbove, 9))
            .apply(answering(RecoveryTest::failsWhenAsked).apply(options)));
  }

  private static String conversion(String uid, String failure) {
    return """
    {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
     "request": {"uid": "%s", "desiredAPIVersion": "%s", "objects": [{"a": [1, {}]}]},
     "response": {"uid": "", "convertedObjects": null, "result": {}}}
    """
        .formatted(uid, failure);
  }

  private static String admission(String uid, String failure) {
    return """
    {"kind": "AdmissionReview", "request": {"name": "%s", "uid": "%s"},
     "apiVersion": "admission.k8s.io/v1"}
    """
        .formatted(failure, uid);
  }

  private static ReviewAnswer failsWhenAsked(byte[] body) {
    String text = new String(body, UTF_8);
    if (text.contains("exception")) {
      throw new IllegalStateException("secret of the body");
    }
    if (text.contains("stack")) {
      return Scene.ECHO.apply(new byte[depth(Integer.MAX_VALUE)]);
    }
    if (text.contains("memory")) {
      throw new OutOfMemoryError("Java heap space");
    }
    return Scene.ECHO.apply(body);
  }

  private static int depth(int levels) {
    return levels == 0 ? 0 : 1 + depth(levels - 1);
  }
}
