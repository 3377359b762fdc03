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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  private final Deque<Pair> open = new ArrayDeque<>();
  private final List<FieldPath> differences = new ArrayList<>();

  private SemanticEquality() {}

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
    var comparison = new SemanticEquality();
    comparison.compare(
        schema, SchemaDefaults.apply(schema, left), SchemaDefaults.apply(schema, right), at);
    while (!comparison.open.isEmpty() && comparison.differences.size() < most) {
      demand.check();
      comparison.next();
    }
    return comparison.differences.stream().distinct().sorted().toList();
  }

  private void next() {
    Pair pair = open.pop();
    switch (pair.left) {
      case JsonObject left when pair.right instanceof JsonObject right -> fields(pair, left, right);
      case JsonArray left
          when pair.right instanceof JsonArray right && left.size() == right.size() ->
          items(pair, left, right);
      default -> {
        if (!sameScalar(pair.schema, pair.left, pair.right)) {
          differences.add(pair.at);
        }
      }
    }
  }

  private void fields(Pair pair, JsonObject left, JsonObject right) {
    Set<String> keys = new LinkedHashSet<>(left.keys());
    keys.addAll(right.keys());
    for (String key : keys) {
      // A null says as much as an absent field, so absent is compared as null.
      Json before = left.get(key).orElse(Json.Null.NULL);
      Json after = right.get(key).orElse(Json.Null.NULL);
      compare(within(pair.schema.field(key)), before, after, deeper(pair.at, pair.at.name(key)));
    }
  }

  private void items(Pair pair, JsonArray left, JsonArray right) {
    StructuralSchema schema = within(pair.schema.items());
    List<Item> before = inOrder(pair.schema, left);
    List<Item> after = inOrder(pair.schema, right);
    for (int i = 0; i < before.size(); i++) {
      Item item = after.get(i);
      compare(schema, before.get(i).value, item.value, deeper(pair.at, pair.at.index(item.index)));
    }
  }

  /** An item of a list, where in the list it is, and what it goes by. */
  private record Item(Json value, int index, String key) {}

  /** The items in an order that means something: their own, or that of their keys. */
  private static List<Item> inOrder(StructuralSchema schema, JsonArray array) {
    Stream<Item> items =
        IntStream.range(0, array.size()).mapToObj(i -> item(schema, array.items().get(i), i));
    return hasOrder(schema)
        ? items.toList()
        : items.sorted(Comparator.comparing(Item::key)).toList();
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
   * all that is below it, and what differs may be at the very bottom.
   */
  private void compare(StructuralSchema schema, Json left, Json right, FieldPath at) {
    if (at.steps().size() >= NAMED_DEPTH || !left.isPlainlyEqualTo(right)) {
      open.push(new Pair(schema, left, right, at));
    }
  }

  private static StructuralSchema within(Optional<StructuralSchema> schema) {
    return schema.orElse(StructuralSchema.ANYTHING);
  }

  private static FieldPath deeper(FieldPath here, FieldPath there) {
    return here.steps().size() < NAMED_DEPTH ? there : here;
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
