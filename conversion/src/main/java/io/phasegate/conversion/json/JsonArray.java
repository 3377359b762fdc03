package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array. Immutable. */
public final class JsonArray implements Json, Iterable<Json> {

  private static final JsonArray EMPTY = new JsonArray(new Json[0]);

  private final Tape tape;
  private final int place;

  /** Null until somebody looks inside an array that was read. */
  private volatile Json @Nullable [] items;

  private JsonArray(Json[] items) {
    this.tape = Tape.NONE;
    this.place = 0;
    this.items = items;
  }

  /** The array at a place of what was read. */
  JsonArray(Tape tape, int place) {
    this.tape = tape;
    this.place = place;
  }

  private Json[] all() {
    Json[] known = items;
    if (known == null) {
      // Two threads may do this at the same time, and both will have the same.
      known = tape.items(place);
      items = known;
    }
    return known;
  }

  /**
   * Writes the array as it was read; false when it was not.
   *
   * @param canonically only if it is the same as written with sorted keys
   */
  boolean copy(JsonBytes out, boolean canonically) {
    return tape.copy(place, out, canonically);
  }

  /** A bound for how deep the array nests, itself included, that takes no look inside. */
  int mostLevels() {
    return tape.mostLevels(place);
  }

  /** Whether both were read, and from the same bytes; if not, they may be equal all the same. */
  boolean isSpelledAs(JsonArray other) {
    return tape.isSpelledAs(place, other.tape, other.place);
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
    return all().length == 0;
  }

  public int size() {
    return all().length;
  }

  /** One item, counted from 0. */
  public Json item(int index) {
    return all()[index];
  }

  /** The items, unmodifiable. */
  public List<Json> items() {
    return Collections.unmodifiableList(Arrays.asList(all()));
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
    return all().length;
  }

  /** The array as compact JSON. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
