package io.phasegate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import io.phasegate.testkit.widget.WidgetWebhook;
import io.phasegate.testkit.widget.Widgets;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our checks of conversion answers against the judge that counts: a webhook that is wrong on
 * purpose in front of a real API server. What the one refuses, the other must name; these are the
 * cases of the API server's own conversion suite that only a wrong webhook can show (C6).
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionCalibrationIT {

  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private final WidgetWebhook webhook = new WidgetWebhook();
  private final ApiClient api;
  private final String namespace;

  ConversionCalibrationIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.api = cluster.api();
    this.namespace = namespace.name();
    api.create(CRDS, Widgets.manifest(webhook)).orThrow();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get(all("v1")).succeeded() && api.get(all("v2")).succeeded());
    api.create(all("v2"), Widgets.widget("v2", "one", "{\"width\": 4}")).orThrow();
  }

  @AfterAll
  void remove() throws IOException {
    webhook.mend();
    api.delete(all("v2")).orThrow();
    api.delete(CRDS + "/widgets.example.com").orThrow();
    webhook.close();
  }

  @AfterEach
  void mend() {
    webhook.mend();
  }

  private String all(String version) {
    return "/apis/example.com/%s/namespaces/%s/widgets".formatted(version, namespace);
  }

  private String one(String version) {
    return all(version) + "/one";
  }

  @Test
  void goodAnswerIsTakenByBoth() throws IOException {
    JsonObject widget = api.get(one("v1")).orThrow().json();

    assertThat(widget.at("spec.size")).hasValue(Json.Num.of(4));
    assertThat(verdict().breaches()).isEmpty();
  }

  /** What a webhook can get wrong, with the id of the fact that it breaks. */
  record Wrong(String what, String id, UnaryOperator<JsonObject> change) {

    @Override
    public String toString() {
      return id + ", " + what;
    }

    private static JsonObject put(JsonObject object, String path, Json value) {
      Draft draft = Draft.of(object);
      draft.put(Path.of(path), value);
      return draft.freeze();
    }

    private static JsonObject drop(JsonObject object, String path) {
      Draft draft = Draft.of(object);
      draft.take(Path.of(path), Path.of(path).parent());
      return draft.freeze();
    }

    private static JsonObject objects(JsonObject answer, Function<JsonObject, JsonArray> change) {
      JsonArray objects =
          answer.at("response.convertedObjects").flatMap(Json::asArray).orElseThrow();
      JsonObject only = objects.items().getFirst().asObject().orElseThrow();
      return put(answer, "response.convertedObjects", change.apply(only));
    }

    private static JsonObject object(JsonObject answer, String path, Json value) {
      return objects(answer, only -> Json.array(put(only, path, value)));
    }
  }

  static Stream<Wrong> wrongs() {
    return Stream.of(
        new Wrong(
            "review version",
            "W1",
            answer -> answer.with("apiVersion", Json.text("apiextensions.k8s.io/v2"))),
        new Wrong("review kind", "W1", answer -> answer.with("kind", Json.text("AdmissionReview"))),
        new Wrong("no response", "W1", answer -> answer.without("response")),
        new Wrong(
            "response uid",
            "W2",
            answer -> Wrong.put(answer, "response.uid", Json.text("another"))),
        new Wrong(
            "success word",
            "W3",
            answer -> Wrong.put(answer, "response.result.status", Json.text("success"))),
        new Wrong("no result", "W3", answer -> Wrong.drop(answer, "response.result")),
        new Wrong(
            "empty answer",
            "W4",
            answer -> Wrong.put(answer, "response.convertedObjects", JsonArray.empty())),
        new Wrong(
            "object too many",
            "W4",
            answer -> Wrong.objects(answer, only -> Json.array(only, only))),
        new Wrong(
            "object version",
            "W5",
            answer -> Wrong.object(answer, "apiVersion", Json.text("example.com/v3"))),
        new Wrong("object kind", "W5", answer -> Wrong.object(answer, "kind", Json.text("Gadget"))),
        new Wrong("name", "W6", answer -> Wrong.object(answer, "metadata.name", Json.text("two"))),
        new Wrong(
            "namespace",
            "W6",
            answer -> Wrong.object(answer, "metadata.namespace", Json.text("elsewhere"))),
        new Wrong(
            "object uid",
            "W6",
            answer -> Wrong.object(answer, "metadata.uid", Json.text("another"))),
        new Wrong(
            "no metadata",
            "W7",
            answer -> Wrong.objects(answer, only -> Json.array(only.without("metadata")))),
        new Wrong(
            "annotation not text",
            "W8",
            answer ->
                Wrong.object(
                    answer, "metadata.annotations", Widgets.json("{\"example.com/n\": 1}"))),
        new Wrong(
            "label syntax",
            "W8",
            answer -> Wrong.object(answer, "metadata.labels", Widgets.json("{\"a\": \"b c\"}"))));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void whatTheApiServerRefusesTheContractNames(Wrong wrong) throws IOException {
    webhook.spoil("/convert", wrong.change);

    ApiResponse read = api.get(one("v1"));

    assertThat(read.status()).isEqualTo(500);
    assertThat(read.text()).contains("conversion webhook for example.com/v2, Kind=Widget ");
    assertThat(verdict().breaches()).extracting(Breach::id).contains(wrong.id);
  }

  @Test
  void W8_labelsAndAnnotationsMayChange() throws IOException {
    webhook.spoil(
        "/convert",
        answer ->
            Wrong.object(
                answer, "metadata.annotations", Widgets.json("{\"example.com/note\": \"new\"}")));

    JsonObject widget = api.get(one("v1")).orThrow().json();

    assertThat(widget.at(Path.of("metadata.annotations").key("example.com/note")))
        .hasValue(Json.text("new"));
    assertThat(verdict().breaches()).isEmpty();
  }

  @Test
  void W9_otherMetadataIsSilentlyPutBackAndOurContractSaysSo() throws IOException {
    webhook.spoil(
        "/convert",
        answer -> Wrong.object(answer, "metadata.finalizers", Json.array(Json.text("a.b/c"))));

    JsonObject widget = api.get(one("v1")).orThrow().json();

    assertThat(widget.at("metadata.finalizers")).isEmpty();
    assertThat(verdict().breaches()).extracting(Breach::id).containsExactly("W9");
  }

  /**
   * A call that needs a conversion. A list does not any more once the API server's watch cache
   * holds the objects as this version (V5).
   */
  enum Verb {
    GET("GET", "/one", ""),
    CREATE("POST", "", "{\"metadata\": {\"name\": \"new\"}}"),
    UPDATE("PUT", "/one", "{\"metadata\": {\"name\": \"one\"}, \"spec\": {\"size\": 5}}"),
    PATCH("PATCH", "/one", "{\"spec\": {\"size\": 5}}"),
    DELETE("DELETE", "/one", ""),
    DELETE_COLLECTION("DELETE", "", ""),
    GET_STATUS("GET", "/one/status", ""),
    UPDATE_STATUS("PUT", "/one/status", "{\"metadata\": {\"name\": \"one\"}}"),
    PATCH_STATUS("PATCH", "/one/status", "{\"status\": {\"ready\": true}}"),
    GET_SCALE("GET", "/one/scale", ""),
    PATCH_SCALE("PATCH", "/one/scale", "{\"spec\": {\"replicas\": 2}}");

    private final String method;
    private final String place;
    private final String body;

    Verb(String method, String place, String body) {
      this.method = method;
      this.place = place;
      this.body = body;
    }
  }

  @ParameterizedTest
  @EnumSource
  void W3_failureReachesTheUserThroughEveryVerbAndSubresource(Verb verb) throws IOException {
    webhook.spoil(
        "/convert",
        answer ->
            Wrong.put(
                answer,
                "response.result",
                Widgets.json(
                    "{\"status\": \"Failure\", \"message\": \"the sprocket is upside down\"}")));
    String body =
        verb.body.replaceFirst(
            "^\\{", "{\"apiVersion\": \"example.com/v1\", \"kind\": \"Widget\", ");

    ApiResponse answer =
        switch (verb.method) {
          case "PATCH" -> api.patch(all("v1") + verb.place, ApiClient.MERGE_PATCH, verb.body);
          case "POST" -> api.create(all("v1"), Widgets.json(body));
          case "PUT" -> api.replace(all("v1") + verb.place, Widgets.json(body));
          case "DELETE" -> api.delete(all("v1") + verb.place);
          default -> api.get(all("v1") + verb.place);
        };

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("the sprocket is upside down");
    assertThat(verdict().breaches()).isEmpty();
    webhook.mend();
    assertThat(api.get(one("v1")).orThrow().json().at("spec.size")).hasValue(Json.Num.of(4));
  }

  private Verdict verdict() {
    return ConversionContract.check(webhook.lastConversion());
  }
}
