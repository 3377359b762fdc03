package io.phasegate.reconciler.dgdr.failure;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cuts what others wrote down to what a condition or an event can hold. */
final class Texts {

  /** An event takes 1024 bytes; a condition far more, but nobody reads it. */
  static final int LIMIT = 1024;

  private static final String MARK = "… ";

  private Texts() {}

  /** At most {@value #LIMIT} bytes; a longer text keeps its beginning. */
  static String shorten(String text) {
    return shorten(text, LIMIT);
  }

  static String shorten(String text, int limit) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= limit) {
      return text;
    }
    ByteBuffer room = ByteBuffer.allocate(limit - "…".getBytes(StandardCharsets.UTF_8).length);
    CharBuffer rest = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(rest, room, true);
    return text.substring(0, rest.position()) + "…";
  }

  /** The last lines of a log, as many as fit into {@code limit} characters, in one line. */
  static String lastLines(String log, int limit) {
    List<String> lines = log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var tail = new StringBuilder();
    for (String line : lines.reversed()) {
      if (tail.length() + line.length() + 3 > limit) {
        break;
      }
      tail.insert(0, tail.isEmpty() ? line : line + " | ");
    }
    if (tail.isEmpty() && !lines.isEmpty()) {
      String last = lines.getLast();
      return MARK + last.substring(Math.max(0, last.length() - limit + MARK.length()));
    }
    return tail.toString();
  }
}
