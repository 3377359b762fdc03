package io.phasegate.admission.schema;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether two values mean the same to a cluster (spec 4.4, ruling 33). Defaults are filled in on
 * both sides; the order of keys, {@code null} beside absent, the spelling of numbers and, where the
 * schema says quantity, of quantities make no difference. Nor does the order of a list that the
 * schema calls a map or a set; that of any other list does, and so do the number of items and an
 * empty object beside none.
 */
public final class SemanticEquality {

  /** Differences deeper than this are named by the field that holds them. */
  private static final int NAMED_DEPTH = 12;

  private record Pair(StructuralSchema schema, Json left, Json right, FieldPath at) {}

  private final int most;
  private final Demand demand;
  private final Deque<Pair> open = new ArrayDeque<>();
  private final List<FieldPath> differences = new ArrayList<>();

  private SemanticEquality(int most, Demand demand) {
    this.most = most;
    this.demand = demand;
  }

  /** True when two objects of the same schema mean the same. */
  public static boolean equal(StructuralSchema schema, JsonObject left, JsonObject right) {
    return differences(schema, left, right, FieldPath.of(""), 1, Demand.LASTING).isEmpty();
  }

  /**
   * The fields in which two objects differ.
   *
   * @param at where the objects are; the answer's fields begin with it
   * @param most how many to look for; the answer has no more
   * @return sorted as people read them; empty when both mean the same
   * @throws Demand.Ended when nobody waits for it any more
   */
  public static List<FieldPath> differences(
      StructuralSchema schema,
      JsonObject left,
      JsonObject right,
      FieldPath at,
      int most,
      Demand demand) {
    if (left.isPlainlyEqualTo(right)) {
      return List.of();
    }
    var comparison = new SemanticEquality(most, demand);
    comparison.open.push(
        new Pair(
            schema, SchemaDefaults.apply(schema, left), SchemaDefaults.apply(schema, right), at));
    while (comparison.goesOn() && !comparison.open.isEmpty()) {
      comparison.next(comparison.open.pop());
    }
    return comparison.differences.stream().distinct().sorted().toList();
  }

  private boolean goesOn() {
    demand.check();
    return differences.size() < most;
  }

  private void next(Pair pair) {
    switch (pair.left) {
      case JsonObject left when pair.right instanceof JsonObject right -> fields(pair, left, right);
      case JsonArray left
          when pair.right instanceof JsonArray right && left.size() == right.size() ->
          items(pair, left.items(), right.items());
      default -> differences.add(pair.at);
    }
  }

  private void fields(Pair pair, JsonObject left, JsonObject right) {
    for (String key : left.keys()) {
      if (!goesOn()) {
        return;
      }
      field(pair, key, left, right);
    }
    for (String key : right.keys()) {
      if (!goesOn()) {
        return;
      }
      if (!left.has(key)) {
        field(pair, key, left, right);
      }
    }
  }

  private void field(Pair pair, String key, JsonObject left, JsonObject right) {
    // A null says as much as an absent field, so absent is compared as null.
    Json before = left.get(key).orElse(Json.Null.NULL);
    Json after = right.get(key).orElse(Json.Null.NULL);
    compare(within(pair.schema.field(key)), before, after, pair.at, at -> at.name(key));
  }

  private void items(Pair pair, List<Json> left, List<Json> right) {
    StructuralSchema schema = within(pair.schema.items());
    if (hasOrder(pair.schema)) {
      for (int i = 0; i < left.size() && goesOn(); i++) {
        int index = i;
        compare(schema, left.get(i), right.get(i), pair.at, at -> at.index(index));
      }
    } else {
      List<Item> before = byKey(pair.schema, left);
      List<Item> after = byKey(pair.schema, right);
      for (int i = 0; i < before.size() && goesOn(); i++) {
        Item item = after.get(i);
        compare(schema, before.get(i).value, item.value, pair.at, at -> at.index(item.index));
      }
    }
  }

  /** An item of a list, where in the list it is, and what it goes by. */
  private record Item(Json value, int index, String key) {}

  /** The items of a list whose own order means nothing. */
  private static List<Item> byKey(StructuralSchema schema, List<Json> items) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> item(schema, items.get(i), i))
        .sorted(Comparator.comparing(Item::key))
        .toList();
  }

  private static boolean hasOrder(StructuralSchema schema) {
    return schema.listType().equals("atomic");
  }

  private static Item item(StructuralSchema schema, Json value, int index) {
    return new Item(
        value,
        index,
        switch (schema.listType()) {
          case "map" -> keyOf(schema, value);
          case "set" -> identity(value);
          default -> "";
        });
  }

  private static String keyOf(StructuralSchema schema, Json item) {
    return item.asObject().stream()
        .flatMap(object -> schema.listMapKeys().stream().map(key -> object.get(key)))
        .map(value -> identity(value.orElse(Json.Null.NULL)))
        .collect(Collectors.joining(","));
  }

  private static String identity(Json value) {
    return value instanceof Json.Num number
        ? DecimalNumber.of(number).toString()
        : JsonWriter.sortedText(value);
  }

  /**
   * Spares whoever is spelled alike. Deep down that is not asked any more: each level would look at
   * all that is below it, and what differs may be at the very bottom. Scalars are compared at once:
   * there may be hundreds of thousands of them, and only few have to be named.
   */
  private void compare(
      StructuralSchema schema,
      Json left,
      Json right,
      FieldPath around,
      UnaryOperator<FieldPath> step) {
    boolean named = around.steps().size() < NAMED_DEPTH;
    if (left instanceof Json.Scalar && right instanceof Json.Scalar) {
      if (!sameScalar(schema, left, right)) {
        differences.add(named ? step.apply(around) : around);
      }
    } else if (!named || !left.isPlainlyEqualTo(right)) {
      open.push(new Pair(schema, left, right, named ? step.apply(around) : around));
    }
  }

  private static StructuralSchema within(Optional<StructuralSchema> schema) {
    return schema.orElse(StructuralSchema.ANYTHING);
  }

  private static boolean sameScalar(StructuralSchema schema, Json left, Json right) {
    if (schema.isQuantity()) {
      Optional<Quantity> amount = Quantity.of(left);
      return amount.isPresent() ? amount.equals(Quantity.of(right)) : left.equals(right);
    }
    if (left instanceof Json.Num a && right instanceof Json.Num b) {
      return DecimalNumber.of(a).equals(DecimalNumber.of(b));
    }
    return left.equals(right);
  }
}
