package io.phasegate.admission.patch;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.patch.JsonPatch.DoesNotApply;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}         | {a: 1, b: 2}         | [{"op":"add","path":"/b","value":2}]
          {a: 1}         | {a: 2}               | [{"op":"replace","path":"/a","value":2}]
          {a: 1, b: 2}   | {a: 1}               | [{"op":"remove","path":"/b"}]
          {a: {b: 1}}    | {a: {b: 1, c: {}}}   | [{"op":"add","path":"/a/c","value":{}}]
          {a: [1, 2]}    | {a: [1]}             | [{"op":"replace","path":"/a","value":[1]}]
          {a: {b: 1}}    | {a: [1]}             | [{"op":"replace","path":"/a","value":[1]}]
          {a: null}      | {a: x}               | [{"op":"replace","path":"/a","value":"x"}]
          {}             | {a: {b: {c: 1}}}     | [{"op":"add","path":"/a","value":{"b":{"c":1}}}]
          {a: 1, b: 2}   | {b: 2, a: 1}         | []
          """)
  void saysTheLeastThatMakesTheDifference(String before, String after, String patch) {
    assertThat(JsonPatch.between(yaml(before), yaml(after)).json()).hasToString(patch);
  }

  @Test
  void pointerEscapes() throws DoesNotApply {
    var before = yaml("{metadata: {annotations: {}}}");
    var after = yaml("{metadata: {annotations: {'nvidia.com/a~b': x, '': y, '~1': z}}}");

    JsonArray patch = JsonPatch.between(before, after).json();

    assertThat(patch.items().getFirst().asObject().orElseThrow().textAt("path"))
        .contains("/metadata/annotations/nvidia.com~1a~0b");
    assertThat(JsonPatch.of(patch).apply(before)).isEqualTo(after);
  }

  /** Seeded, so that a failure can be repeated; the seed is in the failure's message. */
  @Test
  void patchAppliesToSource() throws DoesNotApply {
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      JsonObject before = randomObject(random, 3);
      JsonObject after = randomObject(random, 3);

      JsonPatch patch = JsonPatch.of(JsonPatch.between(before, after).json());

      assertThat(patch.apply(before)).as("seed %d", seed).isEqualTo(after);
      assertThat(JsonPatch.between(after, after).isEmpty()).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void depthCostsNoStack() throws DoesNotApply {
    JsonObject before = nested(5_000, "1");
    JsonObject after = nested(5_000, "2");

    JsonPatch patch = JsonPatch.between(before, after);

    assertThat(patch.changes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{op: replace, path: /missing, value: 1}",
        "{op: remove, path: /missing}",
        "{op: add, path: /missing/child, value: 1}",
        "{op: add, path: /text/child, value: 1}",
        "{op: add, path: /b}",
        "{op: add, path: b, value: 1}",
        "{op: move, from: /a, path: /b}",
      })
  void patchThatDoesNotFitIsRefused(String operation) {
    var patch = Json.array(yaml(operation));

    assertThatThrownBy(() -> JsonPatch.of(patch).apply(yaml("{a: 1, text: x}")))
        .isInstanceOf(DoesNotApply.class);
  }

  private static JsonObject nested(int depth, String number) {
    JsonObject object = JsonObject.of("a", new Json.Num(number));
    for (int i = 0; i < depth; i++) {
      object = JsonObject.of("a", object);
    }
    return object;
  }

  private static JsonObject randomObject(SplittableRandom random, int depth) {
    var fields = new LinkedHashMap<String, Json>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.put(List.of("a", "b", "c/d", "~e").get(random.nextInt(4)), randomValue(random, depth));
    }
    return JsonObject.of(fields);
  }

  private static Json randomValue(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> Json.Null.NULL;
      case 1 -> Json.Bool.of(random.nextBoolean());
      case 2 -> Json.Num.of(random.nextInt(3));
      case 3 -> Json.text("t" + random.nextInt(3));
      case 4 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(randomValue(random, depth - 1));
        }
        yield JsonArray.of(items);
      }
      default -> randomObject(random, depth - 1);
    };
  }
}
