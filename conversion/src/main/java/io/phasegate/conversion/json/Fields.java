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

  private static final String[] NO_KEYS = {};
  private static final int[] NO_HASHES = {};
  private static final Object[] NO_VALUES = {};

  /** Stands for a value that was taken out. */
  private static final Object HOLE = new Object();

  private String[] keys;

  /** The hash code of each key, so that looking for one mostly reads nothing but these. */
  private int[] hashes;

  private Object[] values;

  /**
   * A bit for each key that is there or was, by its hash code: most keys that are asked for are not
   * there, and then this tells so.
   */
  private long seen;

  /** How many places are taken, those included that were left. */
  private int end;

  /** How many places were left and not yet closed; only where there are many keys. */
  private int holes;

  /**
   * Where each key stands, once there are many. Not made when it is first wanted: a finished object
   * may be read by many threads.
   */
  private @Nullable Map<String, Integer> places;

  Fields() {
    this(4);
  }

  /** With room for so many. */
  Fields(int room) {
    this.keys = room == 0 ? NO_KEYS : new String[room];
    this.hashes = room == 0 ? NO_HASHES : new int[room];
    this.values = room == 0 ? NO_VALUES : new Object[room];
  }

  /** The same fields, with room for one more, for somebody who will change them. */
  Fields(Fields<V> other) {
    this.keys = Arrays.copyOf(other.keys, other.end + 1);
    this.hashes = Arrays.copyOf(other.hashes, other.end + 1);
    this.values = Arrays.copyOf(other.values, other.end + 1);
    this.seen = other.seen;
    this.end = other.end;
    this.holes = other.holes;
    this.places = other.places == null ? null : new HashMap<>(other.places);
  }

  boolean isEmpty() {
    return end == holes;
  }

  /** How many there are. Once {@link #settle settled}, their places count from 0 to here. */
  int size() {
    return end - holes;
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
    int hash = key.hashCode();
    if ((seen & bit(hash)) == 0) {
      return -1;
    }
    if (places != null) {
      return places.getOrDefault(key, -1);
    }
    for (int place = 0; place < end; place++) {
      if (hashes[place] == hash && keys[place].equals(key)) {
        return place;
      }
    }
    return -1;
  }

  /** The same for the key that stands in a text, which is not cut out of it for that. */
  private int find(String text, int begin, int end) {
    if (places != null) {
      return find(text.substring(begin, end));
    }
    int hash = 0;
    for (int i = begin; i < end; i++) {
      // As String counts it.
      hash = 31 * hash + text.charAt(i);
    }
    if ((seen & bit(hash)) == 0) {
      return -1;
    }
    for (int place = 0; place < this.end; place++) {
      if (hashes[place] == hash
          && keys[place].length() == end - begin
          && keys[place].regionMatches(0, text, begin, end - begin)) {
        return place;
      }
    }
    return -1;
  }

  /** One of 64, by the lowest bits. */
  private static long bit(int hash) {
    return 1L << hash;
  }

  boolean has(String key) {
    return find(key) >= 0;
  }

  @Nullable V get(String key) {
    int place = find(key);
    return place < 0 ? null : value(place);
  }

  /** The value under the key that stands in a text from {@code begin} to before {@code to}. */
  @Nullable V get(String text, int begin, int to) {
    int place = find(text, begin, to);
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
    if (end == keys.length) {
      keys = Arrays.copyOf(keys, 2 * end + 1);
      hashes = Arrays.copyOf(hashes, 2 * end + 1);
      values = Arrays.copyOf(values, 2 * end + 1);
    }
    int hash = key.hashCode();
    keys[end] = key;
    hashes[end] = hash;
    values[end] = value;
    seen |= bit(hash);
    end++;
    if (places != null) {
      places.put(key, end - 1);
    } else if (end > FEW) {
      places = places();
    }
  }

  /** Takes a key out, if it is there. */
  void remove(String key) {
    int place = find(key);
    if (place < 0) {
      return;
    }
    if (places != null) {
      // Closed all at once, later: of many keys, many may go.
      values[place] = HOLE;
      holes++;
      places.remove(key);
    } else {
      end--;
      System.arraycopy(keys, place + 1, keys, place, end - place);
      System.arraycopy(hashes, place + 1, hashes, place, end - place);
      System.arraycopy(values, place + 1, values, place, end - place);
    }
  }

  /** Closes the places that keys have left. A finished object is always settled. */
  @SuppressWarnings("ReferenceEquality") // the hole is nothing but itself
  void settle() {
    if (holes == 0) {
      return;
    }
    int to = 0;
    for (int place = 0; place < end; place++) {
      if (values[place] != HOLE) {
        keys[to] = keys[place];
        hashes[to] = hashes[place];
        values[to] = values[place];
        to++;
      }
    }
    end = to;
    holes = 0;
    places = places();
  }

  private Map<String, Integer> places() {
    Map<String, Integer> all = HashMap.newHashMap(2 * end);
    for (int place = 0; place < end; place++) {
      all.put(keys[place], place);
    }
    return all;
  }

  /** The same fields by the order of their keys. */
  Fields<V> sorted() {
    if (isSorted()) {
      return this;
    }
    return places == null ? sortedFew() : sortedMany();
  }

  /**
   * By insertion. The JDK's sort is compiled for all who use it, and again and again where they
   * sort arrays of several types; few keys are in order before that has begun.
   */
  private Fields<V> sortedFew() {
    var sorted = new Fields<>(this);
    for (int place = 1; place < end; place++) {
      int to = place;
      for (; to > 0 && sorted.keys[to - 1].compareTo(keys[place]) > 0; to--) {
        sorted.keys[to] = sorted.keys[to - 1];
        sorted.hashes[to] = sorted.hashes[to - 1];
        sorted.values[to] = sorted.values[to - 1];
      }
      sorted.keys[to] = keys[place];
      sorted.hashes[to] = hashes[place];
      sorted.values[to] = values[place];
    }
    return sorted;
  }

  private Fields<V> sortedMany() {
    String[] order = Arrays.copyOf(keys, end);
    Arrays.sort(order);
    var sorted = new Fields<V>(end);
    for (String key : order) {
      sorted.append(key, value(find(key)));
    }
    return sorted;
  }

  private boolean isSorted() {
    for (int place = 1; place < end; place++) {
      if (key(place - 1).compareTo(key(place)) > 0) {
        return false;
      }
    }
    return true;
  }
}
