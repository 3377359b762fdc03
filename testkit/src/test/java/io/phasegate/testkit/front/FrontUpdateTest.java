package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.V2;
import static io.phasegate.testkit.widget.Widgets.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.widget.Widgets;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontUpdateTest {

  @AutoClose private final Stage stage = new Stage();

  private static JsonObject withSpec(JsonObject object, String spec) {
    return object.with("spec", json(spec));
  }

  @Test
  void updateReplacesTheSpecAndBumpsTheGeneration() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");

    JsonObject updated =
        stage.api.replace(V1 + "/one", withSpec(created, "{\"size\": 2}")).orThrow().json();

    assertThat(updated.at("spec.size")).contains(Json.Num.of(2));
    assertThat(updated.at("metadata.generation")).contains(Json.Num.of(2));
    assertThat(updated.at("metadata.resourceVersion"))
        .isNotEqualTo(created.at("metadata.resourceVersion"));
    assertThat(updated.at("metadata.uid")).isEqualTo(created.at("metadata.uid"));
  }

  @Test
  void updateIsReviewedInTheVersionThatWasWritten() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");
    stage.webhook.forgetCalls();

    stage.api.replace(V1 + "/one", withSpec(created, "{\"size\": 2}")).orThrow();

    assertThat(stage.webhook.calls())
        .containsExactly(
            "convert example.com/v2 to example.com/v1",
            "mutate UPDATE example.com/v1",
            "validate UPDATE example.com/v1",
            "convert example.com/v1 to example.com/v2",
            "convert example.com/v2 to example.com/v1");
  }

  @Test
  void staleResourceVersionIsAConflict() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");
    stage.api.replace(V1 + "/one", withSpec(created, "{\"size\": 2}")).orThrow();

    ApiResponse stale = stage.api.replace(V1 + "/one", withSpec(created, "{\"size\": 3}"));

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().textAt("reason")).contains("Conflict");
    assertThat(stage.api.get(V1 + "/one").json().at("spec.size")).contains(Json.Num.of(2));
  }

  @Test
  void updateWithoutResourceVersionIsRefused() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");

    ApiResponse answer =
        stage.api.replace(V1 + "/one", Widgets.widget("v1", "one", "{\"size\": 2}"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().textAt("message").orElse("")).contains("metadata.resourceVersion");
  }

  @Test
  void anotherUidIsAConflict() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");
    JsonObject metadata = created.objectAt("metadata").orElseThrow().with("uid", Json.text("x"));

    ApiResponse answer = stage.api.replace(V1 + "/one", created.with("metadata", metadata));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().textAt("message").orElse("")).contains("Precondition failed: UID");
  }

  @Test
  void updateThatChangesNothingIsNotWritten() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");

    JsonObject updated = stage.api.replace(V1 + "/one", created).orThrow().json();

    assertThat(updated).isEqualTo(created);
    assertThat(stage.front.lastTrace().orElseThrow().steps())
        .last()
        .isInstanceOf(Trace.NotWritten.class);
  }

  @Test
  void labelsChangeWithoutANewGeneration() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");
    JsonObject metadata =
        created.objectAt("metadata").orElseThrow().with("labels", json("{\"tier\": \"gold\"}"));

    JsonObject updated =
        stage.api.replace(V1 + "/one", created.with("metadata", metadata)).orThrow().json();

    assertThat(updated.textAt("metadata.labels.tier")).contains("gold");
    assertThat(updated.at("metadata.generation")).contains(Json.Num.of(1));
  }

  @Test
  void updateOfWhatIsNotThereIsNotFound() throws IOException {
    JsonObject created = stage.createdV1("one", "{}");
    stage.api.delete(V1 + "/one").orThrow();

    assertThat(stage.api.replace(V2 + "/one", created).status()).isEqualTo(404);
  }

  @Test
  void nameOnTheUrlMustBeTheObjects() throws IOException {
    JsonObject created = stage.createdV1("one", "{}");
    stage.createdV1("two", "{}");

    ApiResponse answer = stage.api.replace(V1 + "/two", created);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().textAt("message").orElse(""))
        .contains("(one) does not match the name on the URL (two)");
  }
}
