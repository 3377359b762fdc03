package io.phasegate.conversion.table;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One part of a kind, {@code spec} or {@code status}: its lines and its private annotations.
 *
 * @param payloadKey the annotation that holds what the other version cannot
 * @param legacy older annotations that are read when there is no payload
 * @param scrubbed keys of abandoned drafts that are removed unread
 */
public record Part(
    Path path, String payloadKey, List<Mapping> lines, List<Legacy> legacy, List<String> scrubbed) {

  public Part {
    lines = List.copyOf(lines);
    legacy = List.copyOf(legacy);
    scrubbed = List.copyOf(scrubbed);
  }

  /** The annotations in which fields of the other version may be saved. */
  public Stream<String> savingKeys() {
    return Stream.concat(Stream.of(payloadKey), legacy.stream().map(Legacy::key));
  }

  /** Whether any of those is there. No stream: every write of the hub's version is asked. */
  public boolean hasSaved(JsonObject annotations) {
    for (Legacy each : legacy) {
      if (annotations.has(each.key())) {
        return true;
      }
    }
    return annotations.has(payloadKey);
  }
}
