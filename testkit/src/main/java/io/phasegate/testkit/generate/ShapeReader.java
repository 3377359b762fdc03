package io.phasegate.testkit.generate;

import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.generate.Shape.Fresh;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Reads a CRD's schema into shapes. Which candidates a place accepts is asked of {@link
 * SchemaCheck}, so that enums, patterns and bounds have one reader only.
 */
final class ShapeReader {

  private static final String PROBE = "probe";

  private final Surprises surprises;

  ShapeReader(Surprises surprises) {
    this.surprises = surprises;
  }

  /**
   * Reads one version's schema.
   *
   * @throws IllegalArgumentException naming a place for which no value is known
   */
  Shape read(JsonObject schema) {
    return read(schema, "");
  }

  private Shape read(JsonObject node, String path) {
    Shape shape =
        switch (node.textAt("type").orElse("")) {
          case "object" -> object(node, path);
          case "array" -> array(node, path);
          default ->
              isTrue(node, "x-kubernetes-preserve-unknown-fields")
                  ? object(node, path)
                  : value(node, path);
        };
    return isTrue(node, "nullable") ? new Shape.Nullable(shape) : shape;
  }

  private Shape object(JsonObject node, String path) {
    SequencedMap<String, Shape> fields = new LinkedHashMap<>();
    for (var entry : node.objectAt("properties").orElse(JsonObject.empty()).entries()) {
      String field = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      fields.put(entry.getKey(), read(entry.getValue().asObject().orElseThrow(), field));
    }
    return new Shape.Fields(
        fields,
        strings(node, "required"),
        node.objectAt("additionalProperties").stream()
            .map(others -> read(others, path + "{}"))
            .toList(),
        isTrue(node, "x-kubernetes-preserve-unknown-fields"),
        isTrue(node, "x-kubernetes-embedded-resource"),
        surprises.hiddenBelow(path).stream()
            .filter(hidden -> !fields.containsKey(hidden.keys().getFirst()))
            .toList());
  }

  private Shape array(JsonObject node, String path) {
    return new Shape.Items(
        read(node.objectAt("items").orElseThrow(), path + "[]"),
        strings(node, "x-kubernetes-list-map-keys"),
        node.textAt("x-kubernetes-list-type").equals(Optional.of("set")));
  }

  private Shape value(JsonObject node, String path) {
    StructuralSchema schema =
        StructuralSchema.of(
            JsonObject.of("type", Json.text("object"))
                .with("properties", JsonObject.of(PROBE, node)));
    List<Json> choices =
        node.get("enum").flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
    List<Json> likely = accepted(schema, surprises.likelyAt(path).stream());
    List<Json> plain = accepted(schema, plain(node, choices));
    List<Json> odd =
        choices.isEmpty() && !isTime(node)
            ? accepted(
                schema,
                Stream.concat(Candidates.ODD_TEXTS.stream(), Candidates.ODD_NUMBERS.stream()))
            : plain;
    if (plain.isEmpty()) {
      throw new IllegalArgumentException(
          "no candidate fits the schema of %s; add a likely value for it".formatted(path));
    }
    return new Shape.Value(
        likely, plain, odd.isEmpty() ? plain : odd, fresh(schema, node, choices));
  }

  private static Stream<Json> plain(JsonObject node, List<Json> choices) {
    if (!choices.isEmpty()) {
      return choices.stream();
    }
    return isTime(node)
        ? Candidates.TIMES.stream()
        : Stream.of(
                Candidates.PLAIN_TEXTS.stream(),
                Candidates.PLAIN_NUMBERS.stream(),
                Stream.<Json>of(Json.Bool.TRUE, Json.Bool.FALSE))
            .flatMap(all -> all);
  }

  private static boolean isTime(JsonObject node) {
    return node.textAt("format").equals(Optional.of("date-time"));
  }

  private static Fresh fresh(StructuralSchema schema, JsonObject node, List<Json> choices) {
    if (!choices.isEmpty() || isTime(node)) {
      return Fresh.NONE;
    }
    if (accepts(schema, Json.text("a made-up text"))) {
      return Fresh.TEXT;
    }
    return accepts(schema, Json.Num.of(Integer.MAX_VALUE)) ? Fresh.NUMBER : Fresh.NONE;
  }

  private static List<Json> accepted(StructuralSchema schema, Stream<Json> candidates) {
    return candidates.filter(value -> accepts(schema, value)).toList();
  }

  private static boolean accepts(StructuralSchema schema, Json value) {
    return SchemaCheck.check(schema, JsonObject.of(PROBE, value)).isEmpty();
  }

  private static boolean isTrue(JsonObject node, String word) {
    return node.get(word).filter(Json.Bool.TRUE::equals).isPresent();
  }

  private static List<String> strings(JsonObject node, String word) {
    return node.get(word).flatMap(Json::asArray).map(JsonArray::items).stream()
        .flatMap(List::stream)
        .flatMap(item -> item.asText().stream())
        .toList();
  }
}
