package io.phasegate.admission.label;

/**
 * What Kubernetes takes as a label, as the key of an annotation, and as the DNS name in either. Not
 * by regular expressions: every write with labels in its spec comes through here.
 */
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
  private static final int LONGEST_SUBDOMAIN = 253;

  private LabelSyntax() {}

  /** True for the key of a label. */
  public static boolean isKey(String key) {
    int slash = key.indexOf('/');
    return isName(key.substring(slash + 1)) && (slash < 0 || isSubdomain(key.substring(0, slash)));
  }

  /** True for the key of an annotation: its prefix may have capitals. */
  public static boolean isAnnotationKey(String key) {
    // Each character for itself, as Go does it: String.toLowerCase makes two of a capital İ.
    int[] small = key.codePoints().map(Character::toLowerCase).toArray();
    return isKey(new String(small, 0, small.length));
  }

  /** True for the value of a label. */
  public static boolean isValue(String value) {
    return value.isEmpty() || isName(value);
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST && isWord(name, 0, name.length(), "-_.");
  }

  /**
   * True for a DNS-1123 subdomain, words of small letters, digits and - with dots between them:
   * what stands in front of a key, and what most objects may be called.
   */
  public static boolean isSubdomain(String name) {
    boolean fits = name.length() <= LONGEST_SUBDOMAIN && isSmall(name);
    for (int begin = 0; fits && begin <= name.length(); ) {
      int dot = name.indexOf('.', begin);
      int end = dot < 0 ? name.length() : dot;
      fits = isWord(name, begin, end, "-");
      begin = end + 1;
    }
    return fits;
  }

  /** Something that begins and ends with a letter or digit, between which there may be signs. */
  private static boolean isWord(String text, int begin, int end, String signs) {
    for (int i = begin; i < end; i++) {
      char character = text.charAt(i);
      boolean isInside = i > begin && i < end - 1;
      if (!isLetterOrDigit(character) && !(isInside && signs.indexOf(character) >= 0)) {
        return false;
      }
    }
    return begin < end;
  }

  private static boolean isLetterOrDigit(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || isCapital(character);
  }

  private static boolean isSmall(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isCapital(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCapital(char character) {
    return character >= 'A' && character <= 'Z';
  }
}
