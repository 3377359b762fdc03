package io.phasegate.conversion.json;

import java.util.List;
import java.util.Optional;

/** A JSON value. Immutable; see the package for what that promises. */
public sealed interface Json permits JsonObject, JsonArray, Json.Scalar {

  /** A value without parts. */
  sealed interface Scalar extends Json permits Text, Num, Bool, Null {}

  /** A string, unescaped. */
  record Text(String value) implements Scalar {

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
    return this instanceof Text(var value) ? Optional.of(value) : Optional.empty();
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
    return this instanceof Text(var text) && text.equals(value);
  }
}
