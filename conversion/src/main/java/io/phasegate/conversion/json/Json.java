package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON value. Immutable; see the package for what that promises. */
public sealed interface Json permits JsonObject, JsonArray, Json.Scalar {

  /** A value without parts. */
  sealed interface Scalar extends Json permits Text, Num, Bool, Null {}

  /**
   * A string. One that was read keeps how it was spelled, and is unescaped when somebody looks at
   * it: most annotations are only passed on.
   */
  final class Text implements Scalar {

    private static final byte[] MADE = {};

    /** Holds the string with its quotes; empty for one that was not read. */
    private final byte[] utf8;

    private final int begin;
    private final int end;

    /** Null until somebody looks. Two threads may do so at the same time, and have the same. */
    private @Nullable String value;

    /** A string that is not read. */
    public Text(String value) {
      this(MADE, 0, 0);
      this.value = value;
    }

    /** The string at a place of {@code utf8}, {@code end} being as {@link Tape#END} has it. */
    Text(byte[] utf8, int begin, int end) {
      this.utf8 = utf8;
      this.begin = begin;
      this.end = end;
    }

    /** The string, unescaped. */
    public String value() {
      String known = value;
      if (known == null) {
        known = Tape.text(utf8, begin, end);
        value = known;
      }
      return known;
    }

    /**
     * Writes the string as it was read; false when it was not.
     *
     * @param plainly only if that is how we would spell it
     */
    boolean copy(JsonBytes out, boolean plainly) {
      if (utf8.length == 0 || (plainly && end < 0)) {
        return false;
      }
      out.raw(utf8, begin, behind() - begin);
      return true;
    }

    /** What the string takes in UTF-8 at most, told without looking at it. */
    public long mostBytes() {
      // However a character was spelled, it takes no more than its spelling; and none more than 3.
      return utf8.length == 0 ? 3L * value().length() : behind() - begin - 2L;
    }

    private int behind() {
      return end < 0 ? ~end : end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text text && (isSpelledAs(text) || value().equals(text.value()));
    }

    private boolean isSpelledAs(Text other) {
      return utf8.length > 0
          && Arrays.equals(utf8, begin, behind(), other.utf8, other.begin, other.behind());
    }

    @Override
    public int hashCode() {
      return value().hashCode();
    }

    /** The string as JSON, in quotes. */
    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /**
   * A number as it was spelled, for instance {@code 12}, {@code 1e3} or {@code -0.0}. Equality is
   * equality of spelling; what a rule means by "the same number" is the rule's to say.
   */
  record Num(String text) implements Scalar {

    /** The number that a Java integer is spelled as. */
    public static Num of(long value) {
      return new Num(Long.toString(value));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code true} or {@code false}. */
  enum Bool implements Scalar {
    FALSE,
    TRUE;

    public static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }

    public boolean value() {
      return this == TRUE;
    }

    @Override
    public String toString() {
      return Boolean.toString(value());
    }
  }

  /** The literal {@code null}: a value that is there and says nothing. */
  enum Null implements Scalar {
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /** A string value. */
  static Text text(String value) {
    return new Text(value);
  }

  /** An array of the given values, in their order. */
  static JsonArray array(Json... values) {
    return JsonArray.of(List.of(values));
  }

  /** This value if it is an object. */
  default Optional<JsonObject> asObject() {
    return this instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** This value if it is an array. */
  default Optional<JsonArray> asArray() {
    return this instanceof JsonArray array ? Optional.of(array) : Optional.empty();
  }

  /** The string, if this value is one. */
  default Optional<String> asText() {
    return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /**
   * True when it can be told without looking inside that two values are equal: they are one, or
   * both were read from the same bytes. If not, they may be equal all the same.
   */
  @SuppressWarnings("ReferenceEquality") // what is one need not be compared
  default boolean isPlainlyEqualTo(Json other) {
    return this == other
        || switch (this) {
          case JsonObject one -> other instanceof JsonObject two && one.isSpelledAs(two);
          case JsonArray one -> other instanceof JsonArray two && one.isSpelledAs(two);
          case Scalar one -> one.equals(other);
        };
  }

  /** True only for the string {@code value}. */
  default boolean isText(String value) {
    return this instanceof Text text && text.value().equals(value);
  }
}
