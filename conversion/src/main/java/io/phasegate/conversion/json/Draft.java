package io.phasegate.conversion.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An object in the making. Values are taken out and put in by path; what was not touched is shared
 * with the tree it came from, which never changes. Not for more than one thread.
 */
public final class Draft {

  /** A field is either a finished value or, once touched, a draft of our own. */
  private sealed interface Field permits Done, Open {}

  private record Done(Json value) implements Field {}

  private record Open(Draft draft) implements Field {}

  private final SequencedMap<String, Field> fields = new LinkedHashMap<>();

  private Draft() {}

  /** A draft that starts as a copy of {@code object}. */
  public static Draft of(JsonObject object) {
    var draft = new Draft();
    object.entries().forEach(entry -> draft.fields.put(entry.getKey(), new Done(entry.getValue())));
    return draft;
  }

  /** A draft of an object without keys. */
  public static Draft empty() {
    return new Draft();
  }

  /** The value at a path as it is now. */
  public Optional<Json> get(Path path) {
    Draft here = this;
    List<String> keys = path.keys();
    for (int i = 0; i < keys.size(); i++) {
      Field field = here.fields.get(keys.get(i));
      if (field instanceof Open(var draft)) {
        here = draft;
      } else if (field instanceof Done(var value)) {
        return inside(value, new Path(keys.subList(i + 1, keys.size())));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(here.freeze());
  }

  private static Optional<Json> inside(Json value, Path rest) {
    return rest.isEmpty()
        ? Optional.of(value)
        : value.asObject().flatMap(object -> object.at(rest));
  }

  public boolean has(Path path) {
    return get(path).isPresent();
  }

  /**
   * Puts a value at a path and makes the objects on the way. A value on the way that is no object
   * gives way.
   */
  public void put(Path path, Json value) {
    parentOf(path).fields.put(last(path), new Done(value));
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
      parentOf(path).fields.remove(last(path));
      Path parent = path.parent();
      while (parent.keys().size() > floor.keys().size() && isEmptyAt(parent)) {
        parentOf(parent).fields.remove(last(parent));
        parent = parent.parent();
      }
    }
    return value;
  }

  private boolean isEmptyAt(Path path) {
    return get(path).flatMap(Json::asObject).filter(JsonObject::isEmpty).isPresent();
  }

  /** True when nothing is at the path, and nothing but objects stands on the way to it. */
  public boolean isFree(Path path) {
    return !has(path) && !blocked(path);
  }

  private boolean blocked(Path path) {
    Path parent = path.parent();
    while (!parent.isEmpty()) {
      Optional<Json> value = get(parent);
      if (value.isPresent()) {
        return value.get().asObject().isEmpty();
      }
      parent = parent.parent();
    }
    return false;
  }

  private Draft parentOf(Path path) {
    Draft here = this;
    for (String key : path.parent().keys()) {
      Draft next =
          switch (here.fields.get(key)) {
            case Open(var draft) -> draft;
            case Done(JsonObject object) -> of(object);
            case Done _ -> empty();
            case null -> empty();
          };
      here.fields.put(key, new Open(next));
      here = next;
    }
    return here;
  }

  private static String last(Path path) {
    return path.keys().getLast();
  }

  /** The object as it is now. The draft can go on. */
  public JsonObject freeze() {
    SequencedMap<String, Json> frozen = new LinkedHashMap<>();
    fields.forEach((key, field) ->
        frozen.put(
            key,
            switch (field) {
              case Done(var value) -> value;
              case Open(var draft) -> draft.freeze();
            }));
    return JsonObject.owning(frozen);
  }
}
