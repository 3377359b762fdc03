package io.phasegate.admission.schema;

import io.phasegate.conversion.json.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity such as {@code 500m}, {@code 4}, {@code 16Gi} or {@code 1e3}. Two spellings
 * of the same amount are equal.
 *
 * @param amount without zeros at its end
 */
public record Quantity(BigDecimal amount) {

  private static final Pattern SPELLING =
      Pattern.compile("([-+]?)(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?\\d{1,3})?");

  /** Longer ones are nobody's quantity, and exact arithmetic on them would be dear. */
  private static final int MAX_LENGTH = 64;

  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("n", BigDecimal.valueOf(1, 9)),
          Map.entry("u", BigDecimal.valueOf(1, 6)),
          Map.entry("m", BigDecimal.valueOf(1, 3)),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("E", BigDecimal.TEN.pow(18)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** The amount that a string or number spells; empty when it spells none. */
  public static Optional<Quantity> of(Json value) {
    return switch (value) {
      case Json.Text text -> of(text.value());
      case Json.Num(var text) -> of(text);
      default -> Optional.empty();
    };
  }

  private static Optional<Quantity> of(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher spelling = SPELLING.matcher(text);
    if (!spelling.matches()) {
      return Optional.empty();
    }
    var number = new BigDecimal(spelling.group(1) + spelling.group(2));
    String unit = spelling.group(3) == null ? "" : spelling.group(3);
    BigDecimal amount =
        unit.isEmpty()
            ? number
            : UNITS.containsKey(unit)
                ? number.multiply(UNITS.get(unit))
                : number.scaleByPowerOfTen(Integer.parseInt(unit.substring(1)));
    return Optional.of(new Quantity(amount.stripTrailingZeros()));
  }

  /** The amount in whole units, rounded down; empty below zero and from 8Ei on. */
  public OptionalLong whole() {
    return amount.signum() < 0 || amount.compareTo(MOST) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(amount.longValue());
  }
}
