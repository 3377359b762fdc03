package io.phasegate.admission.label;

import java.util.Locale;
import java.util.regex.Pattern;

/** What Kubernetes takes as a label, and as the key of an annotation. */
public final class LabelSyntax {

  /** What a key must be, for messages. */
  public static final String KEY =
      "at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit, if"
          + " wanted behind a DNS name and /";

  /** What a label's value must be, for messages. */
  public static final String VALUE =
      "empty or at most 63 letters, digits, -, _ and ., beginning and ending with a letter or"
          + " digit";

  private static final int LONGEST = 63;
  private static final int LONGEST_PREFIX = 253;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private LabelSyntax() {}

  /** True for the key of a label. */
  public static boolean isKey(String key) {
    int slash = key.indexOf('/');
    return isName(key.substring(slash + 1)) && (slash < 0 || isPrefix(key.substring(0, slash)));
  }

  /** True for the key of an annotation: its prefix may have capitals. */
  public static boolean isAnnotationKey(String key) {
    return isKey(key.toLowerCase(Locale.ROOT));
  }

  /** True for the value of a label. */
  public static boolean isValue(String value) {
    return value.isEmpty() || isName(value);
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  private static boolean isPrefix(String prefix) {
    return prefix.length() <= LONGEST_PREFIX && PREFIX.matcher(prefix).matches();
  }
}
