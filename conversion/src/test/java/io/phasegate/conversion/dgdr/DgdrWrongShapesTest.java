package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.explain;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no API server could hold is refused by its name; null is as good as absent. */
class DgdrWrongShapesTest {

  private static final JsonObject REQUEST =
      alpha("{spec: {model: m, autoApply: true}, status: {state: Ready}}");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "metadata, text",
    "metadata, [1]",
    "metadata.annotations, 7",
    "spec, true",
    "status, []",
  })
  void placeOfAnObjectThatHoldsSomethingElseIsNamed(String path, String yaml) {
    JsonObject wrong = edit(REQUEST, path, yaml);

    assertThat(explain(wrong, "v1beta1").conversion())
        .isEqualTo(new Conversion.Refused(path + " must be an object"));
  }

  @Test
  void nullPartStaysNullAndTheOtherIsConverted() {
    JsonObject hub = toBeta(REQUEST.with("status", Json.Null.NULL));

    assertThat(at(hub, "status")).isEqualTo("null");
    assertThat(at(hub, "spec.autoApply")).isEqualTo("true");
  }
}
