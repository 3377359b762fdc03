package io.phasegate.conversion.json;

import static io.phasegate.conversion.json.MalformedJson.Unreadable.Why.NO_JSON;
import static io.phasegate.conversion.json.MalformedJson.Unreadable.Why.NO_UTF8;
import static io.phasegate.conversion.json.MalformedJson.Unreadable.Why.TOO_DEEP;

import io.phasegate.conversion.json.MalformedJson.Unreadable;

/**
 * The words of JSON in UTF-8, by RFC 8259 to the letter: strings, numbers, literals and the space
 * between them. Each method takes the index at which a word begins and returns the one behind it.
 * It makes nothing of what it sees, so it needs no memory that anybody could fill or poison.
 */
final class JsonScanner {

  private static final long ONES = Words.all(1);
  private static final long SPACES = Words.all(' ');
  private static final long QUOTES = Words.all('"');
  private static final long BACKSLASHES = Words.all('\\');

  private final byte[] utf8;
  private final int limit;
  private boolean plain = true;
  private boolean canonical = true;

  /**
   * @param limit where the bytes end
   */
  JsonScanner(byte[] utf8, int limit) {
    this.utf8 = utf8;
    this.limit = limit;
  }

  /** What is scanned. */
  byte[] utf8() {
    return utf8;
  }

  /** Whether all bytes are behind an index. */
  boolean isEnd(int index) {
    return index >= limit;
  }

  /** The byte at an index; behind the end one with which no word begins or goes on. */
  byte at(int index) {
    return index < limit ? utf8[index] : 0;
  }

  /**
   * The index behind the last string; its complement if more is between its quotes than ASCII that
   * stands for itself.
   */
  int marked(int end) {
    return plain ? end : ~end;
  }

  /**
   * Whether, since this was asked last, {@link JsonBytes} would have spelled everything in the same
   * way: no white space, and no escapes where none are needed or shorter ones would do.
   */
  boolean wasCanonical() {
    boolean was = canonical;
    canonical = true;
    return was;
  }

  /** White space, if there is any. */
  int space(int first) {
    return at(first) > ' ' ? first : spaces(first);
  }

  private int spaces(int first) {
    int here = first;
    while (isSpace(at(here))) {
      here++;
    }
    canonical &= here == first;
    return here;
  }

  private static boolean isSpace(byte ascii) {
    return ascii == ' ' || ascii == '\n' || ascii == '\r' || ascii == '\t';
  }

  /** A number, {@code true}, {@code false} or {@code null}. */
  int bare(int first) throws Unreadable {
    return switch (at(first)) {
      case 't' -> literal(first, "true");
      case 'f' -> literal(first, "false");
      case 'n' -> literal(first, "null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(first);
      default -> throw unreadable("a value is missing", first);
    };
  }

  private int literal(int first, String word) throws Unreadable {
    for (int i = 1; i < word.length(); i++) {
      if (at(first + i) != word.charAt(i)) {
        throw unreadable("a value is missing", first);
      }
    }
    return first + word.length();
  }

  private int number(int first) throws Unreadable {
    int here = at(first) == '-' ? first + 1 : first;
    here = at(here) == '0' ? here + 1 : digits(here);
    if (at(here) == '.') {
      here = digits(here + 1);
    }
    if ((at(here) | 0x20) == 'e') {
      byte sign = at(here + 1);
      here = digits(sign == '+' || sign == '-' ? here + 2 : here + 1);
    }
    return here;
  }

  private int digits(int first) throws Unreadable {
    int here = first;
    while (isDigit(at(here))) {
      here++;
    }
    if (here == first) {
      throw unreadable("a digit is missing", here);
    }
    return here;
  }

  private static boolean isDigit(byte ascii) {
    return ascii >= '0' && ascii <= '9';
  }

  /** A string with its quotes. */
  int string(int quote) throws Unreadable {
    plain = true;
    int here = ordinary(quote + 1);
    return at(here) == '"' ? here + 1 : unusual(here);
  }

  /** What is left of a string in which something stands that is not simply a character. */
  private int unusual(int first) throws Unreadable {
    int here = first;
    while (true) {
      byte unit = at(here);
      if (unit == '"') {
        return here + 1;
      } else if (unit == '\\') {
        plain = false;
        here = escape(here + 1);
      } else if (unit < 0) {
        plain = false;
        here = character(here);
      } else if (unit >= ' ') {
        here++;
      } else {
        throw unreadable("a string has no end, or a control character in it", here);
      }
      here = plain ? ordinary(here) : EscapedText.pass(utf8, here, limit);
    }
  }

  /**
   * The index of the first byte of a string that is not simply a character, or of one of the last
   * few. Eight bytes are looked at together: a borrow may blame a byte behind the first that is to
   * blame, but never one in front of it.
   */
  private int ordinary(int first) {
    int here = first;
    while (here <= limit - Words.BYTES) {
      long word = (long) Words.VIEW.get(utf8, here);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long special =
          (((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((word - SPACES) & ~word)
                  | word)
              & Words.HIGHEST_BITS;
      if (special != 0) {
        return here + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      here += Words.BYTES;
    }
    return here;
  }

  /** What follows a backslash. */
  private int escape(int letter) throws Unreadable {
    return switch (at(letter)) {
      case '"', '\\', 'b', 'f', 'n', 'r', 't' -> letter + 1;
      case '/' -> {
        canonical = false;
        yield letter + 1;
      }
      case 'u' -> hex(letter + 1);
      default -> throw unreadable("a backslash escapes what needs no escape", letter);
    };
  }

  private int hex(int first) throws Unreadable {
    canonical = false;
    for (int here = first; here < first + 4; here++) {
      if (Character.digit(at(here), 16) < 0) {
        throw unreadable("four hexadecimal digits are missing behind \\u", here);
      }
    }
    return first + 4;
  }

  private int character(int first) throws Unreadable {
    int behind = Utf8.behind(utf8, first, limit);
    if (behind == Utf8.NONE) {
      throw noUtf8();
    }
    return behind;
  }

  Unreadable tooDeep(int index) {
    return new Unreadable(TOO_DEEP, "the JSON nests too deep", position(index));
  }

  private static Unreadable noUtf8() {
    return new Unreadable(NO_UTF8, "the JSON must be UTF-8", "");
  }

  /** Says what is wrong at an index, unless it is that the text ends there. */
  Unreadable unreadable(String what, int index) {
    if (isOtherEncoding()) {
      return noUtf8();
    }
    return new Unreadable(
        NO_JSON, index < limit ? what : "the JSON ends early", position(Math.min(index, limit)));
  }

  /** UTF-16 and UTF-32 begin with a mark or have a zero in each character that JSON begins with. */
  private boolean isOtherEncoding() {
    for (int i = 0; i < Math.min(limit, 4); i++) {
      if (utf8[i] == 0 || utf8[i] == (byte) 0xfe || utf8[i] == (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  /** Where an index is, for people: line and column in bytes, both counted from 1. */
  String position(int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index; i++) {
      column++;
      if (utf8[i] == '\n') {
        line++;
        column = 1;
      }
    }
    return " (line %d, column %d)".formatted(line, column);
  }
}
