package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** What a string of well-formed JSON says. */
final class Spelling {

  private Spelling() {}

  /**
   * Reads a string in which every character is ASCII and stands for itself.
   *
   * @param begin the index of its first quote
   * @param end the index behind its last quote
   */
  static String plain(byte[] utf8, int begin, int end) {
    return new String(utf8, begin + 1, end - begin - 2, ISO_8859_1);
  }

  /**
   * Reads any string. Mostly it is JSON within JSON, an annotation's for instance, and spells
   * quotes.
   */
  static String any(byte[] utf8, int begin, int end) {
    var text = new byte[end - begin - 2];
    int size = 0;
    for (int at = begin + 1; at < end - 1; at++) {
      byte unit = utf8[at];
      if (unit == '\\') {
        at++;
        if (utf8[at] == 'u') {
          return numbered(utf8, begin + 1, end - 1);
        }
        unit = meaning(utf8[at]);
      }
      text[size++] = unit;
    }
    return new String(text, 0, size, UTF_8);
  }

  /** A string that spells characters by number; halves of pairs too, which UTF-8 does not know. */
  private static String numbered(byte[] utf8, int begin, int end) {
    var text = new StringBuilder(end - begin);
    int run = begin;
    for (int at = run; at < end; at++) {
      if (utf8[at] == '\\') {
        text.append(new String(utf8, run, at - run, UTF_8));
        at++;
        if (utf8[at] == 'u') {
          text.append((char) hex(utf8, at + 1));
          at += 4;
        } else {
          text.append((char) meaning(utf8[at]));
        }
        run = at + 1;
      }
    }
    return text.append(new String(utf8, run, end - run, UTF_8)).toString();
  }

  private static int hex(byte[] utf8, int begin) {
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
}
