package io.phasegate.conversion.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value as it stands in UTF-8 bytes: where each value within it begins and ends, and where its
 * key stands. A conversion touches few of an object's fields. So a part of a tree is made when
 * somebody looks at it, and one at which nobody looked is copied from these bytes.
 *
 * <p>All of it has been read once and found to be well-formed, JSON as well as UTF-8. Values have
 * places, counted from 0 in the order in which they begin; 0 is the outermost.
 */
final class Tape {

  /** Of a value that was not read from bytes. */
  static final Tape NONE = new Tape(new byte[0], new int[0]);

  /** How many numbers there are for each place: begin, end, next, key, behind key. */
  static final int CELLS = 5;

  /** Where the value begins, as an index of the bytes. */
  static final int BEGIN = 0;

  /**
   * The index behind the value. Its complement for a string that is not {@link Spelling#plain}, and
   * for an object or array that {@link JsonWriter} would write in another way with sorted keys.
   */
  static final int END = 1;

  /** The place of the first value that is not within this one. */
  static final int NEXT = 2;

  /** Where the key begins whose value this is; of an item of an array it says nothing. */
  static final int KEY = 3;

  /** The index behind the key, or its complement, as with {@link #END}. */
  static final int KEY_END = 4;

  private final byte[] utf8;
  private final int[] cells;

  /**
   * @param utf8 kept, and not to be changed any more
   * @param cells {@value #CELLS} for each place
   */
  Tape(byte[] utf8, int[] cells) {
    this.utf8 = utf8;
    this.cells = cells;
  }

  /** The value at a place. */
  Json value(int place) {
    int cell = place * CELLS;
    int begin = cells[cell + BEGIN];
    int end = cells[cell + END];
    return switch (utf8[begin]) {
      case '{' -> isEmpty(place) ? JsonObject.empty() : new JsonObject(this, place);
      case '[' -> isEmpty(place) ? JsonArray.empty() : new JsonArray(this, place);
      case '"' -> new Json.Text(utf8, begin, end);
      case 't' -> Json.Bool.TRUE;
      case 'f' -> Json.Bool.FALSE;
      case 'n' -> Json.Null.NULL;
      default -> ShortNumbers.at(utf8, begin, end);
    };
  }

  /** The fields of the object at a place; what is within them stays as it is. */
  Fields<Json> fields(int place) {
    var fields = new Fields<Json>(count(place));
    int end = next(place);
    for (int field = place + 1; field < end; field = next(field)) {
      int cell = field * CELLS;
      fields.append(name(utf8, cells[cell + KEY], cells[cell + KEY_END]), value(field));
    }
    return fields;
  }

  /**
   * What a key says.
   *
   * @param end as {@link #KEY_END} has it
   */
  static String name(byte[] utf8, int begin, int end) {
    @Nullable String known = end < 0 ? null : KnownNames.at(utf8, begin + 1, end - 1);
    return known == null ? text(utf8, begin, end) : known;
  }

  /** The items of the array at a place; what is within them stays as it is. */
  Json[] items(int place) {
    var items = new Json[count(place)];
    int item = place + 1;
    for (int i = 0; i < items.length; i++) {
      items[i] = value(item);
      item = next(item);
    }
    return items;
  }

  /**
   * Writes the object or array at a place byte for byte; false when there is nothing here.
   *
   * @param canonically only if that is how it would be written with sorted keys
   */
  boolean copy(int place, JsonBytes out, boolean canonically) {
    if (cells.length == 0 || (canonically && cells[place * CELLS + END] < 0)) {
      return false;
    }
    int begin = cells[place * CELLS + BEGIN];
    out.raw(utf8, begin, end(place) - begin);
    return true;
  }

  /** Whether the objects or arrays at two places are spelled byte for byte the same. */
  boolean isSpelledAs(int place, Tape other, int otherPlace) {
    if (cells.length == 0 || other.cells.length == 0) {
      return false;
    }
    return Arrays.equals(
        utf8,
        cells[place * CELLS + BEGIN],
        end(place),
        other.utf8,
        other.cells[otherPlace * CELLS + BEGIN],
        other.end(otherPlace));
  }

  /**
   * What a string says, a value's or a key's.
   *
   * @param end as {@link #END} has it
   */
  static String text(byte[] utf8, int begin, int end) {
    return end < 0 ? Spelling.any(utf8, begin, ~end) : Spelling.plain(utf8, begin, end);
  }

  /**
   * How many objects and arrays can nest from a place on at most, that one included: no more than
   * there are values. No end is in sight where nothing is here.
   */
  int mostLevels(int place) {
    return cells.length == 0 ? Integer.MAX_VALUE : next(place) - place;
  }

  /** How many bytes the value at a place stands in. No end is in sight where nothing is here. */
  int mostBytes(int place) {
    return cells.length == 0 ? Integer.MAX_VALUE : end(place) - cells[place * CELLS + BEGIN];
  }

  private int end(int place) {
    int end = cells[place * CELLS + END];
    return end < 0 ? ~end : end;
  }

  private int next(int place) {
    return cells[place * CELLS + NEXT];
  }

  private boolean isEmpty(int place) {
    return next(place) == place + 1;
  }

  private int count(int place) {
    int count = 0;
    int end = next(place);
    for (int inner = place + 1; inner < end; inner = next(inner)) {
      count++;
    }
    return count;
  }
}
