package io.phasegate.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Legacy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whatever the private annotations hold: objects of both versions convert, into JSON that can be
 * read, and come back with every field that they had.
 *
 * <p>The input is text, a line for each annotation in the order of {@link #KEYS}; an empty line
 * leaves its annotation out.
 */
class PayloadFuzzTest {

  private static final ConversionTable TABLE = DgdrTable.create();
  private static final List<JsonObject> SAMPLES = Kinds.samples();

  private static final List<String> KEYS =
      Stream.concat(
              Stream.of(
                  DgdrTable.SPEC_PAYLOAD,
                  DgdrTable.STATUS_PAYLOAD,
                  DgdrTable.CONFIG_MAP_REF,
                  DgdrTable.OUTPUT_PVC),
              TABLE.parts().stream().flatMap(part -> part.legacy().stream()).map(Legacy::key))
          .toList();

  @FuzzTest(maxDuration = "10m")
  void annotationsNeverStandInTheWay(byte[] data) throws MalformedJson {
    List<String> lines = new String(data, StandardCharsets.UTF_8).lines().toList();

    for (JsonObject sample : SAMPLES) {
      JsonObject object = annotated(sample, lines);
      boolean isHub = object.textAt("apiVersion").equals(Optional.of(hub()));

      JsonObject there = read(converted(isHub ? TABLE.toSpoke(object) : TABLE.toHub(object)));
      JsonObject back = read(converted(isHub ? TABLE.toHub(there) : TABLE.toSpoke(there)));

      assertThat(back.get("spec")).isEqualTo(object.get("spec"));
      assertThat(back.get("status")).isEqualTo(object.get("status"));
      assertThat(back.textAt("metadata.name")).isEqualTo(object.textAt("metadata.name"));
    }
  }

  private static String hub() {
    return TABLE.hubVersion().toString();
  }

  private static JsonObject annotated(JsonObject sample, List<String> lines) {
    Draft draft = Draft.of(sample);
    for (int i = 0; i < Math.min(lines.size(), KEYS.size()); i++) {
      if (!lines.get(i).isEmpty()) {
        draft.put(Path.of("metadata.annotations").key(KEYS.get(i)), Json.text(lines.get(i)));
      }
    }
    return draft.freeze();
  }

  private static JsonObject converted(Conversion conversion) {
    return switch (conversion) {
      case Conversion.Converted(var object) -> object;
      case Conversion.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private static JsonObject read(JsonObject object) throws MalformedJson {
    return JsonReader.readObject(JsonWriter.bytes(object));
  }
}
