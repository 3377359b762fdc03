package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A JSON array. Immutable. */
public final class JsonArray implements Json, Iterable<Json> {

  private static final JsonArray EMPTY = new JsonArray(new Json[0]);

  private final Json[] items;

  private JsonArray(Json[] items) {
    this.items = items;
  }

  /** The array without items. */
  public static JsonArray empty() {
    return EMPTY;
  }

  /** An array of the given items, which are copied. */
  public static JsonArray of(List<? extends Json> items) {
    return items.isEmpty() ? EMPTY : new JsonArray(items.toArray(new Json[0]));
  }

  public boolean isEmpty() {
    return items.length == 0;
  }

  public int size() {
    return items.length;
  }

  /** One item, counted from 0. */
  Json item(int index) {
    return items[index];
  }

  /** The items, unmodifiable. */
  public List<Json> items() {
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  @Override
  public Iterator<Json> iterator() {
    return items().iterator();
  }

  /** Equal when both hold equal values in the same order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray array && Equality.equal(this, array);
  }

  @Override
  public int hashCode() {
    return items.length;
  }

  /** The array as compact JSON. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
