package io.phasegate.conversion.json;

/**
 * The beginning of a text that somebody else wrote, for a sentence about it. Keys and names may be
 * megabytes, and more than their beginning helps nobody to find them.
 */
public final class Excerpt {

  /** Longer than any key or name that Kubernetes allows: a prefix of 253, a slash, a name of 63. */
  public static final int LONGEST_KEY = 320;

  private Excerpt() {}

  /**
   * The text, cut where it gets long.
   *
   * @param most of it, in Unicode code points; what is left out is three dots more
   */
  public static String of(String text, int most) {
    return text.length() <= most || text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "...";
  }
}
