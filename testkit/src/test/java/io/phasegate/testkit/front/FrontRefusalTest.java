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

class FrontRefusalTest {

  @AutoClose private final Stage stage = new Stage();

  private ApiResponse create(String spec) throws IOException {
    return stage.api.create(V1, widget("v1", "one", spec));
  }

  private void assertNothingIsStored() throws IOException {
    assertThat(ReadSteps.items(stage.api.get(V2).orThrow().json())).isEmpty();
  }

  private static JsonObject response(JsonObject answer, String key, Json value) {
    return answer.with("response", answer.objectAt("response").orElseThrow().with(key, value));
  }

  @Test
  void refusalIsTheWebhooksStatusUnderTheApiServersPrefix() throws IOException {
    ApiResponse refused = create("{\"size\": 101}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().textAt("kind")).contains("Status");
    assertThat(refused.json().textAt("reason")).contains("Invalid");
    assertThat(refused.json().textAt("message"))
        .contains(
            "admission webhook \"validate.example.com\" denied the request: spec.size: must be at"
                + " most 100");
    assertThat(refused.json().objectAt("details"))
        .contains(
            json(
                "{\"causes\":[{\"field\":\"spec.size\","
                    + "\"message\":\"spec.size: must be at most 100\"}]}"));
    assertNothingIsStored();
  }

  @Test
  void refusalNamesTheFieldOfTheVersionThatWasWritten() throws IOException {
    ApiResponse refused = stage.api.create(V2, widget("v2", "one", "{\"width\": 101}"));

    assertThat(refused.json().textAt("message").orElse("")).contains("spec.width");
  }

  @Test
  void refusedUpdateLeavesTheObjectAsItWas() throws IOException {
    JsonObject created = stage.createdV1("one", "{\"size\": 1}");

    ApiResponse refused =
        stage.api.replace(V1 + "/one", created.with("spec", json("{\"size\": 101}")));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(stage.api.get(V1 + "/one").json()).isEqualTo(created);
  }

  @Test
  void refusalCarriesWarningsToo() throws IOException {
    assertThat(create("{\"size\": 101}").warnings())
        .anyMatch(warning -> warning.startsWith("spec.note was empty"));
  }

  @Test
  void schemaIsCheckedBeforeTheValidatingWebhook() throws IOException {
    ApiResponse refused = create("{\"size\": \"huge\"}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().textAt("message").orElse(""))
        .startsWith("Widget.example.com \"one\" is invalid: spec.size: Invalid value: ");
    assertThat(refused.json().at("details.causes").flatMap(Json::asArray).orElseThrow().items())
        .singleElement()
        .satisfies(cause ->
            assertThat(cause.asObject().flatMap(c -> c.textAt("field"))).contains("spec.size"));
    assertThat(stage.webhook.calls()).noneMatch(call -> call.startsWith("validate"));
    assertNothingIsStored();
  }

  @Test
  void badNameIsRefused() throws IOException {
    ApiResponse refused = stage.api.create(V1, widget("v1", "One", "{}"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().textAt("message").orElse("")).contains("metadata.name");
  }

  @Test
  void missingNameIsRefused() throws IOException {
    ApiResponse refused = stage.api.create(V1, widget("v1", "one", "{}").without("metadata"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().textAt("message").orElse(""))
        .contains("name or generateName is required");
  }

  @Test
  void badLabelIsRefused() throws IOException {
    JsonObject sent =
        widget("v1", "one", "{}")
            .with("metadata", json("{\"name\": \"one\", \"labels\": {\"a b\": \"c\"}}"));

    ApiResponse refused = stage.api.create(V1, sent);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().textAt("message").orElse("")).contains("metadata.labels");
  }

  @Test
  void bodyThatIsNoJsonIsRefused() throws IOException {
    ApiResponse refused =
        stage.api.send("POST", V1, ApiClient.JSON, "{oops".getBytes(StandardCharsets.UTF_8));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().textAt("message").orElse("")).contains("not valid JSON");
  }

  @Test
  void bodyOfAnotherVersionIsRefused() throws IOException {
    ApiResponse refused = stage.api.create(V1, widget("v2", "one", "{}"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().textAt("message"))
        .contains(
            "the API version in the data (example.com/v2) does not match the expected API version"
                + " (example.com/v1)");
  }

  @Test
  void bodyThatIsTooLargeIsRefused() throws IOException {
    ApiResponse refused = stage.api.send("POST", V1, ApiClient.JSON, new byte[3 * 1024 * 1024 + 1]);

    assertThat(refused.status()).isEqualTo(413);
  }

  @Test
  void webhookOutOfReachIsAnInternalErrorThatNamesIt() throws IOException {
    stage.webhook.stop();

    ApiResponse refused = create("{}");

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.json().textAt("reason")).contains("InternalError");
    assertThat(refused.json().textAt("message").orElse(""))
        .startsWith(
            "Internal error occurred: failed calling webhook \"mutate.example.com\": failed to call"
                + " webhook: Post \"https://localhost:");
  }

  @Test
  void conversionThatFailsLeavesNothingHalfWritten() throws IOException {
    stage.webhook.spoil(
        "/convert",
        answer ->
            response(
                response(answer, "convertedObjects", Json.array()),
                "result",
                json("{\"status\": \"Failure\", \"message\": \"no table for Widget\"}")));

    ApiResponse refused = create("{}");

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.json().textAt("message"))
        .contains("conversion webhook for example.com/v1, Kind=Widget failed: no table for Widget");
    assertNothingIsStored();
  }

  @Test
  void conversionOutOfReachFailsReadsThatNeedIt() throws IOException {
    stage.createdV1("one", "{}");
    stage.webhook.stop();

    ApiResponse v1 = stage.api.get(V1 + "/one");
    ApiResponse v2 = stage.api.get(V2 + "/one");

    assertThat(v1.status()).isEqualTo(500);
    assertThat(v1.json().textAt("message").orElse(""))
        .startsWith("conversion webhook for example.com/v2, Kind=Widget failed: Post ");
    assertThat(v2.status()).isEqualTo(200);
  }

  @Test
  void answerThatBreaksTheConversionContractFailsTheRequest() throws IOException {
    stage.webhook.spoil(
        "/convert", answer -> answer.with("apiVersion", Json.text("apiextensions.k8s.io/v1beta1")));

    ApiResponse refused = create("{}");

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.json().textAt("message").orElse("")).contains("breaks the contract: W1");
    assertNothingIsStored();
  }

  @Test
  void answerThatBreaksTheAdmissionContractFailsTheRequest() throws IOException {
    stage.webhook.spoil("/validate", answer -> response(answer, "uid", Json.text("other")));

    ApiResponse refused = create("{}");

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.json().textAt("message").orElse("")).contains("breaks the contract: A1");
    assertNothingIsStored();
  }

  @Test
  void frontServesOnAfterEveryRefusal() throws IOException {
    create("{\"size\": 101}");
    stage.api.send("POST", V1, ApiClient.JSON, "{oops".getBytes(StandardCharsets.UTF_8));

    assertThat(create("{\"size\": 1}").status()).isEqualTo(201);
  }
}
