package io.phasegate.admission.finding;

import io.phasegate.conversion.json.Excerpt;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a write is refused.
 *
 * @param value what the field holds, as far as it is worth showing; empty when it is not shown
 * @param detail what is wrong and what to write instead; may be empty where the reason says it all
 */
public record Violation(FieldPath field, Reason reason, String value, String detail)
    implements Finding {

  /**
   * By field, and then by what is said of it; equal violations are the same in it, and no others.
   */
  public static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::field)
          .thenComparing(Violation::reason)
          .thenComparing(Violation::value)
          .thenComparing(Violation::detail);

  /** More of a value does not help anybody to find it. In Unicode code points. */
  private static final int SHOWN = 80;

  /** More about one field is counted. */
  private static final int TOLD = 10;

  /** Nothing is there where something must be. */
  public static Violation required(FieldPath field, String detail) {
    return new Violation(field, Reason.REQUIRED, "", detail);
  }

  /** The value makes no sense. */
  public static Violation invalid(FieldPath field, Json value, String detail) {
    return new Violation(field, Reason.INVALID, show(value), detail);
  }

  /** The value may not be there, or may not change. */
  public static Violation forbidden(FieldPath field, String detail) {
    return new Violation(field, Reason.FORBIDDEN, "", detail);
  }

  /** The value is none of those that there are. */
  public static Violation notSupported(
      FieldPath field, Json value, Collection<? extends Json> supported) {
    String all = supported.stream().map(Violation::show).collect(Collectors.joining(", "));
    return new Violation(field, Reason.NOT_SUPPORTED, show(value), "supported values: " + all);
  }

  /**
   * Another item of the list has the same key.
   *
   * @param key as it is to be shown
   */
  public static Violation duplicate(FieldPath field, String key) {
    return new Violation(field, Reason.DUPLICATE, key, "");
  }

  /** A violation of any reason that shows the value. */
  public static Violation of(FieldPath field, Reason reason, Json value, String detail) {
    return new Violation(field, reason, show(value), detail);
  }

  /** The value as a message shows it: scalars as JSON, cut where they get long. */
  public static String show(Json value) {
    return switch (value) {
      case JsonObject object -> object.isEmpty() ? "{}" : "{...}";
      case JsonArray array -> array.isEmpty() ? "[]" : "[...]";
      case Json.Text text -> JsonWriter.text(Json.text(Excerpt.of(text.value(), SHOWN)));
      case Json.Num(var text) -> Excerpt.of(text, SHOWN);
      case Json.Bool bool -> Boolean.toString(bool.value());
      case Json.Null _ -> "null";
    };
  }

  /**
   * All that is wrong with one field as one violation: people and programs get a cause for each
   * field. An annotation holds many fields of the other version, and each may be wrong.
   *
   * @param ofOneField at least one; the first gives reason and value
   */
  public static Violation together(List<Violation> ofOneField) {
    Violation first = ofOneField.getFirst();
    if (ofOneField.size() == 1) {
      return first;
    }
    String others =
        ofOneField.stream()
            .skip(1)
            .limit(TOLD - 1L)
            .map(Violation::message)
            .collect(Collectors.joining("; "));
    int untold = ofOneField.size() - TOLD;
    String detail = first.detail.isEmpty() ? others : first.detail + "; " + others;
    return first.at(first.field, untold > 0 ? detail + "; and %d more".formatted(untold) : detail);
  }

  /** The same violation, told about another field and with more to say. */
  public Violation at(FieldPath other, String otherDetail) {
    return new Violation(other, reason, value, otherDetail);
  }

  /** The message without the field, as in {@code status.details.causes[].message}. */
  public String message() {
    return reason.title()
        + (value.isEmpty() ? "" : ": " + value)
        + (detail.isEmpty() ? "" : ": " + detail);
  }

  @Override
  public String toString() {
    return field + ": " + message();
  }
}
