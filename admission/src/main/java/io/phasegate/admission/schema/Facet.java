package io.phasegate.admission.schema;

import com.google.re2j.Pattern;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a schema demands of a value beyond its type. A facet of another type than the
 * value's has nothing to say, as in OpenAPI.
 */
sealed interface Facet {

  /** What is wrong with the value at a field; empty when nothing is. */
  Optional<Violation> check(Json value, Place at);

  Set<String> WORDS =
      Set.of(
          "enum",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  static boolean isKnown(String word) {
    return WORDS.contains(word);
  }

  /**
   * Reads one keyword.
   *
   * @param node the schema around it
   * @return empty when the keyword alone demands nothing, such as a format that is not checked
   */
  static Optional<Facet> of(String word, Json value, JsonObject node) {
    return switch (word) {
      case "enum" -> Optional.of(new OneOf(value.asArray().orElseThrow().items()));
      case "format" -> range(value.asText().orElse(""));
      case "minimum" -> {
        Json.Num bound = number(value);
        boolean exclusive = isTrue(node, "exclusiveMinimum");
        yield Optional.of(new Minimum(DecimalNumber.of(bound), bound.text(), exclusive));
      }
      case "maximum" -> {
        Json.Num bound = number(value);
        boolean exclusive = isTrue(node, "exclusiveMaximum");
        yield Optional.of(new Maximum(DecimalNumber.of(bound), bound.text(), exclusive));
      }
      case "minLength" -> Optional.of(new MinLength(count(value)));
      case "maxLength" -> Optional.of(new MaxLength(count(value)));
      case "pattern" -> Optional.of(pattern(value.asText().orElseThrow()));
      case "minItems", "minProperties" -> Optional.of(new AtLeast(word, count(value)));
      case "maxItems", "maxProperties" -> Optional.of(new AtMost(word, count(value)));
      default -> Optional.empty();
    };
  }

  private static Facet pattern(String spelling) {
    return spelling.equals(QuantityPattern.SPELLING)
        ? new IsQuantity()
        : new Matches(Pattern.compile(spelling));
  }

  private static Optional<Facet> range(String format) {
    return switch (format) {
      case "int32" -> Optional.of(between(format, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case "int64" -> Optional.of(between(format, Long.MIN_VALUE, Long.MAX_VALUE));
      default -> Optional.empty();
    };
  }

  private static Facet between(String format, long least, long most) {
    return new Between(format, DecimalNumber.of(least), DecimalNumber.of(most));
  }

  private static boolean isTrue(JsonObject node, String word) {
    return node.get(word).filter(Json.Bool.TRUE::equals).isPresent();
  }

  private static Json.Num number(Json value) {
    if (value instanceof Json.Num number) {
      return number;
    }
    throw new IllegalArgumentException("a schema gives %s as a bound".formatted(value));
  }

  private static int count(Json value) {
    return Integer.parseInt(number(value).text());
  }

  private static Optional<Violation> invalid(Place at, Json value, String why) {
    return Optional.of(Violation.invalid(at.path(), value, why));
  }

  /** {@code enum}. */
  record OneOf(List<Json> values) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      return values.contains(value)
          ? Optional.empty()
          : Optional.of(Violation.notSupported(at.path(), value, values));
    }
  }

  /** {@code format} int32 and int64. */
  record Between(String format, DecimalNumber least, DecimalNumber most) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      return value instanceof Json.Num number && !holds(DecimalNumber.of(number))
          ? invalid(at, value, "must fit into " + format)
          : Optional.empty();
    }

    private boolean holds(DecimalNumber number) {
      return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }
  }

  /** {@code minimum}, with {@code exclusiveMinimum}. */
  record Minimum(DecimalNumber bound, String spelling, boolean exclusive) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      if (!(value instanceof Json.Num number)) {
        return Optional.empty();
      }
      int order = DecimalNumber.of(number).compareTo(bound);
      if (exclusive ? order <= 0 : order < 0) {
        return invalid(
            at, value, (exclusive ? "must be greater than " : "must be at least ") + spelling);
      }
      return Optional.empty();
    }
  }

  /** {@code maximum}, with {@code exclusiveMaximum}. */
  record Maximum(DecimalNumber bound, String spelling, boolean exclusive) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      if (!(value instanceof Json.Num number)) {
        return Optional.empty();
      }
      int order = DecimalNumber.of(number).compareTo(bound);
      if (exclusive ? order >= 0 : order > 0) {
        return invalid(
            at, value, (exclusive ? "must be less than " : "must be at most ") + spelling);
      }
      return Optional.empty();
    }
  }

  /** {@code minLength}, in Unicode code points. */
  record MinLength(int least) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      boolean wrong = value instanceof Json.Text text && codePoints(text.value()) < least;
      return wrong
          ? invalid(at, value, "must have at least %d characters".formatted(least))
          : Optional.empty();
    }
  }

  /** {@code maxLength}, in Unicode code points. */
  record MaxLength(int most) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      boolean wrong = value instanceof Json.Text text && codePoints(text.value()) > most;
      return wrong
          ? Optional.of(
              Violation.of(
                  at.path(),
                  Reason.TOO_LONG,
                  value,
                  "may have at most %d characters".formatted(most)))
          : Optional.empty();
    }
  }

  /** {@code pattern}: RE2 as in the API server, so that no text can make it take long. */
  record Matches(Pattern pattern) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      boolean wrong = value instanceof Json.Text text && !pattern.matcher(text.value()).find();
      return wrong ? invalid(at, value, "must match " + pattern) : Optional.empty();
    }
  }

  /** {@code pattern} of a quantity. */
  record IsQuantity() implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      boolean wrong = value instanceof Json.Text text && !QuantityPattern.matches(text.value());
      return wrong
          ? invalid(at, value, "must match " + QuantityPattern.SPELLING)
          : Optional.empty();
    }
  }

  /** {@code minItems} and {@code minProperties}. */
  record AtLeast(String word, int least) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      int size = size(word, value);
      return size >= 0 && size < least
          ? invalid(at, value, "must hold at least %d".formatted(least))
          : Optional.empty();
    }
  }

  /** {@code maxItems} and {@code maxProperties}. */
  record AtMost(String word, int most) implements Facet {
    @Override
    public Optional<Violation> check(Json value, Place at) {
      return size(word, value) > most
          ? Optional.of(
              Violation.of(
                  at.path(), Reason.TOO_MANY, value, "may hold at most %d".formatted(most)))
          : Optional.empty();
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** How much a list or object holds; -1 where the keyword does not apply. */
  private static int size(String word, Json value) {
    return switch (value) {
      case JsonArray array when word.endsWith("Items") -> array.size();
      case JsonObject object when word.endsWith("Properties") -> object.size();
      default -> -1;
    };
  }
}
