package io.phasegate.admission.schema;

import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an API server would refuse about an object by its schema: types, required fields, enums,
 * bounds, lengths, patterns, the integer formats, keys of list-maps and sets that are there twice,
 * and apiVersion and kind of embedded resources. Fields that the schema does not know are no
 * violation; {@link SchemaPruning} drops them. Defaults are not filled in here; {@link
 * SchemaDefaults} comes first.
 */
public final class SchemaCheck {

  /** Nobody reads more; a list of a few MiB would earn more violations than there is memory. */
  private static final int MOST = 1000;

  private final List<Violation> violations = new ArrayList<>();
  private final Predicate<Json> trusted;
  private final int most;
  private final Demand demand;

  private SchemaCheck(Predicate<Json> trusted, int most, Demand demand) {
    this.trusted = trusted;
    this.most = most;
    this.demand = demand;
  }

  /**
   * Checks a whole object.
   *
   * @return what is wrong, in the order of the object, the first thousand; empty when it fits
   */
  public static List<Violation> check(StructuralSchema schema, JsonObject object) {
    return check(schema, object, MOST, Demand.LASTING);
  }

  /**
   * The same with another limit for how much is told, for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public static List<Violation> check(
      StructuralSchema schema, JsonObject object, int most, Demand demand) {
    return check(schema, object, _ -> false, most, demand);
  }

  /**
   * The same, but for objects and lists that somebody has checked by the same schema.
   *
   * @param trusted tells which these are
   * @throws Demand.Ended when nobody waits for it any more
   */
  public static List<Violation> check(
      StructuralSchema schema, JsonObject object, Predicate<Json> trusted, Demand demand) {
    return check(schema, object, trusted, MOST, demand);
  }

  private static List<Violation> check(
      StructuralSchema schema,
      JsonObject object,
      Predicate<Json> trusted,
      int most,
      Demand demand) {
    var check = new SchemaCheck(trusted, most, demand);
    check.value(schema, object, Place.ROOT);
    List<Violation> found = check.violations;
    return List.copyOf(found.size() > most ? found.subList(0, most) : found);
  }

  private void value(StructuralSchema schema, Json value, Place at) {
    demand.check();
    if (violations.size() >= most || (value == Json.Null.NULL && schema.isNullable())) {
      return;
    }
    if (!fits(schema.type(), value)) {
      violations.add(
          Violation.of(at.path(), Reason.TYPE_INVALID, value, "must be " + name(schema.type())));
      return;
    }
    // No iterators, here and below: all fields of most objects come by.
    for (int i = 0; i < schema.facets().size(); i++) {
      schema.facets().get(i).check(value, at).ifPresent(violations::add);
    }
    switch (value) {
      case Json.Scalar _ -> {}
      case Json any when trusted.test(any) -> {}
      case JsonObject object -> object(schema, object, at);
      case JsonArray array -> array(schema, array, at);
    }
  }

  private static boolean fits(StructuralSchema.Type type, Json value) {
    return switch (type) {
      case OBJECT -> value instanceof JsonObject;
      case ARRAY -> value instanceof JsonArray;
      case STRING -> value instanceof Json.Text;
      case INTEGER -> isInteger(value);
      case NUMBER -> value instanceof Json.Num;
      case BOOLEAN -> value instanceof Json.Bool;
      case INT_OR_STRING -> value instanceof Json.Text || isInteger(value);
      case ANY -> true;
    };
  }

  private static boolean isInteger(Json value) {
    return value instanceof Json.Num number && DecimalNumber.of(number).isInteger();
  }

  private static String name(StructuralSchema.Type type) {
    return switch (type) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "a string";
      case INTEGER -> "an integer";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case INT_OR_STRING -> "a string or an integer";
      case ANY -> "any value";
    };
  }

  private void object(StructuralSchema schema, JsonObject object, Place at) {
    for (int i = 0; i < schema.required().size(); i++) {
      String key = schema.required().get(i);
      if (!object.has(key)) {
        violations.add(Violation.required(at.name(key).path(), ""));
      }
    }
    if (schema.isEmbeddedResource()) {
      identity(object, "apiVersion", at);
      identity(object, "kind", at);
    }
    if (!schema.knowsFields()) {
      return;
    }
    for (int i = 0; i < object.size(); i++) {
      Optional<StructuralSchema> field = schema.field(object.key(i));
      if (field.isPresent()) {
        value(field.get(), object.value(i), at.name(object.key(i)));
      }
    }
  }

  private void identity(JsonObject object, String key, Place at) {
    Json value = object.get(key).orElse(Json.text(""));
    if (value.isText("")) {
      violations.add(
          Violation.required(at.name(key).path(), "this must be a whole Kubernetes object"));
    } else if (!(value instanceof Json.Text)) {
      violations.add(Violation.invalid(at.name(key).path(), value, "must be a string"));
    }
  }

  private void array(StructuralSchema schema, JsonArray array, Place at) {
    Optional<StructuralSchema> items = schema.items();
    if (items.isPresent()) {
      for (int i = 0; i < array.size(); i++) {
        value(items.get(), array.item(i), at.index(i));
      }
    }
    if (array.size() < 2) {
      return;
    }
    switch (schema.listType()) {
      case "map" -> uniqueKeys(schema.listMapKeys(), array, at);
      case "set" -> uniqueItems(array, at);
      default -> {}
    }
  }

  /** An item without the key has nothing as its key, and nothing may be there twice either. */
  private void uniqueKeys(List<String> keys, JsonArray array, Place at) {
    // By their text: all of these objects have the same keys, and so the same hash.
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      demand.check();
      if (array.item(i) instanceof JsonObject item) {
        if (!seen.add(identityText(item, keys))) {
          violations.add(Violation.duplicate(at.index(i).path(), shown(identity(item, keys))));
        }
      }
    }
  }

  /** Mostly the key is one, and a string. No JSON begins with NUL, so it is taken for no other. */
  private static String identityText(JsonObject item, List<String> keys) {
    return keys.size() == 1
            && item.get(keys.getFirst()).orElse(Json.Null.NULL) instanceof Json.Text text
        ? "\0" + text.value()
        : JsonWriter.sortedText(identity(item, keys));
  }

  private static JsonObject identity(JsonObject item, List<String> keys) {
    JsonObject identity = JsonObject.empty();
    for (String key : keys) {
      Optional<Json> value = item.get(key);
      if (value.isPresent()) {
        identity = identity.with(key, value.get());
      }
    }
    return identity;
  }

  private static String shown(JsonObject identity) {
    return identity.entries().stream()
        .map(entry -> "\"%s\":%s".formatted(entry.getKey(), Violation.show(entry.getValue())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void uniqueItems(JsonArray array, Place at) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      demand.check();
      Json item = array.item(i);
      if (!seen.add(JsonWriter.sortedText(item))) {
        violations.add(Violation.duplicate(at.index(i).path(), Violation.show(item)));
      }
    }
  }
}
