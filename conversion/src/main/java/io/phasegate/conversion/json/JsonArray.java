package io.phasegate.conversion.json;

import java.util.Iterator;
import java.util.List;

/** A JSON array. Immutable. */
public final class JsonArray implements Json, Iterable<Json> {

  private static final JsonArray EMPTY = new JsonArray(List.of());

  private final List<Json> items;

  private JsonArray(List<Json> items) {
    this.items = items;
  }

  /** The array without items. */
  public static JsonArray empty() {
    return EMPTY;
  }

  /** An array of the given items, which are copied. */
  public static JsonArray of(List<? extends Json> items) {
    return new JsonArray(List.copyOf(items));
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  public int size() {
    return items.size();
  }

  /** The items, unmodifiable. */
  public List<Json> items() {
    return items;
  }

  @Override
  public Iterator<Json> iterator() {
    return items.iterator();
  }

  /** Equal when both hold equal values in the same order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray array && Equality.equal(this, array);
  }

  @Override
  public int hashCode() {
    return items.size();
  }

  /** The array as compact JSON. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
