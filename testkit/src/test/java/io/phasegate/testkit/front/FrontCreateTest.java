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
import io.phasegate.testkit.widget.Widgets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontCreateTest {

  @AutoClose private final Stage stage = new Stage();

  @Test
  void newObjectComesBackInTheVersionItWasWrittenIn() throws IOException {
    ApiResponse created = stage.api.create(V1, widget("v1", "one", "{\"size\": 3}"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().textAt("apiVersion")).contains("example.com/v1");
    assertThat(created.json().objectAt("spec"))
        .contains(json("{\"size\":3,\"colour\":\"grey\",\"depth\":7,\"note\":\"filled in\"}"));
  }

  @Test
  void storeGivesUidTimeVersionAndGeneration() throws IOException {
    JsonObject metadata = stage.createdV1("one", "{}").objectAt("metadata").orElseThrow();

    assertThat(metadata.keys()).contains("uid", "creationTimestamp", "resourceVersion");
    assertThat(metadata.get("generation")).contains(Json.Num.of(1));
    assertThat(metadata.textAt("namespace")).contains("home");
  }

  @Test
  void webhookIsAskedInTheOrderOfARealApiServer() throws IOException {
    stage.createdV1("one", "{\"size\": 3}");

    assertThat(stage.webhook.calls())
        .containsExactly(
            "mutate CREATE example.com/v1",
            "validate CREATE example.com/v1",
            "convert example.com/v1 to example.com/v2",
            "convert example.com/v2 to example.com/v1");
  }

  @Test
  void objectInTheStorageVersionIsNeverConverted() throws IOException {
    stage.api.create(V2, widget("v2", "one", "{\"width\": 3}")).orThrow();

    assertThat(stage.webhook.calls()).noneMatch(call -> call.startsWith("convert"));
  }

  @Test
  void defaultsAreThoseOfTheVersionThatWasWritten() throws IOException {
    JsonObject v2 = stage.api.create(V2, widget("v2", "one", "{}")).orThrow().json();

    assertThat(v2.at("spec.colour")).isEmpty();
    assertThat(v2.at("spec.depth")).contains(Json.Num.of(7));
  }

  @Test
  void unknownFieldsAreDropped() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 3, \"flavour\": \"sweet\"}");

    assertThat(created.at("spec.flavour")).isEmpty();
  }

  @Test
  void unknownFieldsAreToldToTheWriter() throws IOException {
    JsonObject sent = widget("v1", "one", "{\"size\": 3, \"flavour\": {\"of\": \"sweets\"}}");

    assertThat(stage.api.create(V1, sent).warnings()).contains("unknown field \"spec.flavour\"");
  }

  @Test
  void unknownFieldsAreDroppedWithoutAWordOnRequest() throws IOException {
    JsonObject sent = widget("v2", "one", "{\"note\": \"mine\", \"flavour\": \"sweet\"}");

    assertThat(stage.api.create(V2 + "?fieldValidation=Ignore", sent).warnings()).isEmpty();
  }

  @Test
  void unknownFieldsAreRefusedOnRequest() throws IOException {
    JsonObject sent = widget("v1", "one", "{\"size\": 3, \"flavour\": \"sweet\"}");

    ApiResponse refused = stage.api.create(V1 + "?fieldValidation=Strict", sent);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().textAt("message"))
        .contains(
            "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error:"
                + " unknown field \"spec.flavour\"");
  }

  @Test
  void statusIsNotTheWritersToGive() throws IOException {
    JsonObject sent = widget("v1", "one", "{}").with("status", json("{\"ready\": true}"));

    assertThat(stage.api.create(V1, sent).orThrow().json().has("status")).isFalse();
  }

  @Test
  void warningsOfTheWebhookAndOfTheVersionReachTheWriter() throws IOException {
    ApiResponse created = stage.api.create(V1, widget("v1", "one", "{}"));

    assertThat(created.warnings()).contains(Widgets.DEPRECATED);
    assertThat(created.warnings())
        .map(text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .contains("spec.note was empty – \"filled in\" is there");
  }

  @Test
  void nameIsGeneratedBeforeItIsValidated() throws IOException {
    JsonObject sent = widget("v2", "", "{}").with("metadata", json("{\"generateName\": \"one-\"}"));

    JsonObject created = stage.api.create(V2, sent).orThrow().json();

    String name = created.textAt("metadata.name").orElseThrow();
    assertThat(name).matches("one-[a-z0-9]{5}");
    assertThat(stage.api.get(V2 + "/" + name).status()).isEqualTo(200);
  }

  @Test
  void sameNameTwiceIsRefused() throws IOException {
    stage.createdV1("one", "{}");

    ApiResponse again = stage.api.create(V2, widget("v2", "one", "{}"));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().textAt("reason")).contains("AlreadyExists");
    assertThat(again.json().textAt("message"))
        .contains("widgets.example.com \"one\" already exists");
  }

  @Test
  void yamlIsTakenToo() throws IOException {
    String yaml =
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: 3}";

    ApiResponse created =
        stage.api.send("POST", V1, "application/yaml", yaml.getBytes(StandardCharsets.UTF_8));

    assertThat(created.status()).isEqualTo(201);
  }

  @Test
  void dryRunDoesEverythingButStore() throws IOException {
    ApiResponse dry = stage.api.create(V1 + "?dryRun=All", widget("v1", "one", "{\"size\": 3}"));

    assertThat(dry.status()).isEqualTo(201);
    assertThat(dry.json().textAt("spec.note")).contains("filled in");
    assertThat(stage.api.get(V1 + "/one").status()).isEqualTo(404);
  }

  @Test
  void collectionOfAllNamespacesTakesNoNewObject() throws IOException {
    ApiResponse answer =
        stage.api.create("/apis/example.com/v1/widgets", widget("v1", "one", "{}"));

    assertThat(answer.status()).isEqualTo(405);
  }

  @Test
  void contentTypeWithoutMeaningIsNoHindrance() throws IOException {
    byte[] body = widget("v1", "one", "{}").toString().getBytes(StandardCharsets.UTF_8);

    assertThat(stage.api.send("POST", V1, ApiClient.JSON + "; charset=utf-8", body).status())
        .isEqualTo(201);
  }
}
