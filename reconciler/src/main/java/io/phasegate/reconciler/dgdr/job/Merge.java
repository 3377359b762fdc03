package io.phasegate.reconciler.dgdr.job;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** How an override and what it overrides become one value. */
@FunctionalInterface
interface Merge {

  /**
   * Merges one value.
   *
   * @param base what we would have written; empty when nothing
   * @param override what the user has written; there, and neither null nor empty
   */
  Json merge(Optional<Json> base, Json override);

  /** The override alone. */
  Merge REPLACE = (_, override) -> override;

  /** Field by field; what the override does not have stays. */
  Merge FIELDS = fields(_ -> true);

  /** Both lists, ours first. */
  Merge APPEND =
      (base, override) -> {
        List<Json> all = new ArrayList<>(items(base));
        all.addAll(items(Optional.of(override)));
        return JsonArray.of(all);
      };

  /** The override alone, if it asks for anything. */
  Merge RESOURCES =
      (base, override) ->
          override
              .asObject()
              .filter(o ->
                  Overrides.isGiven(o.get("requests"))
                      || Overrides.isGiven(o.get("limits"))
                      || Overrides.isGiven(o.get("claims")))
              .<Json>map(o -> o)
              .or(() -> base)
              .orElse(JsonObject.empty());

  /** Field by field, but only fields that may be set. */
  static Merge fields(Predicate<String> allowed) {
    return (base, override) -> {
      if (!(override instanceof JsonObject given)) {
        return override;
      }
      JsonObject merged = base.flatMap(Json::asObject).orElse(JsonObject.empty());
      for (var field : given.entries()) {
        if (allowed.test(field.getKey()) && Overrides.isGiven(Optional.of(field.getValue()))) {
          merged = merged.with(field.getKey(), field.getValue());
        }
      }
      return merged;
    };
  }

  /** Lists of objects with a key: the override takes the place of ours; others go to the end. */
  static Merge byKey(String key) {
    return (base, override) -> keyed(key, items(base), override, true);
  }

  /** Lists of objects with a key: ours stay; others go to the end. */
  static Merge union(String key) {
    return (base, override) -> keyed(key, items(base), override, false);
  }

  private static Json keyed(String key, List<Json> base, Json override, boolean overrideWins) {
    if (override.asArray().isEmpty()) {
      return override;
    }
    SequencedMap<String, Json> all = new LinkedHashMap<>();
    List<Json> given = items(Optional.of(override));
    for (Json item : base) {
      all.put(name(item, key, all.size()), item);
    }
    for (Json item : given) {
      String name = name(item, key, all.size());
      if (overrideWins || !all.containsKey(name)) {
        all.put(name, item);
      }
    }
    return JsonArray.of(List.copyOf(all.values()));
  }

  /** An item without the key stands for itself; the API server will have a word with the user. */
  private static String name(Json item, String key, int place) {
    return item.asObject()
        .flatMap(object -> object.textAt(key))
        .map(name -> "=" + name)
        .orElse("#" + place);
  }

  private static List<Json> items(Optional<Json> list) {
    return list.flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
  }
}
