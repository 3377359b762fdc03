package io.phasegate.admission.schema;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Drops the fields that a schema does not know, as an API server does on every write and read.
 * Where unknown fields are preserved they stay, whatever is in them; a known field among them is
 * pruned by its own schema. apiVersion, kind and metadata of an object and of embedded resources
 * always stay.
 */
public final class SchemaPruning {

  private static final Set<String> IDENTITY = Set.of("apiVersion", "kind", "metadata");

  private SchemaPruning() {}

  /** Drops what a whole object's schema does not know. */
  public static JsonObject prune(StructuralSchema schema, JsonObject object) {
    return object(schema, object, true);
  }

  private static Json value(StructuralSchema schema, Json value) {
    return switch (value) {
      case JsonObject object -> object(schema, object, schema.isEmbeddedResource());
      case JsonArray array -> schema.items().map(items -> array(items, array)).orElse(array);
      case Json.Scalar scalar -> scalar;
    };
  }

  private static JsonArray array(StructuralSchema schema, JsonArray array) {
    return JsonArray.of(array.items().stream().map(item -> value(schema, item)).toList());
  }

  private static JsonObject object(StructuralSchema schema, JsonObject object, boolean isResource) {
    var kept = new LinkedHashMap<String, Json>();
    for (var entry : object.entries()) {
      String key = entry.getKey();
      Json value = entry.getValue();
      Optional<StructuralSchema> field = schema.field(key);
      if (isResource && IDENTITY.contains(key)) {
        kept.put(key, value);
      } else if (field.isPresent()) {
        kept.put(key, value(field.get(), value));
      } else if (schema.isPreservingUnknown()) {
        kept.put(key, value);
      }
    }
    return JsonObject.of(kept);
  }
}
