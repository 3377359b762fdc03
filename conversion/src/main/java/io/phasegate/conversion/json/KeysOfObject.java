package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one object that is being read, to notice one that comes again. Of a few keys only
 * places are kept. Many become a {@link HashSet}, which copes with keys that were chosen to
 * collide.
 */
final class KeysOfObject {

  /** Up to so many keys are compared one by one. */
  private static final int FEW = 32;

  private final byte[] utf8;
  private int[] begins = new int[4];
  private int[] ends = new int[4];
  private int count;

  /** A bit for each key that is there: most new keys are told apart by it. */
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
    count = 0;
    seen = 0;
    many = null;
  }

  /**
   * Adds a key; false when it is there.
   *
   * @param begin the index of its first quote
   * @param end the index behind its last quote; its complement for a key that is not {@link
   *     Spelling#plain}
   */
  boolean add(int begin, int end) {
    if (many == null && (count == FEW || end < 0)) {
      // Two spellings of one key differ in their bytes, so what spells needs to be read.
      many = all();
    }
    if (many != null) {
      return many.add(Tape.text(utf8, begin, end));
    }
    long bit = bit(begin, end);
    boolean isThere = (seen & bit) != 0 && isThere(begin, end);
    seen |= bit;
    if (count == begins.length) {
      begins = Arrays.copyOf(begins, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    begins[count] = begin;
    ends[count] = end;
    count++;
    return !isThere;
  }

  private boolean isThere(int begin, int end) {
    for (int i = 0; i < count; i++) {
      if (Arrays.equals(utf8, begins[i], ends[i], utf8, begin, end)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> all() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < count; i++) {
      all.add(Tape.text(utf8, begins[i], ends[i]));
    }
    return all;
  }

  /** One of 64, by what tells the names of an object's fields apart: length and a few letters. */
  private long bit(int begin, int end) {
    int length = end - begin;
    return 1L
        << (length + 5 * utf8[begin + 1] + 11 * utf8[begin + length / 2] + 23 * utf8[end - 2]);
  }
}
