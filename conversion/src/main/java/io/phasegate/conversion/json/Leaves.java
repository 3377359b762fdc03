package io.phasegate.conversion.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The fields of a tree, one by one. An array counts as one field, and so does an empty object. */
public final class Leaves {

  private Leaves() {}

  /**
   * All leaves of a value, in their order.
   *
   * @param at the path of the value itself, with which the paths of its leaves begin
   */
  public static SequencedMap<Path, Json> of(Json value, Path at) {
    SequencedMap<Path, Json> leaves = new LinkedHashMap<>();
    Deque<Map.Entry<Path, Json>> open = new ArrayDeque<>();
    open.push(Map.entry(at, value));
    while (!open.isEmpty()) {
      var here = open.pop();
      if (here.getValue() instanceof JsonObject object && !object.isEmpty()) {
        List<Map.Entry<String, Json>> fields = new ArrayList<>(object.entries());
        for (var field : fields.reversed()) {
          open.push(Map.entry(here.getKey().key(field.getKey()), field.getValue()));
        }
      } else {
        leaves.put(here.getKey(), here.getValue());
      }
    }
    return leaves;
  }
}
