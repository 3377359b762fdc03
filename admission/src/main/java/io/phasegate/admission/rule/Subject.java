package io.phasegate.admission.rule;

import io.phasegate.admission.schema.DecimalNumber;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.Optional;

/**
 * One object, in the words in which rules speak of it. Fields are named with dots. A {@code null}
 * literal counts as absent, and a value of another type than asked for too: types are the schema's
 * business.
 */
public record Subject(JsonObject object, Settings settings) {

  /** The object's name; empty when it has none yet. */
  public String name() {
    return text("metadata.name").orElse("");
  }

  /** The value of a field. */
  public Optional<Json> at(String field) {
    return object.at(field).filter(value -> value != Json.Null.NULL);
  }

  /** True when a field holds anything. */
  public boolean has(String field) {
    return at(field).isPresent();
  }

  /** The string in a field. */
  public Optional<String> text(String field) {
    return at(field).flatMap(Json::asText);
  }

  /** The object in a field. */
  public Optional<JsonObject> object(String field) {
    return at(field).flatMap(Json::asObject);
  }

  /** The number in a field. */
  public Optional<DecimalNumber> number(String field) {
    return at(field)
        .flatMap(value ->
            value instanceof Json.Num number
                ? Optional.of(DecimalNumber.of(number))
                : Optional.empty());
  }

  /** True when a field holds exactly this string. */
  public boolean is(String field, String text) {
    return at(field).filter(value -> value.isText(text)).isPresent();
  }

  /** True when a field is absent or an empty string. */
  public boolean isUnset(String field) {
    return at(field).map(value -> value.isText("")).orElse(true);
  }

  /** True when a field holds this string, or nothing. */
  public boolean isOrUnset(String field, String text) {
    return is(field, text) || isUnset(field);
  }
}
