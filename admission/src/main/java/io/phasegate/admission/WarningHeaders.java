package io.phasegate.admission;

import io.phasegate.admission.finding.Warning;
import io.phasegate.conversion.json.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Warnings as the API server can pass them on: each becomes an HTTP header (A10). Control
 * characters and halves of surrogate pairs would make it drop a warning without notice, and too
 * many warnings would make it cut all of them; so that is seen to here.
 */
final class WarningHeaders {

  /** What the API server leaves of a warning once it starts to cut. In Unicode code points. */
  private static final int MAX_EACH = 256;

  /** Where it starts to cut. */
  private static final int MAX_TOGETHER = 4096;

  /** Kept free for the one that counts the others. */
  private static final int LAST = 64;

  private WarningHeaders() {}

  /** The texts to send, each once; the last one says how many there was no room for. */
  static List<String> of(List<Warning> warnings) {
    Set<String> texts = new LinkedHashSet<>();
    warnings.forEach(warning -> texts.add(cut(cleaned(warning.toString()))));
    List<String> sent = new ArrayList<>();
    int room = MAX_TOGETHER - LAST;
    for (String text : texts) {
      room -= length(text);
      if (room < 0) {
        sent.add(untold(texts.size() - sent.size()));
        break;
      }
      sent.add(text);
    }
    return sent;
  }

  private static String untold(int number) {
    return "%d more warnings are not shown".formatted(number);
  }

  private static String cleaned(String text) {
    // Ours are, and only what they quote may be anything.
    if (isPrintableAscii(text)) {
      return text.strip();
    }
    var cleaned = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString().strip();
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String cut(String text) {
    return length(text) <= MAX_EACH ? text : Excerpt.of(text, MAX_EACH - 3);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
