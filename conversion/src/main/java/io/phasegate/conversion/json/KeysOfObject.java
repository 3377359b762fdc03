package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one object that is being read, to notice one that comes again. An API server sends
 * keys sorted, and then each differs from all before it if it comes behind the last. Few unsorted
 * ones are compared where they stand. Many go into a {@link HashSet}, which copes with keys that
 * were chosen to collide.
 */
final class KeysOfObject {

  /** Up to so many unsorted keys are compared one by one. */
  private static final int FEW = 32;

  private final byte[] utf8;

  /** Where each key begins and ends, as long as there is no set. */
  private int[] places = new int[8];

  /** How many of the places are taken. */
  private int size;

  private boolean sorted = true;

  /** A bit for each key, once they are not sorted: most new keys are told apart by it. */
  private long seen;

  private @Nullable Set<String> many;

  /**
   * @param utf8 where the keys stand
   */
  KeysOfObject(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Begins anew, for another object. */
  void forget() {
    size = 0;
    sorted = true;
    many = null;
  }

  /** Whether each key comes behind the one before, and none needs unescaping to tell. */
  boolean areSorted() {
    return sorted;
  }

  /**
   * Adds a key; false when it is there.
   *
   * @param begin the index of its first quote
   * @param end the index behind its last quote; its complement for a key that is not {@link
   *     Spelling#plain}
   */
  boolean add(int begin, int end) {
    if (sorted && isBehindLast(begin, end)) {
      keep(begin, end);
      return true;
    }
    if (sorted) {
      sorted = false;
      seen = bits();
    }
    if (many == null && (end < 0 || size >= 2 * FEW)) {
      // Two spellings of one key differ in their bytes, so what spells needs to be read.
      many = all();
    }
    if (many != null) {
      return many.add(Tape.text(utf8, begin, end));
    }
    long bit = bit(begin, end);
    boolean isThere = (seen & bit) != 0 && isThere(begin, end);
    seen |= bit;
    keep(begin, end);
    return !isThere;
  }

  private void keep(int begin, int end) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    places[size++] = begin;
    places[size++] = end;
  }

  private boolean isBehindLast(int begin, int end) {
    if (end < 0 || size == 0) {
      return end >= 0;
    }
    int last = places[size - 2];
    int lastEnd = places[size - 1];
    // Mostly the first few letters tell.
    int letters = Math.min(Math.min(lastEnd - last, end - begin) - 2, Words.BYTES);
    int alike = begin + Words.BYTES < utf8.length ? alike(last + 1, begin + 1) : letters;
    if (alike < letters) {
      return utf8[last + 1 + alike] < utf8[begin + 1 + alike];
    }
    // Without their last quotes: one that goes on where another ends is the later.
    return Arrays.compare(utf8, last, lastEnd - 1, utf8, begin, end - 1) < 0;
  }

  /** How many bytes are the same from two indexes on, up to a word of them. */
  private int alike(int one, int two) {
    long difference = (long) Words.VIEW.get(utf8, one) ^ (long) Words.VIEW.get(utf8, two);
    return Long.numberOfTrailingZeros(difference) / Byte.SIZE;
  }

  private boolean isThere(int begin, int end) {
    for (int i = 0; i < size; i += 2) {
      if (Arrays.equals(utf8, places[i], places[i + 1], utf8, begin, end)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> all() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < size; i += 2) {
      all.add(Tape.text(utf8, places[i], places[i + 1]));
    }
    return all;
  }

  private long bits() {
    long bits = 0;
    for (int i = 0; i < size; i += 2) {
      bits |= bit(places[i], places[i + 1]);
    }
    return bits;
  }

  /** One of 64, by what tells the names of an object's fields apart: length and a few letters. */
  private long bit(int begin, int end) {
    int length = end - begin;
    int letters = 5 * utf8[begin + 1] + 11 * utf8[begin + length / 2] + 23 * utf8[end - 2];
    return 1L << (length + letters);
  }
}
