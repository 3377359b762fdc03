package io.phasegate.admission.rule;

import io.phasegate.admission.schema.DecimalNumber;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object, in the words in which rules speak of it. Fields are named with dots. A {@code null}
 * literal counts as absent, and a value of another type than asked for too: types are the schema's
 * business.
 *
 * <p>Where a kind has two versions, the same object in the other one is {@link #elsewhere}. It is
 * converted when the first rule asks, and once, however many ask. For one thread.
 */
public final class Subject {

  private final JsonObject object;
  private final Settings settings;
  private final FieldNames names;
  private final Function<JsonObject, Optional<JsonObject>> convert;
  private final Demand demand;
  private boolean converted;
  private @Nullable Subject elsewhere;

  private Subject(
      JsonObject object,
      Settings settings,
      FieldNames names,
      Function<JsonObject, Optional<JsonObject>> convert,
      Demand demand) {
    this.object = object;
    this.settings = settings;
    this.names = names;
    this.convert = convert;
    this.demand = demand;
  }

  /** An object of a kind with a single version. */
  public static Subject of(JsonObject object, Settings settings) {
    return of(object, settings, _ -> Optional.empty());
  }

  /**
   * An object of a kind with two versions.
   *
   * @param convert to the other version; empty where that cannot be
   */
  public static Subject of(
      JsonObject object, Settings settings, Function<JsonObject, Optional<JsonObject>> convert) {
    return of(object, settings, new FieldNames(), convert, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @param names to be kept for all objects that the same rules will see
   */
  public static Subject of(
      JsonObject object,
      Settings settings,
      FieldNames names,
      Function<JsonObject, Optional<JsonObject>> convert,
      Demand demand) {
    return new Subject(object, settings, names, convert, demand);
  }

  /** Another object of the same version and settings. */
  public Subject with(JsonObject other) {
    return new Subject(other, settings, names, convert, demand);
  }

  /** The object as it was written. */
  public JsonObject object() {
    return object;
  }

  /** What the person who runs the webhook has decided. */
  public Settings settings() {
    return settings;
  }

  /** Whether anybody still waits for what is found; to be asked where a loop may be long. */
  public Demand demand() {
    return demand;
  }

  /**
   * The same object in the kind's other version, defaults of that version's schema filled in; its
   * own {@code elsewhere} is this one.
   *
   * @return empty when there is no other version, or the object cannot be converted
   */
  public Optional<Subject> elsewhere() {
    if (!converted) {
      converted = true;
      elsewhere = convert.apply(object).map(this::counterpart).orElse(null);
    }
    return Optional.ofNullable(elsewhere);
  }

  private Subject counterpart(JsonObject other) {
    var counterpart = new Subject(other, settings, names, _ -> Optional.empty(), demand);
    counterpart.converted = true;
    counterpart.elsewhere = this;
    return counterpart;
  }

  /** The object's name; empty when it has none yet. */
  public String name() {
    return text("metadata.name").orElse("");
  }

  /** The value of a field. */
  public Optional<Json> at(String field) {
    return object.at(names.path(field)).filter(value -> value != Json.Null.NULL);
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

  /** True when a field holds a number above zero. */
  public boolean isPositive(String field) {
    return number(field).filter(DecimalNumber::isPositive).isPresent();
  }

  /** True when a field holds a number that is zero or less. */
  public boolean isZeroOrLess(String field) {
    return number(field).filter(number -> !number.isPositive()).isPresent();
  }

  /** True when both fields hold numbers, and the first one's is less. */
  public boolean isLess(String field, String than) {
    Optional<DecimalNumber> bound = number(than);
    return bound.isPresent()
        && number(field).filter(number -> number.compareTo(bound.get()) < 0).isPresent();
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
