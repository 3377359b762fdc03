package io.phasegate.conversion.json;

import java.util.ArrayDeque;
import java.util.Deque;

/** How deep trees nest. What is still to be looked at waits in a queue, not on the stack. */
public final class Nesting {

  /**
   * How deep a part of an object may nest that other objects are made of. An API server takes
   * {@value JsonReader#MAX_DEPTH} levels, but what is made of such a part nests deeper than the
   * part, and most of what reads it later gives up at 1 000 levels. Nobody writes fifty.
   */
  public static final int DEEPEST = 500;

  private record Level(Json value, int depth) {}

  private Nesting() {}

  /** True when objects and arrays nest in more levels than that; a value without parts has none. */
  public static boolean isDeeperThan(Json value, int levels) {
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(value, 1));
    while (!open.isEmpty()) {
      Level here = open.pop();
      if (mostLevels(here.value) <= levels - here.depth + 1) {
        continue;
      }
      if (here.depth > levels) {
        return true;
      }
      switch (here.value) {
        case JsonObject object -> {
          Fields<Json> fields = object.fields();
          for (int place = 0; place < fields.size(); place++) {
            open.push(new Level(fields.value(place), here.depth + 1));
          }
        }
        case JsonArray array -> array.forEach(item -> open.push(new Level(item, here.depth + 1)));
        case Json.Scalar _ -> {}
      }
    }
    return false;
  }

  /** Nearly everything is so small that this tells enough. */
  private static int mostLevels(Json value) {
    return switch (value) {
      case Json.Scalar _ -> 0;
      case JsonObject object -> object.mostLevels();
      case JsonArray array -> array.mostLevels();
    };
  }
}
