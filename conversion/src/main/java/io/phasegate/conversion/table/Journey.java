package io.phasegate.conversion.table;

import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one object through a table: metadata as it is but for our annotations, each part by its
 * lines, everything else verbatim.
 */
final class Journey {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private final ConversionTable table;
  private final Direction direction;
  private final Demand demand;

  Journey(ConversionTable table, Direction direction, Demand demand) {
    this.table = table;
    this.direction = direction;
    this.demand = demand;
  }

  Conversion convert(JsonObject source) {
    return travel(source, Account.NONE).conversion();
  }

  Explanation explain(JsonObject source) {
    var account = new LineAccount();
    Arrival arrival = travel(source, account);
    return switch (arrival.conversion()) {
      case Conversion.Refused refused -> new Explanation(refused, List.of());
      case Conversion.Converted converted ->
          new Explanation(
              converted,
              new Explaining(table, source, converted.object(), arrival.legs(), arrival.saved())
                  .fates(account.entries()));
    };
  }

  /**
   * The end of the way.
   *
   * @param saved what was written into annotations
   */
  private record Arrival(Conversion conversion, List<Leg> legs, List<Saved> saved) {}

  /** A part that is there, and what was saved of it. */
  private record Reading(Part part, Payload payload) {}

  private Arrival travel(JsonObject source, Account account) {
    Optional<String> fault = fault(source);
    if (fault.isPresent()) {
      return new Arrival(new Conversion.Refused(fault.get()), List.of(), List.of());
    }
    Draft target = frame(source);
    Optional<Json> annotationsBefore = source.at(ANNOTATIONS);
    Draft annotations =
        Draft.of(annotationsBefore.flatMap(Json::asObject).orElse(JsonObject.empty()));

    // All of them go before a line writes annotations, which find room only so.
    List<Reading> readings = new ArrayList<>();
    for (Part part : table.parts()) {
      if (isObject(source, part)) {
        readings.add(new Reading(part, takePayload(part, annotations)));
      }
    }
    List<Leg> legs = new ArrayList<>();
    for (Reading reading : readings) {
      Part part = reading.part();
      var trip = new Trip(source, part, target, annotations, reading.payload(), account);
      for (Mapping line : part.lines()) {
        demand.check();
        account.line(line);
        direction.move(line, trip);
      }
      trip.restore();
      legs.add(new Leg(part, reading.payload(), trip));
    }
    List<Saved> saved = savePayloads(annotationsBefore, annotations, legs);
    putMetadata(source, target, annotations.freeze(), legs);
    return new Arrival(new Conversion.Converted(target.freeze()), legs, saved);
  }

  /** Only what no API server could hold is refused; an absent or null part is none of that. */
  private Optional<String> fault(JsonObject source) {
    if (isOther(source.get("metadata"))) {
      return Optional.of("metadata must be an object");
    }
    if (isOther(source.at(ANNOTATIONS))) {
      return Optional.of("metadata.annotations must be an object");
    }
    for (Part part : table.parts()) {
      if (isOther(source.at(part.path()))) {
        return Optional.of(part.path() + " must be an object");
      }
    }
    return Optional.empty();
  }

  private static boolean isOther(Optional<Json> value) {
    return value.filter(any -> !(any instanceof JsonObject) && any != Json.Null.NULL).isPresent();
  }

  /** The target before any line: the same keys in the same order, parts still empty. */
  private Draft frame(JsonObject source) {
    Draft target = Draft.empty();
    for (var entry : source.entries()) {
      target.put(entry.getKey(), entry.getValue());
    }
    for (Part part : table.parts()) {
      if (isObject(source, part)) {
        target.put(part.path(), JsonObject.empty());
      }
    }
    target.put("apiVersion", Json.text(direction.target(table).toString()));
    return target;
  }

  private static boolean isObject(JsonObject source, Part part) {
    return source.at(part.path()).flatMap(Json::asObject).isPresent();
  }

  /** Reads what was saved for the target's version and takes all private annotations away. */
  private Payload takePayload(Part part, Draft annotations) {
    String expected = direction.target(table).version();
    Payload payload =
        annotations
            .take(part.payloadKey())
            .flatMap(Json::asText)
            .flatMap(text -> Payload.read(part.path(), text, expected))
            .orElseGet(() -> readLegacy(part, annotations, expected));
    part.legacy().forEach(legacy -> annotations.take(legacy.key()));
    part.scrubbed().forEach(annotations::take);
    return payload;
  }

  private static Payload readLegacy(Part part, Draft annotations, String expected) {
    Draft values = Draft.empty();
    for (Legacy legacy : part.legacy()) {
      if (legacy.version().equals(expected)) {
        annotations
            .get(legacy.key())
            .flatMap(Json::asText)
            .flatMap(legacy::read)
            .ifPresent(value -> values.put(legacy.field(), value));
      }
    }
    JsonObject saved = values.get(part.path()).flatMap(Json::asObject).orElse(JsonObject.empty());
    return Payload.of("", saved, new Shapes());
  }

  private List<Saved> savePayloads(Optional<Json> before, Draft annotations, List<Leg> legs) {
    JsonObject others = annotations.freeze();
    boolean writes = !others.isEmpty() || legs.stream().anyMatch(leg -> !unsaved(leg).isNothing());
    if (before.equals(Optional.of(JsonObject.empty())) && writes && !legs.isEmpty()) {
      legs.getFirst().trip().shapes().empty(ANNOTATIONS);
    }
    List<Saved> saved = new ArrayList<>();
    for (Leg leg : legs) {
      Payload unsaved = unsaved(leg);
      if (!unsaved.isNothing()) {
        saved.add(Saved.of(leg.part(), unsaved));
      }
    }
    List<Saved> fitting = AnnotationLimit.fit(others, saved, table.firstToGo(), demand);
    for (Saved each : fitting) {
      annotations.put(each.part().payloadKey(), Json.text(each.text()));
    }
    return fitting;
  }

  /** What the target could not hold of a part; its shapes may still grow. */
  private Payload unsaved(Leg leg) {
    String from = direction.source(table).version();
    return Payload.of(from, leg.trip().remainder(), leg.trip().shapes());
  }

  /** Every answer has metadata that is an object (W7); only annotations may have changed (W9). */
  private static void putMetadata(
      JsonObject source, Draft target, JsonObject annotations, List<Leg> legs) {
    JsonObject metadata = source.objectAt("metadata").orElse(JsonObject.empty());
    Optional<JsonObject> before = metadata.objectAt("annotations");
    boolean wasEmpty = legs.stream().anyMatch(leg -> leg.read().shapes().isEmpty(ANNOTATIONS));
    if (!before.orElse(JsonObject.empty()).equals(annotations)) {
      metadata =
          annotations.isEmpty() && !wasEmpty
              ? metadata.without("annotations")
              : metadata.with("annotations", annotations);
    }
    target.put("metadata", metadata);
  }
}
