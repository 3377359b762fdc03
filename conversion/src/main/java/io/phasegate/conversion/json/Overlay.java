package io.phasegate.conversion.json;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lays objects of any depth over each other: pairs to be done wait in a queue, not on the stack.
 */
final class Overlay {

  /**
   * Two objects that are being laid over each other.
   *
   * @param merged what the upper has, and what the lower has added to it so far
   */
  private record Pair(Fields<Json> merged, Fields<Json> lower) {}

  private Overlay() {}

  static JsonObject lay(JsonObject upper, JsonObject lower) {
    var all = new Fields<>(upper.fields());
    Deque<Pair> open = new ArrayDeque<>();
    open.push(new Pair(all, lower.fields()));
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      for (int place = 0; place < pair.lower.size(); place++) {
        String key = pair.lower.key(place);
        Json value = pair.lower.value(place);
        @Nullable Json there = pair.merged.get(key);
        if (there == null) {
          pair.merged.append(key, value);
        } else if (there instanceof JsonObject above && value instanceof JsonObject below) {
          // Goes into its place now and is filled later; nobody else sees it before.
          var deeper = new Fields<>(above.fields());
          pair.merged.put(key, JsonObject.owning(deeper));
          open.push(new Pair(deeper, below.fields()));
        }
      }
    }
    return JsonObject.owning(all);
  }
}
