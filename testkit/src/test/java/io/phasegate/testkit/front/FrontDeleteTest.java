package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.V2;
import static io.phasegate.testkit.widget.Widgets.json;
import static io.phasegate.testkit.widget.Widgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontDeleteTest {

  @AutoClose private final Stage stage = new Stage();

  @Test
  void deletedObjectIsGoneInBothVersions() throws IOException {
    stage.createdV1("one", "{}");

    ApiResponse deleted = stage.api.delete(V1 + "/one");

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().textAt("status")).contains("Success");
    assertThat(stage.api.get(V1 + "/one").status()).isEqualTo(404);
    assertThat(stage.api.get(V2 + "/one").status()).isEqualTo(404);
  }

  @Test
  void deleteIsReviewedWithTheOldObject() throws IOException {
    JsonObject kept =
        widget("v1", "one", "{}")
            .with("metadata", json("{\"name\": \"one\", \"labels\": {\"keep\": \"yes\"}}"));
    stage.api.create(V1, kept).orThrow();

    ApiResponse refused = stage.api.delete(V1 + "/one");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().textAt("message"))
        .contains(
            "admission webhook \"validate.example.com\" denied the request: it is labelled to be"
                + " kept");
    assertThat(stage.api.get(V1 + "/one").status()).isEqualTo(200);
  }

  @Test
  void finalizerHoldsAnObjectUntilItIsTakenAway() throws IOException {
    JsonObject held =
        widget("v1", "one", "{}")
            .with("metadata", json("{\"name\": \"one\", \"finalizers\": [\"example.com/keep\"]}"));
    stage.api.create(V1, held).orThrow();

    JsonObject deleted = stage.api.delete(V1 + "/one").orThrow().json();
    assertThat(deleted.textAt("metadata.deletionTimestamp")).isPresent();
    assertThat(stage.api.get(V1 + "/one").status()).isEqualTo(200);

    stage
        .api
        .patch(V1 + "/one", ApiClient.MERGE_PATCH, "{\"metadata\": {\"finalizers\": null}}")
        .orThrow();
    assertThat(stage.api.get(V1 + "/one").status()).isEqualTo(404);
  }

  @Test
  void deleteOfWhatIsNotThereIsNotFound() throws IOException {
    assertThat(stage.api.delete(V1 + "/none").status()).isEqualTo(404);
  }

  @Test
  void preconditionIsHeld() throws IOException {
    stage.createdV1("one", "{}");
    byte[] options = "{\"preconditions\": {\"uid\": \"x\"}}".getBytes(StandardCharsets.UTF_8);

    ApiResponse answer = stage.api.send("DELETE", V1 + "/one", ApiClient.JSON, options);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(stage.api.get(V1 + "/one").status()).isEqualTo(200);
  }

  @Test
  void collectionsAreNotDeletedAtOnce() throws IOException {
    assertThat(stage.api.delete(V1).status()).isEqualTo(405);
  }
}
