package io.phasegate.reconciler.engine.condition;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/**
 * Makes text from logs and errors fit to be stored (D-20): no control characters, no obvious
 * secrets, not too long. The text may be anybody's, so its patterns are RE2's, which take time that
 * grows with its length and no faster.
 */
public final class ConditionMessage {

  /** The longest message of a condition, in characters. The schema would allow 32 768. */
  public static final int LONGEST = 4096;

  /** The longest excerpt of a log inside of a message. */
  public static final int LONGEST_EXCERPT = 512;

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]+");

  /** Perhaps escaped, since a line of a log may be JSON that holds JSON. */
  private static final String QUOTE = "\\\\*[\"']?";

  /** What is announced by a name, {@code "api_key": "…"} in JSON included. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:[\\w-]*(?:key|token|secret|password)[\\w-]*"
              + QUOTE
              + "\\s*[=:]\\s*|bearer\\s+)"
              + QUOTE
              + ")[^\\s\"&,;]+");

  /** What stands between {@code ://} and the {@code @} of a host: a user and his password. */
  private static final Pattern USER_INFO = Pattern.compile("(://)[^\\s/?#\"'<>]+@");

  /** What tells by its form that it belongs to a key of AWS, of a user or of a session. */
  private static final Pattern AWS_KEY_ID = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b");

  /** A reason of ours, in front of a message: its colon announces no secret. */
  private static final String KEY_MISSING = "KeyMissing:";

  /** What an API server says behind a field's name, {@code secretKeyRef.key: Invalid value}. */
  private static final List<String> FAULTS =
      List.of(
          "Invalid value",
          "Required value",
          "Unsupported value",
          "Duplicate value",
          "Forbidden",
          "Not found",
          "Too long",
          "Too many");

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
    String anonymous = USER_INFO.matcher(clean).replaceAll("$1***@");
    String keyless = AWS_KEY_ID.matcher(anonymous).replaceAll("***");
    return cut(withoutSecrets(keyless), longest);
  }

  private static String withoutSecrets(String text) {
    var kept = new StringBuilder(text.length());
    Matcher secret = SECRET.matcher(text);
    int done = 0;
    for (int from = 0; secret.find(from); ) {
      if (text.startsWith(KEY_MISSING, secret.start()) || isFault(text, secret.end(1))) {
        from = secret.end(1);
      } else {
        kept.append(text, done, secret.end(1)).append("***");
        done = secret.end();
        from = done;
      }
    }
    return kept.append(text, done, text.length()).toString();
  }

  private static boolean isFault(String text, int begin) {
    return FAULTS.stream().anyMatch(fault -> text.startsWith(fault, begin));
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
