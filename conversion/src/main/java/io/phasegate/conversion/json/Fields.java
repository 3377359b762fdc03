package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys with their values, in the order in which they came: what {@link JsonObject} and {@link
 * Draft} are made of.
 *
 * <p>Most objects have few keys, and looking at each of them takes less time and a fraction of the
 * memory of a {@link java.util.LinkedHashMap}. Where there are many a {@link HashMap} remembers the
 * places: it copes with keys that were chosen to collide, so a hostile object of a million keys
 * costs no more than a friendly one.
 */
final class Fields<V> {

  /** Up to so many keys are looked at one by one. */
  private static final int FEW = 12;

  private String[] keys;
  private Object[] values;
  private int size;

  /** Where each key stands, once there are many. */
  private @Nullable Map<String, Integer> places;

  Fields() {
    this.keys = new String[4];
    this.values = new Object[4];
  }

  private Fields(String[] keys, Object[] values, int size, @Nullable Map<String, Integer> places) {
    this.keys = keys;
    this.values = values;
    this.size = size;
    this.places = places;
  }

  /** The same fields, with room for one more, for somebody who will change them. */
  Fields(Fields<V> other) {
    this.keys = Arrays.copyOf(other.keys, other.size + 1);
    this.values = Arrays.copyOf(other.values, other.size + 1);
    this.size = other.size;
    this.places = other.places == null ? null : new HashMap<>(other.places);
  }

  int size() {
    return size;
  }

  String key(int place) {
    return keys[place];
  }

  @SuppressWarnings("unchecked") // nothing else was put in
  V value(int place) {
    return (V) values[place];
  }

  /** The place of a key, counted from 0; negative when it is not there. */
  int find(String key) {
    if (places != null) {
      return places.getOrDefault(key, -1);
    }
    int hash = key.hashCode();
    for (int place = 0; place < size; place++) {
      // Strings remember their hash code, so most of them need no look at their characters.
      if (key(place).hashCode() == hash && key(place).equals(key)) {
        return place;
      }
    }
    return -1;
  }

  boolean has(String key) {
    return find(key) >= 0;
  }

  @Nullable V get(String key) {
    int place = find(key);
    return place < 0 ? null : value(place);
  }

  /** Sets a key; a new one goes to the end. */
  void put(String key, V value) {
    int place = find(key);
    if (place < 0) {
      append(key, value);
    } else {
      values[place] = value;
    }
  }

  /** Sets a key that is known to be new. */
  void append(String key, V value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size + 1);
      values = Arrays.copyOf(values, 2 * size + 1);
    }
    keys[size] = key;
    values[size] = value;
    size++;
    if (places != null) {
      places.put(key, size - 1);
    } else if (size > FEW) {
      rememberPlaces();
    }
  }

  /** Takes a key out, if it is there. */
  void remove(String key) {
    int place = find(key);
    if (place >= 0) {
      size--;
      System.arraycopy(keys, place + 1, keys, place, size - place);
      System.arraycopy(values, place + 1, values, place, size - place);
      if (places != null) {
        rememberPlaces();
      }
    }
  }

  /** All fields, in arrays of just their size; nothing is left behind. */
  Fields<V> drain() {
    var all = new Fields<V>(Arrays.copyOf(keys, size), Arrays.copyOf(values, size), size, places);
    size = 0;
    places = null;
    return all;
  }

  /** The same fields by the order of their keys. */
  Fields<V> sorted() {
    if (isSorted()) {
      return this;
    }
    String[] inOrder = Arrays.copyOf(keys, size);
    Arrays.sort(inOrder);
    var sorted = new Fields<V>();
    for (String key : inOrder) {
      sorted.append(key, value(find(key)));
    }
    return sorted;
  }

  private boolean isSorted() {
    for (int place = 1; place < size; place++) {
      if (key(place - 1).compareTo(key(place)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Not when they are first wanted: a finished object may be read by many threads. */
  private void rememberPlaces() {
    Map<String, Integer> all = HashMap.newHashMap(2 * size);
    for (int place = 0; place < size; place++) {
      all.put(key(place), place);
    }
    places = all;
  }
}
