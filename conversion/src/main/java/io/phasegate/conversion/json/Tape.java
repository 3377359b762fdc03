package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A value as it stands in UTF-8 bytes: where each value within it begins, and what its key is. A
 * conversion touches few of an object's fields. So a part of a tree is made when somebody looks at
 * it, and one at which nobody looked is copied from these bytes.
 *
 * <p>All of it has been read once and found to be well-formed, JSON as well as UTF-8. Values have
 * places, counted from 0 in the order in which they begin; 0 is the outermost.
 */
final class Tape {

  /** Of a value that was not read from bytes. */
  static final Tape NONE = new Tape(new byte[0], new int[0], new String[0]);

  /** How many numbers there are for each place: begin, end, next. */
  static final int CELLS = 3;

  /** Where the value begins, as an index of the bytes. */
  static final int BEGIN = 0;

  /** The index behind the value; only of objects and arrays. */
  static final int END = 1;

  /** The place of the first value that is not within this one. */
  static final int NEXT = 2;

  private final byte[] utf8;
  private final int[] cells;
  private final String[] keys;

  /**
   * @param utf8 kept, and not to be changed any more
   * @param cells {@value #CELLS} for each place
   * @param keys one for each place, empty where the value has none
   */
  Tape(byte[] utf8, int[] cells, String[] keys) {
    this.utf8 = utf8;
    this.cells = cells;
    this.keys = keys;
  }

  /** The value at a place. */
  Json value(int place) {
    int begin = cells[place * CELLS + BEGIN];
    return switch (utf8[begin]) {
      case '{' -> isEmpty(place) ? JsonObject.empty() : new JsonObject(this, place);
      case '[' -> isEmpty(place) ? JsonArray.empty() : new JsonArray(this, place);
      case '"' -> new Json.Text(text(begin));
      case 't' -> Json.Bool.TRUE;
      case 'f' -> Json.Bool.FALSE;
      case 'n' -> Json.Null.NULL;
      default -> new Json.Num(number(begin));
    };
  }

  /** The fields of the object at a place; what is within them stays as it is. */
  Fields<Json> fields(int place) {
    var fields = new Fields<Json>(count(place));
    int end = next(place);
    for (int field = place + 1; field < end; field = next(field)) {
      fields.append(keys[field], value(field));
    }
    return fields;
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

  /** Writes the object or array at a place byte for byte; false when there is nothing here. */
  boolean copy(int place, JsonBytes out) {
    if (cells.length == 0) {
      return false;
    }
    int begin = cells[place * CELLS + BEGIN];
    out.raw(utf8, begin, cells[place * CELLS + END] - begin);
    return true;
  }

  /** Whether the objects or arrays at two places are spelled byte for byte the same. */
  boolean isSpelledAs(int place, Tape other, int otherPlace) {
    if (cells.length == 0 || other.cells.length == 0) {
      return false;
    }
    int cell = place * CELLS;
    int otherCell = otherPlace * CELLS;
    return Arrays.equals(
        utf8,
        cells[cell + BEGIN],
        cells[cell + END],
        other.utf8,
        other.cells[otherCell + BEGIN],
        other.cells[otherCell + END]);
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

  private String text(int quote) {
    int at = quote + 1;
    while (utf8[at] != '"') {
      if (utf8[at] == '\\' || utf8[at] < 0) {
        return spelled(quote, at);
      }
      at++;
    }
    return new String(utf8, quote + 1, at - quote - 1, ISO_8859_1);
  }

  /**
   * A string in which more than plain ASCII was seen. Mostly it is JSON within JSON, an
   * annotation's for instance, and spells quotes.
   */
  private String spelled(int quote, int seen) {
    int end = seen;
    while (utf8[end] != '"') {
      end += utf8[end] == '\\' ? 2 : 1;
    }
    var plain = new byte[end - quote - 1];
    int size = 0;
    for (int at = quote + 1; at < end; at++) {
      byte unit = utf8[at];
      if (unit == '\\') {
        at++;
        if (utf8[at] == 'u') {
          return numbered(quote, end);
        }
        unit = meaning(utf8[at]);
      }
      plain[size++] = unit;
    }
    return new String(plain, 0, size, UTF_8);
  }

  /** A string that spells characters by number; halves of pairs too, which UTF-8 does not know. */
  private String numbered(int quote, int end) {
    var text = new StringBuilder(end - quote);
    int run = quote + 1;
    for (int at = run; at < end; at++) {
      if (utf8[at] == '\\') {
        text.append(new String(utf8, run, at - run, UTF_8));
        at++;
        if (utf8[at] == 'u') {
          text.append((char) hex(at + 1));
          at += 4;
        } else {
          text.append((char) meaning(utf8[at]));
        }
        run = at + 1;
      }
    }
    return text.append(new String(utf8, run, end - run, UTF_8)).toString();
  }

  private int hex(int begin) {
    int number = 0;
    for (int at = begin; at < begin + 4; at++) {
      number = (number << 4) | Character.digit(utf8[at], 16);
    }
    return number;
  }

  /** What a letter behind a backslash stands for. */
  private static byte meaning(byte letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> letter;
    };
  }

  private String number(int begin) {
    int end = begin + 1;
    while (end < utf8.length && isOfNumber(utf8[end])) {
      end++;
    }
    return new String(utf8, begin, end - begin, ISO_8859_1);
  }

  private static boolean isOfNumber(byte ascii) {
    return switch (ascii) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.', 'e', 'E' -> true;
      default -> false;
    };
  }
}
