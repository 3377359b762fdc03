package io.phasegate.conversion.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A JSON object: keys in their order, each once. Immutable. */
public final class JsonObject implements Json {

  private static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

  private final SequencedMap<String, Json> fields;

  private JsonObject(SequencedMap<String, Json> fields) {
    this.fields = fields;
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
    return new JsonObject(new LinkedHashMap<>(fields));
  }

  /** An object over a map that nobody else holds. */
  static JsonObject owning(SequencedMap<String, Json> fields) {
    return new JsonObject(fields);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public int size() {
    return fields.size();
  }

  public boolean has(String key) {
    return fields.containsKey(key);
  }

  /** The value under a key; a {@code null} literal is a value, see {@link Json.Null}. */
  public Optional<Json> get(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /** The value at the end of a path of object keys. */
  public Optional<Json> at(Path path) {
    Json value = this;
    for (String key : path.keys()) {
      Json next = value instanceof JsonObject object ? object.fields.get(key) : null;
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  /** The value at a dotted path, for instance {@code "spec.sla.ttft"}. */
  public Optional<Json> at(String path) {
    return at(Path.of(path));
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
    var copy = new LinkedHashMap<>(fields);
    copy.put(key, value);
    return new JsonObject(copy);
  }

  /** The same object without one key. */
  public JsonObject without(String key) {
    if (!fields.containsKey(key)) {
      return this;
    }
    var copy = new LinkedHashMap<>(fields);
    copy.remove(key);
    return new JsonObject(copy);
  }

  public Set<String> keys() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  public Set<Map.Entry<String, Json>> entries() {
    return Collections.unmodifiableMap(fields).entrySet();
  }

  /** Equal when both hold equal values under the same keys, in whatever order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && Equality.equal(this, object);
  }

  @Override
  public int hashCode() {
    return fields.keySet().hashCode();
  }

  /** The object as compact JSON. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
