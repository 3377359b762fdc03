package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Legacy;
import io.phasegate.conversion.table.Part;
import io.phasegate.conversion.table.Slot;
import java.util.List;
import java.util.Optional;

/**
 * Leaves on an object what conversions before may have left there: payloads of its own, of another
 * object, of the wrong version, in Dynamo's form without {@code from}, broken ones, the
 * single-field annotations of Dynamo 1.0, keys of abandoned drafts, and slots well-formed and
 * broken.
 */
final class PrivateAnnotations {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private static final List<String> BROKEN =
      List.of("", "not json", "[]", "\"x\"", "null", "{}", "{\"spec\":", "{\"spec\":[]}", "1e400");

  private final ConversionTable table;
  private final KindGenerator kind;
  private final List<Slot> slots;

  PrivateAnnotations(ConversionTable table, KindGenerator kind) {
    this.table = table;
    this.kind = kind;
    this.slots =
        table.parts().stream()
            .flatMap(part -> part.lines().stream())
            .filter(Slot.class::isInstance)
            .map(Slot.class::cast)
            .toList();
  }

  /** An object of a side with some of them, or none. */
  Drawn leave(JsonObject object, Side side, Dice dice) {
    if (object.objectAt("metadata").isEmpty()
        || object.at(ANNOTATIONS).filter(Json.Null.NULL::equals).isPresent()) {
      return new Drawn(object, true);
    }
    JsonObject other = kind.draw(side.other(), dice, dice.chance(70) ? Mode.SPARSE : Mode.HOSTILE);
    Drawn drawn =
        switch (dice.below(8)) {
          case 0, 1 -> new Drawn(kind.converted(other, side), true);
          case 2, 3 -> new Drawn(copied(kind.converted(other, side), object), true);
          case 4 -> new Drawn(copied(kind.converted(object, side.other()), object), true);
          case 5 -> new Drawn(upstream(kind.converted(other, side), object, dice), false);
          default -> new Drawn(object, true);
        };
    JsonObject dressed = drawn.object();
    boolean sound = drawn.payloadsAreSound();
    if (dice.chance(12)) {
      dressed = legacy(dressed, other, dice);
      sound = false;
    }
    if (dice.chance(8)) {
      dressed = put(dressed, dice.pick(table.parts()).payloadKey(), dice.pick(BROKEN));
    }
    if (!slots.isEmpty() && dice.chance(15)) {
      dressed = slot(dressed, dice.pick(slots), dice);
    }
    return new Drawn(dressed, sound);
  }

  /** The payloads of one object on another. */
  private JsonObject copied(JsonObject from, JsonObject onto) {
    JsonObject result = onto;
    for (Part part : table.parts()) {
      Optional<String> payload = text(from, part.payloadKey());
      if (payload.isPresent()) {
        result = put(result, part.payloadKey(), payload.get());
      }
    }
    return result;
  }

  /**
   * As {@link #copied}, in the forms of Dynamo's own operator: it knows no {@code from} and no
   * {@code shape}, and writes the spec with or without an envelope. What a slot could carry is left
   * out, since reading it makes it live (ruling 24) and that is no round trip.
   */
  private JsonObject upstream(JsonObject from, JsonObject onto, Dice dice) {
    JsonObject result = onto;
    for (Part part : table.parts()) {
      Optional<JsonObject> payload =
          text(from, part.payloadKey()).flatMap(PrivateAnnotations::tree);
      if (payload.isPresent()) {
        Draft bare = Draft.of(payload.get().without("from").without("shape"));
        slots.forEach(slot -> bare.take(slot.spoke(), Path.of("")));
        Json form = dice.chance(50) ? bare.freeze() : bare.get(part.path()).orElse(bare.freeze());
        result = put(result, part.payloadKey(), JsonWriter.text(form));
      }
    }
    return result;
  }

  private JsonObject legacy(JsonObject object, JsonObject other, Dice dice) {
    JsonObject result = object;
    for (Part part : table.parts()) {
      for (Legacy legacy : part.legacy()) {
        if (dice.chance(50)) {
          Json value = other.at(legacy.field()).orElse(Json.text(dice.pick(BROKEN)));
          result = put(result, legacy.key(), value.asText().orElseGet(value::toString));
        }
      }
      for (String key : part.scrubbed()) {
        result = dice.chance(10) ? put(result, key, dice.pick(BROKEN)) : result;
      }
    }
    return result;
  }

  private static JsonObject slot(JsonObject object, Slot slot, Dice dice) {
    return put(object, slot.key(), slotText(slot, dice));
  }

  /** What may stand in a slot: mostly what its form reads. */
  static String slotText(Slot slot, Dice dice) {
    if (dice.chance(35)) {
      return dice.pick(BROKEN);
    }
    return switch (slot.form()) {
      case TEXT -> "t" + dice.below(1000);
      case NAMED_OBJECT -> "{\"key\": \"k\", \"name\":\"t" + dice.below(1000) + "\", \"more\":1.0}";
    };
  }

  private static Optional<JsonObject> tree(String text) {
    try {
      return JsonReader.read(text).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonObject object, String key) {
    return object.at(ANNOTATIONS.key(key)).flatMap(Json::asText);
  }

  private static JsonObject put(JsonObject object, String key, String text) {
    Draft draft = Draft.of(object);
    draft.put(ANNOTATIONS.key(key), Json.text(text));
    return draft.freeze();
  }
}
