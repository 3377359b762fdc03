package io.phasegate.admission.payload;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The annotations of an object in which one version saves what the other cannot hold.
 *
 * @param keys of the annotations, one for each part of the kind
 */
record Payloads(List<String> keys) {

  static final Path ANNOTATIONS = Path.of("metadata.annotations");

  /** A field of the saved version that there was no room for. */
  record Omitted(String key, String field) {}

  /**
   * What is missing in an object's payloads; empty for a payload that is none.
   *
   * @param from the version whose fields are saved; a payload of another was copied here by
   *     somebody, and no conversion reads it
   */
  Stream<Omitted> omitted(JsonObject object, String from) {
    return keys.stream()
        .flatMap(key -> fields(object, key, from).map(field -> new Omitted(key, field)));
  }

  private static Stream<String> fields(JsonObject object, String key, String from) {
    return object.at(ANNOTATIONS.key(key)).flatMap(Json::asText).flatMap(Payloads::read).stream()
        .filter(payload -> payload.textAt("from").filter(from::equals).isPresent())
        .flatMap(payload -> payload.get("omitted").flatMap(Json::asArray).stream())
        .flatMap(list -> list.items().stream())
        .flatMap(item -> item.asText().stream());
  }

  private static Optional<JsonObject> read(String payload) {
    // The word is looked for first: a payload can be long, and nearly none has it.
    if (!payload.contains("\"omitted\"")) {
      return Optional.empty();
    }
    try {
      return JsonReader.read(payload).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }
}
