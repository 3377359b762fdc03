package io.phasegate.demo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The fields of an object, one by one: lists and empty objects count as one field. */
final class Leaves {

  private Leaves() {}

  /** All leaves below one part of an object, by their path from the root. */
  static SequencedMap<Path, Json> of(JsonObject object, String part) {
    SequencedMap<Path, Json> leaves = new LinkedHashMap<>();
    object.objectAt(part).ifPresent(fields -> collect(fields, Path.of(part), leaves));
    return leaves;
  }

  private static void collect(JsonObject object, Path path, SequencedMap<Path, Json> leaves) {
    for (var entry : object.entries()) {
      Path field = path.key(entry.getKey());
      if (entry.getValue() instanceof JsonObject deeper && !deeper.isEmpty()) {
        collect(deeper, field, leaves);
      } else {
        leaves.put(field, entry.getValue());
      }
    }
  }
}
