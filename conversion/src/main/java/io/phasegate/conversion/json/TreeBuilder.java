package io.phasegate.conversion.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts one tree together from the events of a parser.
 *
 * <p>A level of nesting is filled many times over in the life of one tree. So each has one pair of
 * lists for good, and what is finished leaves it in arrays of just its size.
 */
final class TreeBuilder {

  /** One level: what is being filled there, either an object or an array. */
  private static final class Level {

    private final @Nullable Level outer;
    private @Nullable Level inner;
    private final Fields<Json> fields = new Fields<>();
    private final List<Json> items = new ArrayList<>();
    private String key = "";
    private boolean isObject;

    Level(@Nullable Level outer) {
      this.outer = outer;
    }

    Level inner(boolean forObject) {
      Level level = inner == null ? new Level(this) : inner;
      inner = level;
      level.isObject = forObject;
      return level;
    }

    void add(Json value) {
      if (isObject) {
        fields.append(key, value);
      } else {
        items.add(value);
      }
    }

    Json close() {
      if (isObject) {
        return fields.size() == 0 ? JsonObject.empty() : JsonObject.owning(fields.drain());
      }
      JsonArray array = JsonArray.of(items);
      items.clear();
      return array;
    }
  }

  /** Holds the finished tree as its only item. */
  private final Level ground = new Level(null);

  private Level here = ground;

  /** True when a value is finished and nothing is open. */
  boolean isComplete() {
    return here == ground && !ground.items.isEmpty();
  }

  /** True when an object or an array is open. */
  boolean isOpen() {
    return here != ground;
  }

  Json tree() {
    return ground.items.getFirst();
  }

  void startObject() {
    here = here.inner(true);
  }

  void startArray() {
    here = here.inner(false);
  }

  /** Names the value that comes next; false when the object has that key already. */
  boolean key(String key) {
    here.key = key;
    return !here.fields.has(key);
  }

  void add(Json scalar) {
    here.add(scalar);
  }

  /** Ends what was opened last. */
  void end() {
    Level ended = here;
    if (ended.outer == null) {
      throw new IllegalStateException("nothing is open");
    }
    here = ended.outer;
    here.add(ended.close());
  }
}
