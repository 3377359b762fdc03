package io.phasegate.conversion.json;

import java.util.ArrayDeque;
import java.util.Deque;

/** Equality of trees of any depth: pairs still to compare wait in a queue, not on the stack. */
final class Equality {

  private record Pair(Json left, Json right) {}

  private Equality() {}

  static boolean equal(Json left, Json right) {
    Deque<Pair> open = new ArrayDeque<>();
    open.push(new Pair(left, right));
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      boolean same =
          pair.left.isPlainlyEqualTo(pair.right)
              || switch (pair.left) {
                case JsonObject a -> pair.right instanceof JsonObject b && sameKeys(a, b, open);
                case JsonArray a -> pair.right instanceof JsonArray b && sameLength(a, b, open);
                case Json.Scalar a -> a.equals(pair.right);
              };
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameKeys(JsonObject left, JsonObject right, Deque<Pair> open) {
    if (left.size() != right.size()) {
      return false;
    }
    Fields<Json> fields = left.fields();
    for (int i = 0; i < fields.size(); i++) {
      Json value = right.fields().get(fields.key(i));
      if (value == null) {
        return false;
      }
      open.push(new Pair(fields.value(i), value));
    }
    return true;
  }

  private static boolean sameLength(JsonArray left, JsonArray right, Deque<Pair> open) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      open.push(new Pair(left.item(i), right.item(i)));
    }
    return true;
  }
}
