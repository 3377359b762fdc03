package io.phasegate.reconciler.engine.condition;

import java.util.regex.Pattern;

/**
 * Makes text from logs and errors fit to be stored (D-20): no control characters, no obvious
 * secrets, not too long.
 */
public final class ConditionMessage {

  /** The longest message of a condition, in characters. The schema would allow 32 768. */
  public static final int LONGEST = 4096;

  /** The longest excerpt of a log inside of a message. */
  public static final int LONGEST_EXCERPT = 512;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]+");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:(?!KeyMissing:)[\\w-]*(?:key|token|secret|password)[\\w-]*\\s*[=:]\\s*|bearer\\s+)\"?)[^\\s\"&,;]+");

  private ConditionMessage() {}

  /** Fit for a condition. */
  public static String tidy(String text) {
    return tidy(text, LONGEST);
  }

  /** Fit for a condition, at most so many characters. */
  public static String tidy(String text, int longest) {
    // Cut first: a "line" of a progress bar can be megabytes long, and patterns would go over it.
    String shorter = cut(text, 2 * longest);
    String clean = CONTROL.matcher(shorter).replaceAll(" ");
    return cut(SECRET.matcher(clean).replaceAll("$1***"), longest);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
