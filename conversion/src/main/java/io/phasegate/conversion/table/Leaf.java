package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import java.math.BigDecimal;
import java.util.Optional;

/** Which values a field can carry over to its counterpart, and in which spelling. */
public enum Leaf {
  /** Every value, as it is. */
  ANY("") {
    @Override
    public Optional<Json> carry(Json value) {
      return Optional.of(value);
    }
  },
  /** Every value but the empty string, which the other version would read as a choice. */
  NOT_EMPTY_TEXT("The empty text is saved.") {
    @Override
    public Optional<Json> carry(Json value) {
      return Optional.of(value).filter(any -> !any.isText(""));
    }
  },
  /** Strings, the empty one too. */
  TEXT("Texts; anything else is saved.") {
    @Override
    public Optional<Json> carry(Json value) {
      return Optional.of(value).filter(Json.Text.class::isInstance);
    }
  },
  /** Numbers, digit by digit. */
  NUMBER("Numbers, digit by digit; anything else is saved.") {
    @Override
    public Optional<Json> carry(Json value) {
      return Optional.of(value).filter(Json.Num.class::isInstance);
    }
  },
  /** Numbers without a fraction that fit 32 bits; they come out in plain digits (ruling 28). */
  INT32("Whole numbers of 32 bits, in plain digits; anything else is saved.") {
    @Override
    public Optional<Json> carry(Json value) {
      return value instanceof Json.Num(var text) ? int32(text) : Optional.empty();
    }
  },
  /** The words that the hub's {@code optimizationType} knows. */
  LATENCY_OR_THROUGHPUT("latency or throughput; anything else is saved.") {
    @Override
    public Optional<Json> carry(Json value) {
      return Optional.of(value).filter(any -> any.isText("latency") || any.isText("throughput"));
    }
  };

  /** No int32 is longer, however many zeros are written behind its point. */
  private static final int LONGEST_NUMBER = 64;

  private final String says;

  Leaf(String says) {
    this.says = says;
  }

  /** The value for the other version; empty when that version cannot say it. */
  public abstract Optional<Json> carry(Json value);

  /** What this means, for people; empty when every value is carried. */
  public String says() {
    return says;
  }

  private static Optional<Json> int32(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      var number = new BigDecimal(text);
      // 1e1000000000 must not be expanded: more integer digits than ten cannot fit anyway.
      if (number.signum() != 0 && (long) number.precision() - number.scale() > 10) {
        return Optional.empty();
      }
      return Optional.of(Json.Num.of(number.intValueExact()));
    } catch (ArithmeticException | NumberFormatException e) {
      // A fraction, a number that is too large, or an exponent beyond what Java can count.
      return Optional.empty();
    }
  }
}
