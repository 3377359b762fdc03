package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.V2;
import static io.phasegate.testkit.widget.Widgets.json;
import static io.phasegate.testkit.widget.Widgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontReadTest {

  @AutoClose private final Stage stage = new Stage();

  @Test
  void objectIsReadInEitherVersion() throws IOException {
    stage.createdV1("one", "{\"size\": 3}");

    JsonObject v2 = stage.api.get(V2 + "/one").orThrow().json();
    JsonObject v1 = stage.api.get(V1 + "/one").orThrow().json();

    assertThat(v2.at("spec.width")).contains(Json.Num.of(3));
    assertThat(v1.at("spec.size")).contains(Json.Num.of(3));
  }

  @Test
  void whatWasWrittenIsWhatIsRead() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 3}");

    assertThat(stage.api.get(V1 + "/one").json()).isEqualTo(created);
  }

  @Test
  void defaultsOfTheStorageVersionAreFilledInBeforeConversion() throws IOException {
    JsonObject v1 = stage.createdV1("one", "{}");

    assertThat(v1.at("spec.depth")).contains(Json.Num.of(7));
  }

  @Test
  void listHasItemsInTheVersionAskedFor() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");
    stage.api.create(V2, widget("v2", "two", "{\"width\": 2}")).orThrow();

    JsonObject list = stage.api.get(V1).orThrow().json();

    assertThat(list.textAt("kind")).contains("WidgetList");
    assertThat(list.textAt("apiVersion")).contains("example.com/v1");
    assertThat(list.textAt("metadata.resourceVersion")).isPresent();
    assertThat(ReadSteps.items(list))
        .extracting(item -> item.textAt("apiVersion").orElse(""))
        .containsExactly("example.com/v1", "example.com/v1");
    assertThat(ReadSteps.items(list))
        .extracting(item -> item.at("spec.size").orElseThrow())
        .containsExactly(Json.Num.of(1), Json.Num.of(2));
  }

  @Test
  void listOfOneNamespaceLeavesOthersOut() throws IOException {
    stage.createdV1("one", "{}");
    stage.api.create(V1.replace("home", "away"), widget("v1", "two", "{}")).orThrow();

    assertThat(names(stage.api.get(V1))).containsExactly("one");
    assertThat(names(stage.api.get("/apis/example.com/v1/widgets"))).containsExactly("one", "two");
  }

  @Test
  void listObeysLabelSelectors() throws IOException {
    stage.createdV1("one", "{}");
    JsonObject labelled =
        widget("v1", "two", "{}")
            .with("metadata", json("{\"name\": \"two\", \"labels\": {\"tier\": \"gold\"}}"));
    stage.api.create(V1, labelled).orThrow();

    assertThat(names(stage.api.get(V1 + "?labelSelector=tier%3Dgold"))).containsExactly("two");
    assertThat(names(stage.api.get(V1 + "?labelSelector=tier!%3Dgold"))).containsExactly("one");
  }

  @Test
  void listObeysTheNameAsFieldSelector() throws IOException {
    stage.createdV1("one", "{}");
    stage.createdV1("two", "{}");

    assertThat(names(stage.api.get(V1 + "?fieldSelector=metadata.name%3Dtwo")))
        .containsExactly("two");
  }

  @Test
  void setBasedSelectorIsRefusedRatherThanMisread() throws IOException {
    ApiResponse answer = stage.api.get(V1 + "?labelSelector=tier%20in%20(gold)");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().textAt("message").orElse("")).contains("set-based");
  }

  @Test
  void objectThatIsNotThereIsNotFound() throws IOException {
    ApiResponse answer = stage.api.get(V1 + "/none");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().textAt("reason")).contains("NotFound");
    assertThat(answer.json().textAt("message")).contains("widgets.example.com \"none\" not found");
  }

  @Test
  void versionThatIsNotServedIsNowhere() throws IOException {
    assertThat(stage.api.get(V1.replace("/v1/", "/v3/")).status()).isEqualTo(404);
  }

  @Test
  void discoveryNamesTheKind() throws IOException {
    JsonObject resources = stage.api.get("/apis/example.com/v1").orThrow().json();

    assertThat(resources.textAt("groupVersion")).contains("example.com/v1");
    assertThat(resources.at("resources").flatMap(Json::asArray).orElseThrow().items())
        .extracting(item -> item.asObject().flatMap(o -> o.textAt("name")).orElse(""))
        .containsExactly("widgets", "widgets/status");
  }

  @Test
  void discoveryLeadsKubectlFromAShortNameToTheKind() throws IOException {
    JsonObject groups = stage.api.get("/apis").orThrow().json();
    JsonObject resources = stage.api.get("/apis/example.com/v2").orThrow().json();

    assertThat(groups.toString())
        .contains("\"preferredVersion\":{\"groupVersion\":\"example.com/v2\"");
    assertThat(resources.toString()).contains("\"shortNames\":[\"wd\"]");
    assertThat(stage.api.get("/api").status()).isEqualTo(200);
  }

  @Test
  void pathThatIsNoneIsNotFound() throws IOException {
    assertThat(stage.api.get("/openapi/v3").status()).isEqualTo(404);
    assertThat(stage.api.get("/version").status()).isEqualTo(404);
  }

  private static List<String> names(ApiResponse list) throws IOException {
    return ReadSteps.items(list.orThrow().json()).stream()
        .map(item -> item.textAt("metadata.name").orElse(""))
        .toList();
  }
}
