package io.phasegate.conversion.json;

import static io.phasegate.conversion.json.MalformedJson.Unreadable.Why.NO_JSON;
import static io.phasegate.conversion.json.MalformedJson.Unreadable.Why.NO_UTF8;
import static io.phasegate.conversion.json.MalformedJson.Unreadable.Why.TOO_DEEP;

import io.phasegate.conversion.json.MalformedJson.Unreadable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The tokens of JSON in UTF-8, one after the other, by RFC 8259 to the letter. It says where they
 * stand and makes nothing of them, so it needs no memory that anybody could fill or poison.
 *
 * <p>At the outermost level any number of values may follow each other; who wants only one looks
 * whether there is another.
 */
final class JsonScanner {

  /** What stands at a place. */
  enum Token {
    BEGIN_OBJECT,
    END_OBJECT,
    BEGIN_ARRAY,
    END_ARRAY,
    /** With the colon behind it. */
    KEY,
    TEXT,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** Nothing any more. */
    END
  }

  /** What may stand in front of the next token. */
  private enum Ahead {
    VALUE,
    FIRST_ITEM,
    FIRST_KEY,
    /** A comma and whatever follows it, or the end of what is open. */
    COMMA
  }

  /** So many bytes of a string are looked at together. */
  private static final int WORD = Long.BYTES;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long QUOTES = 0x2222_2222_2222_2222L;
  private static final long BACKSLASHES = 0x5c5c_5c5c_5c5c_5c5cL;

  private final byte[] utf8;
  private final int limit;
  private final ByteBuffer words;

  /** Whether each of what is open is an object, the outermost first. */
  private boolean[] objects = new boolean[16];

  private int depth;
  private Ahead ahead = Ahead.VALUE;
  private int begin;
  private int end;
  private boolean plain;
  private boolean canonical;

  /** Where the next token is to be looked for. */
  private int at;

  /** The tokens of a range of bytes, in front of which there may be a byte order mark. */
  JsonScanner(byte[] utf8, int offset, int length) {
    this.utf8 = utf8;
    this.limit = offset + length;
    this.words = ByteBuffer.wrap(utf8).order(ByteOrder.LITTLE_ENDIAN);
    boolean marked =
        length >= 3
            && utf8[offset] == (byte) 0xef
            && utf8[offset + 1] == (byte) 0xbb
            && utf8[offset + 2] == (byte) 0xbf;
    this.at = marked ? offset + 3 : offset;
    this.begin = at;
  }

  /** The index of the token's first byte. */
  int begin() {
    return begin;
  }

  /** The index behind the token's last byte. */
  int end() {
    return end;
  }

  /** False for a string between whose quotes is more than ASCII that stands for itself. */
  boolean isPlain() {
    return plain;
  }

  /**
   * False when {@link JsonBytes} would spell the token in another way: there is white space in
   * front of it or in it, or it escapes a character that needs none or has a shorter escape.
   */
  boolean isCanonical() {
    return canonical;
  }

  /** How many objects and arrays are open. */
  int depth() {
    return depth;
  }

  /** Goes to the next token. */
  Token next() throws Unreadable {
    plain = true;
    canonical = true;
    begin = space(at);
    return switch (ahead) {
      case VALUE -> depth == 0 && begin == limit ? end(Token.END, begin) : value();
      case FIRST_ITEM -> byteAt(begin) == ']' ? close() : value();
      case FIRST_KEY -> byteAt(begin) == '}' ? close() : key();
      case COMMA -> comma();
    };
  }

  private Token comma() throws Unreadable {
    byte sign = byteAt(begin);
    boolean inObject = objects[depth - 1];
    if (sign == ',') {
      begin = space(begin + 1);
      return inObject ? key() : value();
    }
    if (sign == (inObject ? '}' : ']')) {
      return close();
    }
    throw unreadable(
        inObject
            ? "a comma or the end of the object is missing"
            : "a comma or the end of the array is missing");
  }

  private Token close() {
    depth--;
    Token token = objects[depth] ? Token.END_OBJECT : Token.END_ARRAY;
    ahead = depth == 0 ? Ahead.VALUE : Ahead.COMMA;
    return end(token, begin + 1);
  }

  private Token open(boolean object) throws Unreadable {
    if (depth == JsonReader.MAX_DEPTH) {
      throw new Unreadable(TOO_DEEP, "the JSON nests too deep", position(begin));
    }
    if (depth == objects.length) {
      objects = Arrays.copyOf(objects, 2 * depth);
    }
    objects[depth++] = object;
    ahead = object ? Ahead.FIRST_KEY : Ahead.FIRST_ITEM;
    return end(object ? Token.BEGIN_OBJECT : Token.BEGIN_ARRAY, begin + 1);
  }

