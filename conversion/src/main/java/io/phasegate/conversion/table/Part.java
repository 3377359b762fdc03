package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;
import java.util.List;

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
}
