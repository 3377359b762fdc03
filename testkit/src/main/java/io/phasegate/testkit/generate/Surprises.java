package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Json;
import java.util.List;
import java.util.Map;

/**
 * What a schema does not tell about a version, and what its readers stumble over. Paths are dotted,
 * from the object's root; the items of a list are {@code name[]}.
 *
 * @param likely values that typed fields should often have, because somebody looks for them
 * @param hidden fields inside free-form ones that somebody reads, with values of the right type;
 *     they are also drawn with values of the wrong type, and with the wrong thing on the way
 * @param strangers names for fields that the schema does not know, such as those of other versions
 */
public record Surprises(
    Map<String, List<Json>> likely, Map<String, List<Json>> hidden, List<String> strangers) {

  public Surprises {
    likely = Map.copyOf(likely);
    hidden = Map.copyOf(hidden);
    strangers = List.copyOf(strangers);
  }

  /** A version that holds no surprises. */
  public static Surprises none() {
    return new Surprises(Map.of(), Map.of(), List.of("stranger"));
  }

  List<Json> likelyAt(String path) {
    return likely.getOrDefault(path, List.of());
  }

  /** The hidden fields below a free-form one. */
  List<Hidden> hiddenBelow(String path) {
    return hidden.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(path + "."))
        .sorted(Map.Entry.comparingByKey())
        .map(entry ->
            new Hidden(
                List.of(entry.getKey().substring(path.length() + 1).split("\\.")),
                entry.getValue()))
        .toList();
  }

  /**
   * A field that somebody looks for inside a free-form one.
   *
   * @param keys the way from the free-form field
   * @param values of the right type
   */
  record Hidden(List<String> keys, List<Json> values) {}
}
