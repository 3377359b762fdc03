package io.phasegate.admission.schema;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fills in a schema's defaults as an API server does on every write and read: in objects that are
 * there, never by making one. A {@code null} in a field that is not nullable counts as absent: it
 * gives way to the default, or is dropped where there is none. An item of a list is never dropped.
 */
public final class SchemaDefaults {

  private final Predicate<Json> whole;

  private SchemaDefaults(Predicate<Json> whole) {
    this.whole = whole;
  }

  /**
   * Fills in what is absent.
   *
   * @return the same object when nothing was
   */
  public static JsonObject apply(StructuralSchema schema, JsonObject object) {
    return new SchemaDefaults(_ -> false).filled(schema, object);
  }

  /**
   * The same, but for objects and lists in which it has been done by the same schema.
   *
   * @param whole tells which these are
   */
  public static JsonObject apply(
      StructuralSchema schema, JsonObject object, Predicate<Json> whole) {
    return new SchemaDefaults(whole).filled(schema, object);
  }

  private JsonObject filled(StructuralSchema schema, JsonObject object) {
    if (!schema.knowsFields()) {
      return object;
    }
    @Nullable Draft draft = null;
    for (int i = 0; i < object.size(); i++) {
      Json before = object.value(i);
      Optional<StructuralSchema> field =
          mayChange(before) ? schema.field(object.key(i)) : Optional.empty();
      if (field.isPresent()) {
        Optional<Json> after = field(field.get(), before);
        if (isOther(before, after)) {
          draft = draft == null ? Draft.of(object) : draft;
          set(draft, object.key(i), after);
        }
      }
    }
    for (StructuralSchema.Default missing : schema.defaults()) {
      if (!object.has(missing.key())) {
        draft = draft == null ? Draft.of(object) : draft;
        draft.put(missing.key(), value(missing.schema(), missing.value()));
      }
    }
    return draft == null ? object : draft.freeze();
  }

  private static void set(Draft draft, String key, Optional<Json> value) {
    if (value.isPresent()) {
      draft.put(key, value.get());
    } else {
      draft.take(key);
    }
  }

  /** Most fields are scalars that stay what they are. */
  private static boolean mayChange(Json value) {
    return value == Json.Null.NULL || !(value instanceof Json.Scalar);
  }

  private Optional<Json> field(StructuralSchema schema, Json value) {
    return isNothing(schema, value)
        ? schema.defaultValue().map(instead -> value(schema, instead))
        : Optional.of(value(schema, value));
  }

  private Json value(StructuralSchema schema, Json value) {
    return switch (value) {
      case Json.Scalar scalar -> scalar;
      case Json any when whole.test(any) -> any;
      case JsonObject object -> filled(schema, object);
      case JsonArray array -> schema.items().map(items -> filled(items, array)).orElse(array);
    };
  }

  private JsonArray filled(StructuralSchema schema, JsonArray array) {
    @Nullable List<Json> items = null;
    for (int i = 0; i < array.size(); i++) {
      Json before = array.item(i);
      Json instead = isNothing(schema, before) ? schema.defaultValue().orElse(before) : before;
      Json after = value(schema, instead);
      if (isOther(before, Optional.of(after))) {
        items = items == null ? new ArrayList<>(array.items()) : items;
        items.set(i, after);
      }
    }
    return items == null ? array : JsonArray.of(items);
  }

  private static boolean isNothing(StructuralSchema schema, Json value) {
    return value == Json.Null.NULL && !schema.isNullable();
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is shared, so this is exact
  private static boolean isOther(Json before, Optional<Json> after) {
    return after.isEmpty() || after.get() != before;
  }
}
