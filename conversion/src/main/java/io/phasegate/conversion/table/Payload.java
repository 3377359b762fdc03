package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a private annotation holds: the fields of one version that the other one could not (C4).
 *
 * <p>For the spec {@code {"version":1,"from":"v1alpha1","spec":{…},"shape":{…},"omitted":[…]}}; for
 * every other part the sparse part itself, with "from", "shape" and "omitted" beside its fields –
 * and in an envelope as well where a field of the part has one of these names. Dynamo's own forms
 * are read as well: the envelope without "from", and the bare sparse spec.
 *
 * @param from the version that the values belong to; empty when the payload does not say
 * @param values the sparse part
 * @param omitted sorted paths of what should be here and was too large (ruling 29)
 */
record Payload(String from, JsonObject values, Shapes shapes, List<String> omitted) {

  private static final Path SPEC = Path.of("spec");

  /** What these say stands beside the fields of a part without an envelope. */
  private static final List<String> RESERVED = List.of("version", "from", "shape", "omitted");

  /** Nothing saved. */
  static Payload none() {
    return of("", JsonObject.empty(), new Shapes());
  }

  /** A payload from which nothing had to be left out. */
  static Payload of(String from, JsonObject values, Shapes shapes) {
    return new Payload(from, values, shapes, List.of());
  }

  /** This payload with {@code rest} for its values, naming what is left out. */
  Payload omitting(JsonObject rest, List<Path> leftOut) {
    return new Payload(from, rest, shapes, leftOut.stream().map(Path::toString).sorted().toList());
  }

  Payload withoutShapes() {
    return new Payload(from, values, new Shapes(), omitted);
  }

  /** True when we wrote it ourselves. */
  boolean isOurs() {
    return !from.isEmpty();
  }

  /** A saved value by its path from the object's root. */
  Optional<Json> value(Path part, Path path) {
    return !values.isEmpty() && path.startsWith(part)
        ? values.at(path, part.length())
        : Optional.empty();
  }

  boolean isNothing() {
    return values.isEmpty() && shapes.words().isEmpty() && omitted.isEmpty();
  }

  /**
   * Reads an annotation.
   *
   * @return empty for whatever is malformed, or belongs to another version than {@code expected}
   *     because somebody copied it here: that is as good as absent (C3, C4)
   */
  static Optional<Payload> read(Path part, String annotation, String expected) {
    return tree(annotation, AnnotationDepth.of(part))
        // In an envelope the part stands one level deeper, and so may be one level deeper itself.
        .or(() ->
            tree(annotation, AnnotationDepth.of(part.parent()))
                .filter(all -> isEnvelope(part, all)))
        .filter(all -> all.textAt("from").filter(from -> !from.equals(expected)).isEmpty())
        .map(all -> of(part, all));
  }

  private static Optional<JsonObject> tree(String annotation, int around) {
    try {
      return JsonReader.read(annotation, around).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static boolean isEnvelope(Path part, JsonObject all) {
    return part.equals(SPEC)
        ? all.has("version") || all.objectAt(part.toString()).isPresent()
        : all.has("version") && !all.textAt("from").orElse("").isEmpty();
  }

  private static Payload of(Path part, JsonObject all) {
    String from = all.textAt("from").orElse("");
    var shapes = new Shapes(all.objectAt("shape").orElse(JsonObject.empty()));
    List<String> omitted = omittedIn(all);
    if (isEnvelope(part, all)) {
      JsonObject inEnvelope = all.objectAt(part.toString()).orElse(JsonObject.empty());
      return new Payload(from, inEnvelope, shapes, omitted);
    }
    return new Payload(
        from, all.without("from").without("shape").without("omitted"), shapes, omitted);
  }

  private static List<String> omittedIn(JsonObject all) {
    return all
        .get("omitted")
        .flatMap(Json::asArray)
        .map(JsonArray::items)
        .orElse(List.of())
        .stream()
        .flatMap(name -> name.asText().stream())
        .toList();
  }

  /** The annotation's text: compact, keys sorted, so that equal payloads are equal bytes (C14). */
  String text(Path part) {
    boolean enveloped = part.equals(SPEC) || RESERVED.stream().anyMatch(values::has);
    JsonObject all = enveloped ? JsonObject.of("version", Json.Num.of(1)) : values;
    all = all.with("from", Json.text(from));
    if (enveloped && !values.isEmpty()) {
      all = all.with(part.toString(), values);
    }
    if (!shapes.words().isEmpty()) {
      all = all.with("shape", shapes.words());
    }
    if (!omitted.isEmpty()) {
      all = all.with("omitted", JsonArray.of(omitted.stream().<Json>map(Json::text).toList()));
    }
    return JsonWriter.sortedText(all);
  }
}
