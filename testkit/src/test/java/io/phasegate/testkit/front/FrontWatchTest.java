package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.V2;
import static io.phasegate.testkit.widget.Widgets.json;
import static io.phasegate.testkit.widget.Widgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrontWatchTest {

  @AutoClose private final Stage stage = new Stage();

  private WatchReader watch(String path, String parameters) throws IOException {
    return new WatchReader(stage.front.url(), path + "?watch=true" + parameters);
  }

  private static String type(JsonObject event) {
    return event.textAt("type").orElse("");
  }

  @Test
  void eventsAreInTheVersionAskedFor() throws IOException {
    try (var watch = watch(V1, "")) {
      stage.api.create(V2, widget("v2", "one", "{\"width\": 3}")).orThrow();

      JsonObject event = watch.next();

      assertThat(type(event)).isEqualTo("ADDED");
      assertThat(event.textAt("object.apiVersion")).contains("example.com/v1");
      assertThat(event.at("object.spec.size")).contains(Json.Num.of(3));
    }
  }

  @Test
  void watchWithoutAVersionBeginsWithWhatIsThere() throws IOException {
    stage.createdV1("one", "{}");

    try (var watch = watch(V1, "")) {
      assertThat(watch.next().textAt("object.metadata.name")).contains("one");
      stage.createdV1("two", "{}");
      assertThat(watch.next().textAt("object.metadata.name")).contains("two");
    }
  }

  @Test
  void watchFromAListMissesNothingThatHappenedSince() throws IOException {
    stage.createdV1("one", "{\"size\": 1}");
    stage.createdV1("two", "{}");
    String version = stage.api.get(V1).json().textAt("metadata.resourceVersion").orElseThrow();
    stage.api.patch(V1 + "/one", ApiClient.MERGE_PATCH, "{\"spec\":{\"size\":2}}").orThrow();
    stage.api.delete(V1 + "/two").orThrow();

    try (var watch = watch(V1, "&resourceVersion=" + version)) {
      JsonObject modified = watch.next();
      JsonObject deleted = watch.next();

      assertThat(type(modified)).isEqualTo("MODIFIED");
      assertThat(modified.at("object.spec.size")).contains(Json.Num.of(2));
      assertThat(type(deleted)).isEqualTo("DELETED");
      assertThat(deleted.textAt("object.metadata.name")).contains("two");
      assertThat(deleted.textAt("object.apiVersion")).contains("example.com/v1");
    }
  }

  @Test
  void objectThatLeavesASelectorIsDeletedForItsWatch() throws IOException {
    JsonObject labelled =
        widget("v1", "one", "{}")
            .with("metadata", json("{\"name\": \"one\", \"labels\": {\"tier\": \"gold\"}}"));
    stage.api.create(V1, labelled).orThrow();

    try (var watch = watch(V1, "&labelSelector=tier%3Dgold")) {
      assertThat(type(watch.next())).isEqualTo("ADDED");
      stage
          .api
          .patch(V1 + "/one", ApiClient.MERGE_PATCH, "{\"metadata\":{\"labels\":null}}")
          .orThrow();
      assertThat(type(watch.next())).isEqualTo("DELETED");
    }
  }

  @Test
  void watchOfAnotherNamespaceSeesNothing() throws IOException {
    try (var watch = watch(V1.replace("home", "away"), "&timeoutSeconds=1")) {
      stage.createdV1("one", "{}");

      assertThat(watch.hasNext()).isFalse();
    }
  }

  @Test
  void conversionOutageEndsTheWatchWithAnError() throws IOException {
    stage.createdV1("one", "{}");
    stage.webhook.spoil("/convert", answer -> answer.without("response"));

    try (var watch = watch(V1, "")) {
      JsonObject event = watch.next();

      assertThat(type(event)).isEqualTo("ERROR");
      assertThat(event.textAt("object.message").orElse("")).startsWith("conversion webhook for ");
      assertThat(watch.hasNext()).isFalse();
    }
  }

  @Test
  void closedFrontEndsItsWatches() throws IOException {
    try (var watch = watch(V1, "")) {
      stage.createdV1("one", "{}");
      watch.next();
      stage.front.close();

      assertThat(endsSomehow(watch)).isTrue();
    }
  }

  /** A connection may be cut off or end in order; it must not go on. */
  private static boolean endsSomehow(WatchReader watch) {
    try {
      return !watch.hasNext();
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
