package io.phasegate.conversion.json;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Equality of trees of any depth: pairs still to compare wait in a queue, not on the stack. Takes
 * time and memory in proportion to the trees, whatever their shape.
 */
final class Equality {

  /**
   * Deeper than this nobody is asked whether he is spelled alike: each level would look at all that
   * is below it, and what differs may be at the very bottom.
   */
  private static final int ASKED_DEPTH = 12;

  private record Pair(Json left, Json right, int depth) {}

  private final Deque<Pair> open = new ArrayDeque<>();

  private Equality() {}

  static boolean equal(Json left, Json right) {
    var equality = new Equality();
    boolean same = equality.mayBe(left, right, 0);
    while (same && !equality.open.isEmpty()) {
      Pair pair = equality.open.pop();
      same =
          switch (pair.left) {
            case JsonObject a ->
                pair.right instanceof JsonObject b && equality.fields(a, b, pair.depth + 1);
            case JsonArray a ->
                pair.right instanceof JsonArray b && equality.items(a, b, pair.depth + 1);
            case Json.Scalar a -> a.equals(pair.right);
          };
    }
    return same;
  }

  /** False when two values differ; when it is true, what is within them is still to be seen. */
  private boolean mayBe(Json left, Json right, int depth) {
    if (left instanceof Json.Scalar) {
      return left.equals(right);
    }
    if (depth > ASKED_DEPTH || !left.isPlainlyEqualTo(right)) {
      open.push(new Pair(left, right, depth));
    }
    return true;
  }

  private boolean fields(JsonObject left, JsonObject right, int depth) {
    if (left.size() != right.size()) {
      return false;
    }
    Fields<Json> fields = left.fields();
    for (int i = 0; i < fields.size(); i++) {
      Json value = right.fields().get(fields.key(i));
      if (value == null || !mayBe(fields.value(i), value, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean items(JsonArray left, JsonArray right, int depth) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!mayBe(left.item(i), right.item(i), depth)) {
        return false;
      }
    }
    return true;
  }
}
