package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.V2;
import static io.phasegate.testkit.widget.Widgets.json;
import static io.phasegate.testkit.widget.Widgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontPatchTest {

  @AutoClose private final Stage stage = new Stage();

  @Test
  void mergePatchChangesWhatItNames() throws IOException {
    stage.createdV1("one", "{\"size\": 1, \"note\": \"mine\"}");

    JsonObject patched =
        stage
            .api
            .patch(
                V1 + "/one",
                ApiClient.MERGE_PATCH,
                "{\"spec\": {\"size\": 2}, \"metadata\": {\"labels\": {\"tier\": \"gold\"}}}")
            .orThrow()
            .json();

    assertThat(patched.objectAt("spec"))
        .contains(json("{\"size\":2,\"colour\":\"grey\",\"depth\":7,\"note\":\"mine\"}"));
    assertThat(patched.textAt("metadata.labels.tier")).contains("gold");
  }

  @Test
  void mergePatchTakesAwayWhatIsNull() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");

    JsonObject patched =
        stage
            .api
            .patch(V1 + "/one", ApiClient.MERGE_PATCH, "{\"spec\": {\"size\": null}}")
            .orThrow()
            .json();

    assertThat(patched.at("spec.size")).isEmpty();
  }

  @Test
  void mergePatchWithAStaleResourceVersionIsAConflict() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");

    ApiResponse answer =
        stage.api.patch(
            V1 + "/one",
            ApiClient.MERGE_PATCH,
            "{\"metadata\": {\"resourceVersion\": \"999\"}, \"spec\": {\"size\": 2}}");

    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void jsonPatchChangesWhatItNames() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");

    JsonObject patched =
        stage
            .api
            .patch(
                V2 + "/one",
                ApiClient.JSON_PATCH,
                "[{\"op\": \"replace\", \"path\": \"/spec/width\", \"value\": 2}]")
            .orThrow()
            .json();

    assertThat(patched.at("spec.width")).contains(Json.Num.of(2));
  }

  @Test
  void jsonPatchReachesIntoLists() throws IOException {
    JsonObject held =
        widget("v1", "one", "{}")
            .with("metadata", json("{\"name\": \"one\", \"finalizers\": [\"a.io/x\"]}"));
    stage.api.create(V1, held).orThrow();

    JsonObject patched =
        stage
            .api
            .patch(
                V1 + "/one",
                ApiClient.JSON_PATCH,
                "[{\"op\": \"add\", \"path\": \"/metadata/finalizers/-\", \"value\": \"a.io/y\"}]")
            .orThrow()
            .json();

    assertThat(patched.at("metadata.finalizers"))
        .contains(Json.array(Json.text("a.io/x"), Json.text("a.io/y")));
  }

  @Test
  void jsonPatchThatDoesNotApplyIsTheWritersFault() throws IOException {
    stage.createdV1("one", "{}");

    ApiResponse answer =
        stage.api.patch(
            V1 + "/one", ApiClient.JSON_PATCH, "[{\"op\": \"remove\", \"path\": \"/spec/size\"}]");

    assertThat(answer.status()).isEqualTo(422);
  }

  @Test
  void applyCreatesWhatIsNotThere() throws IOException {
    ApiResponse applied =
        stage.api.apply(V1 + "/one", "tester", widget("v1", "one", "{\"size\": 1}"));

    assertThat(applied.status()).isEqualTo(201);
    assertThat(stage.webhook.calls()).contains("mutate CREATE example.com/v1");
  }

  @Test
  void applyMergesOverWhatIsThere() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");

    ApiResponse applied =
        stage.api.apply(V2 + "/one", "tester", widget("v2", "one", "{\"width\": 2}"));

    assertThat(applied.status()).isEqualTo(200);
    assertThat(applied.json().objectAt("spec"))
        .contains(json("{\"width\":2,\"colour\":\"grey\",\"depth\":7,\"note\":\"filled in\"}"));
  }

  @Test
  void applyReadsYaml() throws IOException {
    String yaml = "apiVersion: example.com/v1\nkind: Widget\nspec: {size: 3}\n";

    ApiResponse applied =
        stage.api.send(
            "PATCH",
            V1 + "/one?fieldManager=tester",
            ApiClient.APPLY_PATCH,
            yaml.getBytes(StandardCharsets.UTF_8));

    assertThat(applied.json().at("spec.size")).contains(Json.Num.of(3));
  }

  @Test
  void applyWantsAFieldManager() throws IOException {
    ApiResponse answer =
        stage.api.patch(V1 + "/one", ApiClient.APPLY_PATCH, widget("v1", "one", "{}").toString());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().textAt("message").orElse("")).contains("fieldManager");
  }

  @Test
  void strategicMergePatchIsNotForCustomResources() throws IOException {
    stage.createdV1("one", "{}");

    ApiResponse answer =
        stage.api.patch(V1 + "/one", "application/strategic-merge-patch+json", "{}");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().textAt("message").orElse("")).contains(ApiClient.MERGE_PATCH);
  }
}
