package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.V2;
import static io.phasegate.testkit.widget.Widgets.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontStatusTest {

  @AutoClose private final Stage stage = new Stage();

  @Test
  void statusIsReplacedAndTheRestKept() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");
    JsonObject sent =
        created
            .with("spec", json("{\"size\": 99}"))
            .with("metadata", withLabel(created))
            .with("status", json("{\"ready\": true}"));

    JsonObject updated = stage.api.replace(V1 + "/one/status", sent).orThrow().json();

    assertThat(updated.objectAt("status")).contains(json("{\"ready\":true}"));
    assertThat(updated.at("spec")).isEqualTo(created.at("spec"));
    assertThat(updated.at("metadata.generation")).contains(Json.Num.of(1));
    assertThat(updated.at("metadata.resourceVersion"))
        .isNotEqualTo(created.at("metadata.resourceVersion"));
  }

  private static JsonObject withLabel(JsonObject object) {
    return object.objectAt("metadata").orElseThrow().with("labels", json("{\"tier\": \"gold\"}"));
  }

  @Test
  void labelsCannotBeSmuggledInWithAStatus() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");
    JsonObject sent =
        created.with("metadata", withLabel(created)).with("status", json("{\"ready\": true}"));

    JsonObject updated = stage.api.replace(V1 + "/one/status", sent).orThrow().json();

    assertThat(updated.at("metadata.labels")).isEmpty();
  }

  @Test
  void statusIsPatchedInTheOtherVersion() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");

    stage
        .api
        .patch(
            V2 + "/one/status",
            ApiClient.MERGE_PATCH,
            "{\"status\": {\"ready\": true}, \"spec\": {\"width\": 99}}")
        .orThrow();

    JsonObject v1 = stage.api.get(V1 + "/one").json();
    assertThat(v1.at("status.ready")).contains(Json.Bool.TRUE);
    assertThat(v1.at("spec.size")).contains(Json.Num.of(1));
  }

  @Test
  void updateOfTheSpecKeepsTheStatus() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");
    stage.api.patch(V1 + "/one/status", ApiClient.MERGE_PATCH, "{\"status\":{\"ready\":true}}");
    JsonObject read = stage.api.get(V1 + "/one").json();

    JsonObject updated =
        stage
            .api
            .replace(V1 + "/one", read.with("spec", json("{\"size\": 2}")).without("status"))
            .orThrow()
            .json();

    assertThat(updated.at("status.ready")).contains(Json.Bool.TRUE);
    assertThat(updated.at("spec.size")).contains(Json.Num.of(2));
  }

  @Test
  void statusIsNotReviewed() throws IOException {
    stage.createdV1("one", "{}");
    stage.webhook.forgetCalls();

    stage.api.patch(V1 + "/one/status", ApiClient.MERGE_PATCH, "{\"status\":{\"ready\":true}}");

    assertThat(stage.webhook.calls()).allMatch(call -> call.startsWith("convert"));
  }

  @Test
  void statusObeysTheSchema() throws IOException {
    stage.createdV1("one", "{}");

    var answer =
        stage.api.patch(V1 + "/one/status", ApiClient.MERGE_PATCH, "{\"status\":{\"message\":1}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().textAt("message").orElse("")).contains("status.message");
  }

  @Test
  void applyWritesAStatusToo() throws IOException {
    stage.createdV1("one", "{}");

    JsonObject applied =
        stage
            .api
            .apply(
                V2 + "/one/status",
                "controller",
                json(
                    "{\"apiVersion\":\"example.com/v2\",\"kind\":\"Widget\","
                        + "\"metadata\":{\"name\":\"one\"},\"status\":{\"ready\":true}}"))
            .orThrow()
            .json();

    assertThat(applied.at("status.ready")).contains(Json.Bool.TRUE);
  }
}
