package io.phasegate.testkit.front;

import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.SchemaPruning;
import io.phasegate.conversion.crd.CustomResourceDefinition.Version;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;

/** What the schema of a version makes of an object. */
final class Schemas {

  private Schemas() {}

  /** Without what the schema does not know. */
  static JsonObject prune(Version version, JsonObject object) {
    return SchemaPruning.prune(version.schema(), object);
  }

  /** Pruned, and with defaults filled in. */
  static JsonObject complete(Version version, JsonObject object) {
    return SchemaDefaults.apply(version.schema(), prune(version, object));
  }

  /** The same, and what that did goes into the journal. */
  static JsonObject complete(Version version, JsonObject object, Journal journal) {
    JsonObject pruned = prune(version, object);
    journal.pruned(object, pruned);
    JsonObject complete = SchemaDefaults.apply(version.schema(), pruned);
    journal.defaulted(pruned, complete);
    return complete;
  }

  /** What is wrong with an object, as causes of a refusal. */
  static List<ApiStatus.Cause> faults(Version version, JsonObject object) {
    return SchemaCheck.check(version.schema(), object).stream()
        .map(fault -> new ApiStatus.Cause(fault.reason(), fault.field(), fault.message()))
        .toList();
  }
}
