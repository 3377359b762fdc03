package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import java.util.Optional;

/**
 * What a private annotation holds: the fields of one version that the other one could not (C4).
 *
 * <p>For the spec {@code {"version":1,"from":"v1alpha1","spec":{…},"shape":{…}}}; for every other
 * part the sparse part itself, with the keys "from" and "shape" beside its fields. Dynamo's own
 * forms are read as well: the envelope without "from", and the bare sparse spec.
 *
 * @param from the version that the values belong to; empty when the payload does not say
 * @param values the sparse part
 */
record Payload(String from, JsonObject values, Shapes shapes) {

  private static final Path SPEC = Path.of("spec");

  /** Nothing saved. */
  static Payload none() {
    return new Payload("", JsonObject.empty(), new Shapes());
  }

  /** True when we wrote it ourselves. */
  boolean isOurs() {
    return !from.isEmpty();
  }

  boolean isNothing() {
    return values.isEmpty() && shapes.words().isEmpty();
  }

  /**
   * Reads an annotation. Whatever is malformed, or belongs to another version than {@code expected}
   * because somebody copied it here, counts as nothing saved (C3, C4).
   */
  static Payload read(Path part, String annotation, String expected) {
    JsonObject all;
    try {
      if (!(JsonReader.read(annotation) instanceof JsonObject object)) {
        return none();
      }
      all = object;
    } catch (MalformedJson e) {
      return none();
    }
    String from = all.textAt("from").orElse("");
    if (!from.isEmpty() && !from.equals(expected)) {
      return none();
    }
    var shapes = new Shapes(all.objectAt("shape").orElse(JsonObject.empty()));
    Optional<JsonObject> inEnvelope = all.objectAt("spec");
    if (part.equals(SPEC) && (all.has("version") || inEnvelope.isPresent())) {
      return new Payload(from, inEnvelope.orElse(JsonObject.empty()), shapes);
    }
    return new Payload(from, all.without("from").without("shape"), shapes);
  }

  /** The annotation's text: compact, keys sorted, so that equal payloads are equal bytes (C14). */
  String text(Path part) {
    JsonObject all = part.equals(SPEC) ? JsonObject.of("version", Json.Num.of(1)) : values;
    all = all.with("from", Json.text(from));
    if (part.equals(SPEC) && !values.isEmpty()) {
      all = all.with("spec", values);
    }
    if (!shapes.words().isEmpty()) {
      all = all.with("shape", shapes.words());
    }
    return JsonWriter.sortedText(all);
  }
}
