package io.phasegate.reconciler.aim.size;

import io.fabric8.kubernetes.api.model.Quantity;
import io.phasegate.admission.aim.ArtifactSize;
import io.phasegate.conversion.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/** Bytes: read from quantities, rounded for volumes, written for people. */
public final class Amount {

  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal KIB = BigDecimal.valueOf(1L << 10);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** From here on three digits would be shown, or a unit that is too small. */
  private static final BigDecimal NEXT_UNIT = BigDecimal.valueOf(1000);

  /** An API server caps what is larger at this, and would give back another amount than we said. */
  private static final BigDecimal LARGEST_GIB = BigDecimal.valueOf((1L << 33) - 1);

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  private Amount() {}

  /** The whole bytes of a size such as {@code 40Gi}; nothing when admission would refuse it. */
  public static OptionalLong bytes(String size) {
    return ArtifactSize.bytes(Json.text(size));
  }

  /**
   * How large a volume is made: the model and its headroom, rounded up to whole GiB.
   *
   * @param headroomPercent 0 or more
   * @return for instance {@code 10Gi}
   */
  public static Quantity volume(long modelBytes, int headroomPercent) {
    BigDecimal bytes =
        BigDecimal.valueOf(modelBytes)
            .multiply(HUNDRED.add(BigDecimal.valueOf(headroomPercent)))
            .divide(HUNDRED, 0, RoundingMode.DOWN);
    BigDecimal whole = bytes.divide(GIB, 0, RoundingMode.CEILING).min(LARGEST_GIB);
    return new Quantity(whole.toPlainString(), "Gi");
  }

  /** To two digits, for instance {@code 8.5 GiB}. */
  public static String display(long bytes) {
    BigDecimal amount = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (rounded(amount).compareTo(NEXT_UNIT) >= 0) {
      amount = amount.divide(KIB, MathContext.DECIMAL64);
      unit++;
    }
    return digits(rounded(amount), unit) + " " + UNITS.get(unit);
  }

  /** Rounding drops a zero that is a digit as well: 1.0 GiB. There are no parts of a byte. */
  private static String digits(BigDecimal amount, int unit) {
    boolean lacksOne = unit > 0 && amount.scale() <= 0 && amount.compareTo(BigDecimal.TEN) < 0;
    return (lacksOne ? amount.setScale(1) : amount).toPlainString();
  }

  private static BigDecimal rounded(BigDecimal amount) {
    return amount.round(new MathContext(2, RoundingMode.HALF_UP));
  }
}
