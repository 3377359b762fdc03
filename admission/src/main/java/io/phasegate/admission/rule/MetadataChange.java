package io.phasegate.admission.rule;

import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An update of nothing but metadata, as controllers make most of them: labels, finalizers, owner
 * references, managed fields. Such an update passes (spec 4.4) unless it loses something. Rules and
 * conversions look at none of these; of metadata they look only at who the object is and at its
 * annotations.
 *
 * <p>An API server fills defaults in before it converts an object and not after. In a version that
 * is not stored the old object comes without them and the new one with them: both mean the same, as
 * where specs are compared. Defaults within lists are not looked for.
 *
 * @param schema of both objects
 */
record MetadataChange(StructuralSchema schema, JsonObject before, JsonObject after) {

  /**
   * What is looked at; {@code MetadataChangeTest} and {@code DgdrAdmissionLawsTest} hold us to it.
   */
  static final List<Path> LOOKED_AT =
      Stream.of("metadata.annotations", "metadata.name", "metadata.namespace", "metadata.uid")
          .map(Path::of)
          .toList();

  /** Whether it is all that the update changes, as far as can be told without looking closely. */
  boolean isAll() {
    return isAlikeBesideMetadata() && isAlikeWhereLookedAt();
  }

  private boolean isAlikeBesideMetadata() {
    for (int i = 0; i < before.size(); i++) {
      String key = before.key(i);
      Optional<Json> value = after.get(key);
      if (value.isEmpty()
          || (!key.equals("metadata")
              && !differByDefaultsAtMost(schema.field(key), before.value(i), value.get()))) {
        return false;
      }
    }
    return before.size() == after.size();
  }

  /** Goes no deeper than the schema does, whatever the objects are. */
  private static boolean differByDefaultsAtMost(
      Optional<StructuralSchema> schema, Json was, Json is) {
    return was.isPlainlyEqualTo(is)
        || (schema.isPresent()
            && was instanceof JsonObject before
            && is instanceof JsonObject after
            && differByDefaultsAtMost(schema.get(), before, after));
  }

  private static boolean differByDefaultsAtMost(
      StructuralSchema schema, JsonObject before, JsonObject after) {
    int kept = 0;
    for (int i = 0; i < after.size(); i++) {
      String key = after.key(i);
      Optional<Json> was = before.get(key);
      kept += was.isPresent() ? 1 : 0;
      Optional<Json> expected = was.or(() -> filledIn(schema, key));
      if (expected.isEmpty()
          || !differByDefaultsAtMost(schema.field(key), expected.get(), after.value(i))) {
        return false;
      }
    }
    return kept == before.size();
  }

  /** What an absent field is filled with, if it has a name in the schema; no others are. */
  private static Optional<Json> filledIn(StructuralSchema schema, String key) {
    return Optional.ofNullable(schema.properties().get(key))
        .flatMap(StructuralSchema::defaultValue);
  }

  private boolean isAlikeWhereLookedAt() {
    for (Path field : LOOKED_AT) {
      Optional<Json> was = before.at(field);
      Optional<Json> is = after.at(field);
      if (was.isPresent() ? is.filter(was.get()::isPlainlyEqualTo).isEmpty() : is.isPresent()) {
        return false;
      }
    }
    return true;
  }
}
