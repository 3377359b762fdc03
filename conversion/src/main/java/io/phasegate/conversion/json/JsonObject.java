package io.phasegate.conversion.json;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A JSON object: keys in their order, each once. Immutable. */
public final class JsonObject implements Json {

  private static final JsonObject EMPTY = new JsonObject(new Fields<>());

  private final Tape tape;
  private final int place;

  /** Null until somebody looks inside an object that was read. */
  private volatile @Nullable Fields<Json> fields;

  private JsonObject(Fields<Json> fields) {
    this.tape = Tape.NONE;
    this.place = 0;
    fields.settle();
    this.fields = fields;
  }

  /** The object at a place of what was read. */
  JsonObject(Tape tape, int place) {
    this.tape = tape;
    this.place = place;
  }

  /** The object without keys. */
  public static JsonObject empty() {
    return EMPTY;
  }

  /** An object with one key; add more with {@link #with}. */
  public static JsonObject of(String key, Json value) {
    return EMPTY.with(key, value);
  }

  /** An object of the given fields, which are copied. */
  public static JsonObject of(SequencedMap<String, Json> fields) {
    var copy = new Fields<Json>();
    fields.forEach(copy::append);
    return new JsonObject(copy);
  }

  /** An object over fields that nobody will change any more. */
  static JsonObject owning(Fields<Json> fields) {
    return new JsonObject(fields);
  }

  /** The fields, for those who read them by place; not to be changed. */
  Fields<Json> fields() {
    Fields<Json> known = fields;
    if (known == null) {
      // Two threads may do this at the same time, and both will have the same.
      known = tape.fields(place);
      fields = known;
    }
    return known;
  }

  /**
   * Writes the object as it was read; false when it was not.
   *
   * @param canonically only if it is the same as written with sorted keys
   */
  boolean copy(JsonBytes out, boolean canonically) {
    return tape.copy(place, out, canonically);
  }

  /** A bound for how deep the object nests, itself included, that takes no look inside. */
  int mostLevels() {
    return tape.mostLevels(place);
  }

  /**
   * How many bytes the object was read from, with everything that is in it. No end is in sight
   * where it was made.
   */
  public int mostBytes() {
    return tape.mostBytes(place);
  }

  /** Whether both were read, and from the same bytes; if not, they may be equal all the same. */
  boolean isSpelledAs(JsonObject other) {
    return tape.isSpelledAs(place, other.tape, other.place);
  }

  public boolean isEmpty() {
    return fields().isEmpty();
  }

  public int size() {
    return fields().size();
  }

  public boolean has(String key) {
    return fields().has(key);
  }

  /** The value under a key; a {@code null} literal is a value, see {@link Json.Null}. */
  public Optional<Json> get(String key) {
    return Optional.ofNullable(fields().get(key));
  }

  /** The value at the end of a path of object keys. */
  public Optional<Json> at(Path path) {
    return at(path, 0);
  }

  /** The value at the end of what is left of a path behind its first {@code begin} keys. */
  public Optional<Json> at(Path path, int begin) {
    Json value = this;
    for (int i = begin; i < path.length(); i++) {
      @Nullable Json next =
          value instanceof JsonObject object ? object.fields().get(path.keyAt(i)) : null;
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  /** The value at a dotted path, for instance {@code "spec.sla.ttft"}. */
  public Optional<Json> at(String path) {
    // Not by a Path: to make one takes longer than to look. Who asks again and again keeps one.
    Json here = this;
    for (int begin = 0; begin < path.length(); ) {
      int dot = path.indexOf('.', begin);
      int end = dot < 0 ? path.length() : dot;
      @Nullable Json next =
          here instanceof JsonObject object ? object.fields().get(path, begin, end) : null;
      if (next == null) {
        return Optional.empty();
      }
      here = next;
      begin = end + 1;
    }
    return Optional.of(here);
  }

  /** The string at a dotted path; empty when it is absent or no string. */
  public Optional<String> textAt(String path) {
    return at(path).flatMap(Json::asText);
  }

  /** The object at a dotted path; empty when it is absent or no object. */
  public Optional<JsonObject> objectAt(String path) {
    return at(path).flatMap(Json::asObject);
  }

  /** The same object with one key set; a new key goes to the end. */
  public JsonObject with(String key, Json value) {
    var copy = new Fields<>(fields());
    copy.put(key, value);
    return new JsonObject(copy);
  }

  /** The same object without one key. */
  public JsonObject without(String key) {
    if (!fields().has(key)) {
      return this;
    }
    var copy = new Fields<>(fields());
    copy.remove(key);
    return new JsonObject(copy);
  }

  /**
   * This object laid over another one: what is here wins, and what only the other has is added
   * behind it. Where both hold an object, these two are laid over each other in the same way.
   */
  public JsonObject over(JsonObject other) {
    return Overlay.lay(this, other);
  }

  /** The keys in their order, unmodifiable. */
  public Set<String> keys() {
    return new View<>(fields(), fields()::key) {
      @Override
      public boolean contains(@Nullable Object key) {
        return key instanceof String text && fields().has(text);
      }
    };
  }

  /** The key of one field, by its place in their order, counted from 0. */
  public String key(int place) {
    return fields().key(place);
  }

  /** The value of one field, by its place in their order, counted from 0. */
  public Json value(int place) {
    return fields().value(place);
  }

  /** The fields in their order, unmodifiable. */
  public Set<Map.Entry<String, Json>> entries() {
    return new View<>(fields(), place -> Map.entry(fields().key(place), fields().value(place)));
  }

  /** Something about each field, in their order. */
  private static class View<T> extends AbstractSet<T> {

    private final Fields<Json> fields;
    private final IntFunction<T> at;

    View(Fields<Json> fields, IntFunction<T> at) {
      this.fields = fields;
      this.at = at;
    }

    @Override
    public int size() {
      return fields.size();
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < fields.size();
        }

        @Override
        public T next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return at.apply(next++);
        }
      };
    }
  }

  /** Equal when both hold equal values under the same keys, in whatever order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && Equality.equal(this, object);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int place = 0; place < fields().size(); place++) {
      hash += fields().key(place).hashCode();
    }
    return hash;
  }

  /** The object as compact JSON. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