  private Token key() throws Unreadable {
    if (byteAt(begin) != '"') {
      throw unreadable("a key in quotes is missing");
    }
    string();
    int colon = space(end);
    if (byteAt(colon) != ':') {
      throw unreadable("the colon behind the key is missing", colon);
    }
    at = colon + 1;
    ahead = Ahead.VALUE;
    return Token.KEY;
  }

  private Token value() throws Unreadable {
    Token token =
        switch (byteAt(begin)) {
          case '{' -> open(true);
          case '[' -> open(false);
          case '"' -> string();
          case 't' -> literal(Token.TRUE, "true");
          case 'f' -> literal(Token.FALSE, "false");
          case 'n' -> literal(Token.NULL, "null");
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
          default -> throw unreadable("a value is missing");
        };
    if (token != Token.BEGIN_OBJECT && token != Token.BEGIN_ARRAY) {
      ahead = depth == 0 ? Ahead.VALUE : Ahead.COMMA;
    }
    return token;
  }

  private Token end(Token token, int index) {
    end = index;
    at = index;
    return token;
  }

  private Token literal(Token token, String word) throws Unreadable {
    int behind = begin + word.length();
    for (int i = 1; i < word.length(); i++) {
      if (byteAt(begin + i) != word.charAt(i)) {
        throw unreadable("a value is missing");
      }
    }
    return end(token, behind);
  }

  private Token number() throws Unreadable {
    int here = byteAt(begin) == '-' ? begin + 1 : begin;
    here = byteAt(here) == '0' ? here + 1 : digits(here);
    if (byteAt(here) == '.') {
      here = digits(here + 1);
    }
    if ((byteAt(here) | 0x20) == 'e') {
      byte sign = byteAt(here + 1);
      here = digits(sign == '+' || sign == '-' ? here + 2 : here + 1);
    }
    return end(Token.NUMBER, here);
  }

  /** The index behind a run of digits. */
  private int digits(int first) throws Unreadable {
    int here = first;
    while (isDigit(byteAt(here))) {
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

  private Token string() throws Unreadable {
    int here = begin + 1;
    while (true) {
      here = ordinary(here);
      byte special = byteAt(here);
      if (special == '"') {
        return end(Token.TEXT, here + 1);
      }
      if (special >= ' ') {
        if (special != '\\') {
          here++;
          continue;
        }
        here = escape(here + 1);
      } else if (special < 0) {
        here = character(here);
      } else {
        throw unreadable(
            here < limit ? "a control character stands in a string" : "a string has no end", here);
      }
      plain = false;
    }
  }

  /**
   * The index of the first byte of a string that is not simply a character, or of one of the last
   * few. Eight bytes are looked at together: a borrow may blame a byte behind the first that is to
   * blame, but never one in front of it.
   */
  private int ordinary(int first) {
    int here = first;
    while (here <= limit - WORD) {
      long word = words.getLong(here);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long special =
          (((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash)
                  | ((word - SPACES) & ~word)
                  | word)
              & HIGHEST_BITS;
      if (special != 0) {
        return here + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      here += WORD;
    }
    return here;
  }

  /** The index behind what follows a backslash. */
  private int escape(int letter) throws Unreadable {
    return switch (byteAt(letter)) {
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
      if (Character.digit(byteAt(here), 16) < 0) {
        throw unreadable("four hexadecimal digits are missing behind \\u", here);
      }
    }
    return first + 4;
  }

  private int character(int first) throws Unreadable {
    int behind = Utf8.behind(utf8, first, limit);
    if (behind == Utf8.NONE) {
      throw new Unreadable(NO_UTF8, "the JSON must be UTF-8", "");
    }
    return behind;
  }

  private int space(int first) {
    int here = first;
    while (here < limit && isSpace(utf8[here])) {
      here++;
    }
    canonical &= here == first;
    return here;
  }

  private static boolean isSpace(byte ascii) {
    return ascii == ' ' || ascii == '\n' || ascii == '\r' || ascii == '\t';
  }

  /** What no token begins or goes on with, behind the end. */
  private byte byteAt(int index) {
    return index < limit ? utf8[index] : 0;
  }

  private Unreadable unreadable(String what) {
    return unreadable(what, begin);
  }

  private Unreadable unreadable(String what, int index) {
    if (isOtherEncoding()) {
      return new Unreadable(NO_UTF8, "the JSON must be UTF-8", "");
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
