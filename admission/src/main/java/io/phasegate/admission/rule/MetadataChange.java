package io.phasegate.admission.rule;

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
 */
record MetadataChange(JsonObject before, JsonObject after) {

  /**
   * What is looked at; {@code MetadataChangeTest} and {@code DgdrAdmissionLawsTest} hold us to it.
   */
  static final List<Path> LOOKED_AT =
      Stream.of("metadata.annotations", "metadata.name", "metadata.namespace", "metadata.uid")
          .map(Path::of)
          .toList();

  /** Whether it is all that the update changes, as far as can be told without looking closely. */
  boolean isAll() {
    return before.size() == after.size() && isAlikeBesideMetadata() && isAlikeWhereLookedAt();
  }

  private boolean isAlikeBesideMetadata() {
    for (int i = 0; i < before.size(); i++) {
      Optional<Json> value = after.get(before.key(i));
      boolean isMetadata = before.key(i).equals("metadata");
      if (value.isEmpty() || (!isMetadata && !before.value(i).isPlainlyEqualTo(value.get()))) {
        return false;
      }
    }
    return true;
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
