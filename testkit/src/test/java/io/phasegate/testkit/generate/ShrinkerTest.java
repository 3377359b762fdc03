package io.phasegate.testkit.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  @Test
  void whatHasNoPartInTheFailureIsLeftOut() {
    JsonObject failing =
        JsonObject.of("noise", Json.text("loud"))
            .with(
                "list",
                Json.array(Json.Num.of(1000), JsonObject.of("bad", Json.text("long text"))));

    JsonObject smallest =
        Shrinker.shrink(failing, object -> object.toString().contains("\"bad\":"));

    assertThat(smallest)
        .isEqualTo(JsonObject.of("list", Json.array(JsonObject.of("bad", Json.text("")))));
  }

  @Test
  void jsonInsideATextStaysJson() {
    JsonObject failing = JsonObject.of("payload", Json.text("{\"noise\":[1,2],\"bad\":true}"));

    JsonObject smallest =
        Shrinker.shrink(
            failing,
            object ->
                object
                    .textAt("payload")
                    .filter(text -> text.startsWith("{") && text.contains("bad"))
                    .isPresent());

    assertThat(smallest).isEqualTo(JsonObject.of("payload", Json.text("{\"bad\":true}")));
  }
}
