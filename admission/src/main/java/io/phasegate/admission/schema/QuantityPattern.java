package io.phasegate.admission.schema;

/**
 * The pattern that Kubernetes' own types give to quantities, matched by hand. A pod template has
 * dozens of them, and RE2 takes a microsecond for each.
 */
final class QuantityPattern {

  /** As it stands in schemas. */
  static final String SPELLING =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))"
          + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private static final int NO_NUMBER = -1;

  private QuantityPattern() {}

  /** Whether a text matches. */
  static boolean matches(String text) {
    int end = behindNumber(text, 0);
    return end != NO_NUMBER && (end == text.length() || isUnit(text, end) || isExponent(text, end));
  }

  private static boolean isUnit(String text, int begin) {
    return switch (text.length() - begin) {
      case 1 -> "numkMGTPE".indexOf(text.charAt(begin)) >= 0;
      case 2 -> "KMGTPE".indexOf(text.charAt(begin)) >= 0 && text.charAt(begin + 1) == 'i';
      default -> false;
    };
  }

  private static boolean isExponent(String text, int begin) {
    return (text.charAt(begin) | 0x20) == 'e' && behindNumber(text, begin + 1) == text.length();
  }

  /** The index behind a sign, if there is one, and a decimal number. */
  private static int behindNumber(String text, int begin) {
    int whole = begin < text.length() && isSign(text.charAt(begin)) ? begin + 1 : begin;
    int point = behindDigits(text, whole);
    if (point == text.length() || text.charAt(point) != '.') {
      return point > whole ? point : NO_NUMBER;
    }
    int end = behindDigits(text, point + 1);
    return point > whole || end > point + 1 ? end : NO_NUMBER;
  }

  private static boolean isSign(char unit) {
    return unit == '+' || unit == '-';
  }

  private static int behindDigits(String text, int begin) {
    int at = begin;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
