package io.phasegate.testkit.front;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.SchemaPruning;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.crd.CustomResourceDefinition.Version;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the schemas of the registered kinds make of objects; each is read once. */
final class Schemas {

  private final Map<Version, StructuralSchema> schemas;

  Schemas(List<CustomResourceDefinition> kinds) {
    schemas =
        kinds.stream()
            .flatMap(kind -> kind.versions().stream())
            .distinct()
            .collect(
                toUnmodifiableMap(
                    version -> version, version -> StructuralSchema.of(version.schema())));
  }

  private StructuralSchema of(Version version) {
    return Objects.requireNonNull(schemas.get(version));
  }

  /** Without what the schema does not know. */
  JsonObject prune(Version version, JsonObject object) {
    return SchemaPruning.prune(of(version), object);
  }

  /** With defaults filled in. */
  JsonObject fill(Version version, JsonObject object) {
    return SchemaDefaults.apply(of(version), object);
  }

  /** Pruned, and with defaults filled in. */
  JsonObject complete(Version version, JsonObject object) {
    return fill(version, prune(version, object));
  }

  /** What is wrong with an object, as causes of a refusal. */
  List<ApiStatus.Cause> faults(Version version, JsonObject object) {
    return SchemaCheck.check(of(version), object).stream()
        .map(fault ->
            new ApiStatus.Cause(fault.reason().word(), fault.field().toString(), fault.message()))
        .toList();
  }
}
