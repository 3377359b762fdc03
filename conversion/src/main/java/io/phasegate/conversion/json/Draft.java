package io.phasegate.conversion.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object in the making. Values are taken out and put in by path; what was not touched is shared
 * with the tree it came from, which never changes. Not for more than one thread.
 */
public final class Draft {

  /** What is here, in its order. Under a key that is also in {@link #open} the value is stale. */
  private Fields<Json> fields;

  /** The object that holds {@link #fields} as well, if there is one: then they must not change. */
  private @Nullable JsonObject finished;

  /** Objects in here that are drafts of their own, because something in them was touched. */
  private final Fields<Draft> open = new Fields<>(0);

  private Draft(Fields<Json> fields, @Nullable JsonObject finished) {
    this.fields = fields;
    this.finished = finished;
  }

  /** A draft that starts as a copy of {@code object}. */
  public static Draft of(JsonObject object) {
    return new Draft(object.fields(), object);
  }

  /** A draft of an object without keys. */
  public static Draft empty() {
    return new Draft(new Fields<>(), null);
  }

  /** The value at a path as it is now. */
  public Optional<Json> get(Path path) {
    Draft here = this;
    for (int i = 0; i < path.length(); i++) {
      String key = path.keyAt(i);
      @Nullable Draft draft = here.open.get(key);
      if (draft == null) {
        return inside(here.fields.get(key), path, i + 1);
      }
      here = draft;
    }
    return Optional.of(here.freeze());
  }

  private static Optional<Json> inside(@Nullable Json value, Path path, int begin) {
    if (begin == path.length()) {
      return Optional.ofNullable(value);
    }
    return value instanceof JsonObject object ? object.at(path, begin) : Optional.empty();
  }

  public boolean has(Path path) {
    return get(path).isPresent();
  }

  /**
   * Puts a value at a path and makes the objects on the way. A value on the way that is no object
   * gives way.
   */
  public void put(Path path, Json value) {
    parentOf(path).put(path.keyAt(path.length() - 1), value);
  }

  /**
   * Takes the value at a path out. Objects on the way that this empties go with it, up to but not
   * including {@code floor}: a container that holds nothing more has nothing more to say, while one
   * that was empty from the start is never touched.
   *
   * @return the value, if there was one
   */
  public Optional<Json> take(Path path, Path floor) {
    Optional<Json> value = get(path);
    if (value.isPresent()) {
      remove(path, floor);
    }
    return value;
  }

  /** Removes what is there, and then from the inside to the outside what that has emptied. */
  private void remove(Path path, Path floor) {
    int last = path.length() - 1;
    var way = new Draft[path.length()];
    way[0] = this;
    for (int i = 1; i <= last; i++) {
      way[i] = way[i - 1].child(path.keyAt(i - 1));
    }
    way[last].remove(path.keyAt(last));
    for (int i = last; i > floor.length() && way[i].isEmpty(); i--) {
      way[i - 1].remove(path.keyAt(i - 1));
    }
  }

  private void remove(String key) {
    open.remove(key);
    ownFields().remove(key);
  }

  private boolean isEmpty() {
    return fields.isEmpty();
  }

  /** The value under a key as it is now. */
  public Optional<Json> get(String key) {
    @Nullable Draft draft = open.get(key);
    return draft == null ? Optional.ofNullable(fields.get(key)) : Optional.of(draft.freeze());
  }

  /** Puts a value under a key. */
  public void put(String key, Json value) {
    open.remove(key);
    ownFields().put(key, value);
  }

  /**
   * Takes the value under a key out.
   *
   * @return the value, if there was one
   */
  public Optional<Json> take(String key) {
    Optional<Json> value = get(key);
    if (value.isPresent()) {
      remove(key);
    }
    return value;
  }

  /** True when nothing is at the path, and nothing but objects stands on the way to it. */
  public boolean isFree(Path path) {
    Draft here = this;
    for (int i = 0; i < path.length(); i++) {
      @Nullable Draft draft = here.open.get(path.keyAt(i));
      if (draft == null) {
        return isFree(here.fields.get(path.keyAt(i)), path, i + 1);
      }
      here = draft;
    }
    return false;
  }

  private static boolean isFree(@Nullable Json value, Path path, int begin) {
    @Nullable Json here = value;
    for (int i = begin; here != null && i < path.length(); i++) {
      if (!(here instanceof JsonObject object)) {
        return false;
      }
      here = object.fields().get(path.keyAt(i));
    }
    return here == null;
  }

  /** The object that holds a path's last key, made if need be and open to changes. */
  private Draft parentOf(Path path) {
    Draft here = this;
    for (int i = 0; i < path.length() - 1; i++) {
      here = here.child(path.keyAt(i));
    }
    return here;
  }

  private Draft child(String key) {
    @Nullable Draft known = open.get(key);
    if (known != null) {
      return known;
    }
    Draft child = fields.get(key) instanceof JsonObject object ? of(object) : empty();
    open.append(key, child);
    // It keeps its place in the order.
    if (!fields.has(key)) {
      ownFields().append(key, JsonObject.empty());
    }
    return child;
  }

  private Fields<Json> ownFields() {
    if (finished != null) {
      fields = new Fields<>(fields);
      finished = null;
    }
    return fields;
  }

  /** The object as it is now. The draft can go on. */
  @SuppressWarnings("ReferenceEquality") // a part that did not change is the same part
  public JsonObject freeze() {
    open.settle();
    for (int i = 0; i < open.size(); i++) {
      JsonObject part = open.value(i).freeze();
      if (fields.get(open.key(i)) != part) {
        ownFields().put(open.key(i), part);
      }
    }
    JsonObject object = finished == null ? JsonObject.owning(fields) : finished;
    finished = object;
    return object;
  }
}
