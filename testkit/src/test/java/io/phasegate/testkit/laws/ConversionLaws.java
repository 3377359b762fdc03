package io.phasegate.testkit.laws;

import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Part;
import io.phasegate.testkit.generate.Side;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** The laws of one object. Those of several at once are in {@link BatchLaw}. */
final class ConversionLaws {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private final KindUnderLaw kind;
  private final Conversions converter;
  private final SameObject same;
  private final EditLaw edits;
  private final Schemas schemas;
  private final SequencedMap<String, Function<Facts, Optional<String>>> laws =
      new LinkedHashMap<>();

  ConversionLaws(KindUnderLaw kind, Conversions converter) {
    this.kind = kind;
    this.converter = converter;
    this.same = new SameObject(kind);
    this.schemas = Schemas.of(kind);
    this.edits = new EditLaw(kind, same, schemas);
    laws.put("an object comes back as it was", this::comesBack);
    laws.put("a second trip changes nothing more", this::secondTrip);
    laws.put("an edit in the other version comes back", this::editComesBack);
    laws.put("an edit changes its field and no other", edits::changesItsFieldAndNoOther);
    laws.put("metadata is copied", this::metadataIsCopied);
    laws.put("equal input gives equal bytes", this::isDeterministic);
    laws.put("the input stays as it was", ConversionLaws::inputStays);
    laws.put("an object of the desired version stays as it is", this::ownVersionStays);
    laws.put("private annotations of an absent part stay", this::keysOfAbsentPartsStay);
    laws.put("what both versions hold needs no payload", this::noPayloadWithoutNeed);
    laws.put("what one schema accepts the other accepts converted", this::isAccepted);
  }

