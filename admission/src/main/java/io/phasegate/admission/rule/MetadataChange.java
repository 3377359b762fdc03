package io.phasegate.admission.rule;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A write that changes nothing but metadata, as most do that a controller makes: labels,
 * finalizers, owner references. Conversion passes metadata on as it is, and looks only at who the
 * object is and at its annotations; so one conversion is enough for the two objects.
 */
record MetadataChange(JsonObject before, JsonObject after) {

  /** What a conversion looks at; {@code ConversionLaws} hold the tables to it. */
  private static final List<Path> CONVERTED =
      Stream.of("metadata.annotations", "metadata.name", "metadata.namespace", "metadata.uid")
          .map(Path::of)
          .toList();

  /** Whether it is all that the write changes, as far as can be told without looking closely. */
  boolean isAll() {
    return before.objectAt("metadata").isPresent()
        && before.keys().equals(after.keys())
        && before.keys().stream()
            .filter(key -> !key.equals("metadata"))
            .allMatch(key -> isAlike(before.get(key), after.get(key)))
        && CONVERTED.stream().allMatch(field -> isAlike(before.at(field), after.at(field)));
  }

  private static boolean isAlike(Optional<Json> one, Optional<Json> two) {
    return one.isPresent() ? two.filter(one.get()::isPlainlyEqualTo).isPresent() : two.isEmpty();
  }

  /** The object before, in the version that the one after was converted to. */
  JsonObject convertedBefore(JsonObject convertedAfter) {
    JsonObject metadata = before.objectAt("metadata").orElse(JsonObject.empty());
    Optional<Json> annotations = convertedAfter.at("metadata.annotations");
    return convertedAfter.with(
        "metadata",
        annotations.isPresent()
            ? metadata.with("annotations", annotations.get())
            : metadata.without("annotations"));
  }
}
