package io.phasegate.admission.schema;

import io.phasegate.conversion.json.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JSON number means, whatever its spelling: {@code 1000}, {@code 1e3} and {@code 1000.0} are
 * equal. The value is 0.{@code digits} times ten to the power of {@code exponent}.
 *
 * <p>Unlike BigDecimal it takes any exponent, expands none, and its work grows with the length of
 * the text alone. Both matter for numbers that anybody may send.
 *
 * @param digits without zeros at either end; empty for zero
 */
public record DecimalNumber(boolean negative, String digits, long exponent)
    implements Comparable<DecimalNumber> {

  private static final Pattern SPELLING =
      Pattern.compile("(-?)([0-9]+)(?:\\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?");

  /** Reads a number as JSON spells it. */
  public static DecimalNumber of(Json.Num number) {
    return isPlain(number.text()) ? plain(number.text()) : any(number);
  }

  /** Nearly all numbers are small and whole; of these nobody needs to take the spelling apart. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static DecimalNumber plain(String digits) {
    return trimmed(false, digits, digits.length());
  }

  private static DecimalNumber any(Json.Num number) {
    Matcher spelling = SPELLING.matcher(number.text());
    if (!spelling.matches()) {
      throw new IllegalArgumentException("this is no JSON number");
    }
    String whole = spelling.group(2);
    String fraction = spelling.group(3) == null ? "" : spelling.group(3);
    String power = spelling.group(4) == null ? "0" : spelling.group(4);
    return trimmed(
        !spelling.group(1).isEmpty(), whole + fraction, exponent(power) + whole.length());
  }

  /** The number 0.{@code all} times ten to the power of {@code exponent}. */
  private static DecimalNumber trimmed(boolean negative, String all, long exponent) {
    int begin = 0;
    while (begin < all.length() && all.charAt(begin) == '0') {
      begin++;
    }
    int end = all.length();
    while (end > begin && all.charAt(end - 1) == '0') {
      end--;
    }
    if (begin == end) {
      return new DecimalNumber(false, "", 0);
    }
    return new DecimalNumber(negative, all.substring(begin, end), exponent - begin);
  }

  /** The number that a Java integer is. */
  public static DecimalNumber of(long value) {
    return of(Json.Num.of(value));
  }

  /** An exponent of more digits than these is as good as infinite; no API server holds it. */
  private static final int EXPONENT_DIGITS = 15;

  private static long exponent(String power) {
    return power.length() <= EXPONENT_DIGITS
        ? Long.parseLong(power)
        : power.startsWith("-") ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2;
  }

  /** True for a number without a fraction, however it is spelled. */
  public boolean isInteger() {
    return digits.length() <= exponent || digits.isEmpty();
  }

  /** True for numbers above zero. */
  public boolean isPositive() {
    return !negative && !digits.isEmpty();
  }

  @Override
  public int compareTo(DecimalNumber other) {
    if (signum() != other.signum()) {
      return Integer.compare(signum(), other.signum());
    }
    int magnitude = Long.compare(exponent, other.exponent);
    int sizes = magnitude != 0 ? magnitude : digits.compareTo(other.digits);
    return negative ? -sizes : sizes;
  }

  private int signum() {
    return digits.isEmpty() ? 0 : negative ? -1 : 1;
  }
}