  /** Tries every law on a draw; the first that does not hold, if any. */
  Optional<Breach> check(Facts.Draw draw) {
    try {
      Facts facts = Facts.of(draw, kind, converter);
      for (var law : laws.entrySet()) {
        Optional<String> difference = law.getValue().apply(facts);
        if (difference.isPresent()) {
          return Optional.of(new Breach(law.getKey(), difference.get()));
        }
      }
      return Optional.empty();
    } catch (Facts.Refusal e) {
      return Optional.of(new Breach("conversion never fails", "refused: " + e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(new Breach("conversion never fails", "threw " + e));
    }
  }

  private Optional<String> comesBack(Facts facts) {
    return same.difference(facts.source(), facts.back(), facts.side());
  }

  private Optional<String> secondTrip(Facts facts) {
    return same.difference(facts.there(), facts.thereAgain(), facts.side().other());
  }

  private Optional<String> editComesBack(Facts facts) {
    return same.difference(facts.edited(), facts.editedThere(), facts.side().other());
  }

  /** W9: nothing but annotations may differ, and of those only ours. */
  private Optional<String> metadataIsCopied(Facts facts) {
    JsonObject before = metadata(facts.source());
    JsonObject after = metadata(facts.there());
    return facts.there().objectAt("metadata").isEmpty()
        ? Optional.of("metadata should be an object")
        : SameObject.difference(withoutOurs(before), withoutOurs(after));
  }

  private static JsonObject metadata(JsonObject object) {
    return object.objectAt("metadata").orElse(JsonObject.empty());
  }

  private JsonObject withoutOurs(JsonObject metadata) {
    Draft draft = Draft.of(metadata);
    Path annotations = Path.of("annotations");
    for (Part part : kind.table().parts()) {
      SameObject.privateKeys(part).forEach(key -> draft.take(annotations.key(key), Path.of("")));
    }
    same.slotKeys().forEach(key -> draft.take(annotations.key(key), Path.of("")));
    // Ours come into a map that was empty or null, and leave one that is.
    draft
        .get(annotations)
        .filter(map -> map.equals(JsonObject.empty()) || map.equals(Json.Null.NULL))
        .ifPresent(_ -> draft.take(annotations, Path.of("")));
    return draft.freeze();
  }

  private Optional<String> isDeterministic(Facts facts) {
    ApiVersion other = facts.side().other().version(kind.table());
    JsonObject parsed = parsed(facts.before());
    byte[] first = JsonWriter.bytes(facts.there());
    byte[] second = JsonWriter.bytes(Facts.convert(converter, parsed, other));
    if (!Arrays.equals(first, second)) {
      return Optional.of("a second conversion gives other bytes");
    }
    JsonObject turned = Facts.convert(converter, reversed(parsed), other);
    for (Part part : kind.table().parts()) {
      Path key = ANNOTATIONS.key(part.payloadKey());
      boolean ours = facts.source().at(part.path()).flatMap(Json::asObject).isPresent();
      if (ours && !turned.at(key).equals(facts.there().at(key))) {
        return Optional.of("keys in another order give another " + part.payloadKey());
      }
    }
    return SameObject.difference(
        same.normal(facts.there(), facts.side().other()),
        same.normal(turned, facts.side().other()));
  }

  private static JsonObject parsed(byte[] bytes) {
    try {
      return JsonReader.readObject(bytes);
    } catch (MalformedJson e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same object, the keys of every object below spec and status in opposite order. */
  private static JsonObject reversed(JsonObject object) {
    SequencedMap<String, Json> fields = new LinkedHashMap<>();
    List<String> keys = List.copyOf(object.keys()).reversed();
    for (String key : keys) {
      Json value = object.get(key).orElseThrow();
      fields.put(key, value instanceof JsonObject inner ? reversed(inner) : value);
    }
    return JsonObject.of(fields);
  }

  private static Optional<String> inputStays(Facts facts) {
    return Arrays.equals(facts.before(), JsonWriter.bytes(facts.source()))
        ? Optional.empty()
        : Optional.of("the source is another after its conversion");
  }

  private Optional<String> ownVersionStays(Facts facts) {
    ApiVersion own = facts.side().version(kind.table());
    byte[] same = JsonWriter.bytes(Facts.convert(converter, facts.source(), own));
    return Arrays.equals(facts.before(), same)
        ? Optional.empty()
        : Optional.of("the object is another after conversion to its own version");
  }

  /** Ruling 26. */
  private Optional<String> keysOfAbsentPartsStay(Facts facts) {
    for (Part part : kind.table().parts()) {
      if (facts.source().at(part.path()).flatMap(Json::asObject).isEmpty()) {
        for (String key : SameObject.privateKeys(part)) {
          Path path = ANNOTATIONS.key(key);
          if (!facts.source().at(path).equals(facts.there().at(path))) {
            return Optional.of(
                "%s is absent, so the annotation %s should stay".formatted(part.path(), key));
          }
        }
        if (!facts.source().at(part.path()).equals(facts.there().at(part.path()))) {
          return Optional.of("%s should stay absent".formatted(part.path()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> noPayloadWithoutNeed(Facts facts) {
    JsonObject shared = shared(facts.source(), facts.side());
    ApiVersion other = facts.side().other().version(kind.table());
    JsonObject there = Facts.convert(converter, shared, other);
    JsonObject back = Facts.convert(converter, there, facts.side().version(kind.table()));
    for (JsonObject object : List.of(there, back)) {
      if (object.at(ANNOTATIONS).isPresent()) {
        return Optional.of("%s becomes %s, which needs no annotation".formatted(shared, object));
      }
    }
    return Optional.empty();
  }

  /** Of an object, what both versions hold, and no annotation. */
  private JsonObject shared(JsonObject object, Side side) {
    Draft shared =
        Draft.of(
            JsonObject.of("apiVersion", Json.text(side.version(kind.table()).toString()))
                .with("kind", Json.text(kind.table().kind()))
                .with("metadata", JsonObject.of("name", Json.text("chat"))));
    for (ConversionTable.FieldPair pair : kind.table().pairs()) {
      if (!kind.coupled().contains(pair.hub())) {
        object
            .at(side.path(pair))
            .filter(value -> edits.bothAccept(pair, value))
            .ifPresent(value -> shared.put(side.path(pair), value));
      }
    }
    for (KindUnderLaw.Held held : kind.held()) {
      object
          .at(held.path(side))
          .filter(held.values())
          .ifPresent(value -> shared.put(held.path(side), value));
    }
    return kind.completed().apply(side, shared.freeze());
  }

  private Optional<String> isAccepted(Facts facts) {
    Side side = facts.side();
    JsonObject source = SchemaDefaults.apply(schemas.of(side), facts.source());
    if (!facts.draw().sound()
        || source.textAt("metadata.name").isEmpty()
        || !SchemaCheck.check(schemas.of(side), source).isEmpty()) {
      return Optional.empty();
    }
    JsonObject there =
        source.equals(facts.source())
            ? facts.there()
            : Facts.convert(converter, source, side.other().version(kind.table()));
    // The API server fills in defaults before it checks; nobody ever sees the object without them.
    JsonObject filled = SchemaDefaults.apply(schemas.of(side.other()), there);
    return SchemaCheck.check(schemas.of(side.other()), filled).stream()
        .filter(violation ->
            side == Side.HUB || !kind.looserInSpoke().contains(violation.field().toString()))
        .findFirst()
        .map(Violation::toString);
  }
}
