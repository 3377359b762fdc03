package io.phasegate.testkit.generate;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Draws objects of one version of a kind by its schema. Safe for many threads. */
public final class ObjectGenerator {

  private final ApiVersion version;
  private final String kind;
  private final SequencedMap<String, Shape> parts;
  private final List<String> strangers;

  private ObjectGenerator(
      ApiVersion version, String kind, SequencedMap<String, Shape> parts, List<String> strangers) {
    this.version = version;
    this.kind = kind;
    this.parts = parts;
    this.strangers = strangers;
  }

  /**
   * Reads a version's schema.
   *
   * @param schema its {@code openAPIV3Schema}
   */
  public static ObjectGenerator of(
      ApiVersion version, String kind, JsonObject schema, Surprises surprises) {
    if (!(new ShapeReader(surprises).read(schema) instanceof Shape.Fields root)) {
      throw new IllegalArgumentException("the schema of %s is no object".formatted(kind));
    }
    SequencedMap<String, Shape> parts = new LinkedHashMap<>(root.fields());
    List.of("apiVersion", "kind", "metadata").forEach(parts::remove);
    return new ObjectGenerator(version, kind, parts, surprises.strangers());
  }

  /** Draws an object without private annotations. */
  public JsonObject draw(Dice dice, Mode mode) {
    SequencedMap<String, Json> object = new LinkedHashMap<>();
    object.put("apiVersion", Json.text(version.toString()));
    object.put("kind", Json.text(kind));
    MetadataGenerator.draw(dice, mode, object);
    for (var part : parts.entrySet()) {
      if (mode != Mode.HALF_FILLED) {
        if (part.getKey().equals("spec") || mode == Mode.FULL || dice.chance(60)) {
          object.put(part.getKey(), draw(part.getValue(), dice, mode));
        }
      } else {
        switch (dice.below(8)) {
          case 0, 1 -> {}
          case 2 -> object.put(part.getKey(), Json.Null.NULL);
          case 3 -> object.put(part.getKey(), JsonObject.empty());
          default -> object.put(part.getKey(), draw(part.getValue(), dice, mode));
        }
      }
    }
    return JsonObject.of(object);
  }

  private Json draw(Shape shape, Dice dice, Mode mode) {
    return switch (shape) {
      case Shape.Fields fields -> fields(fields, dice, mode);
      case Shape.Items items -> items(items, dice, mode);
      case Shape.Value value -> value(value, dice, mode);
      case Shape.Nullable(var inner) ->
          dice.chance(mode.oddity() / 3) ? Json.Null.NULL : draw(inner, dice, mode);
    };
  }

  private Json fields(Shape.Fields shape, Dice dice, Mode mode) {
    SequencedMap<String, Json> fields = new LinkedHashMap<>();
    for (var field : shape.fields().entrySet()) {
      boolean there =
          shape.required().contains(field.getKey())
              ? !dice.chance(mode.omission())
              : dice.chance(mode.presence());
      if (there) {
        fields.put(field.getKey(), draw(field.getValue(), dice, mode));
      }
    }
    for (Shape other : shape.others()) {
      for (int i = mode == Mode.FULL ? 1 : 0; i < dice.below(4); i++) {
        fields.put(dice.pick(Candidates.KEYS), draw(other, dice, mode));
      }
    }
    if (shape.embedded()) {
      fields.put("apiVersion", Json.text("nvidia.com/v1alpha1"));
      fields.put("kind", Json.text("DynamoGraphDeployment"));
    }
    JsonObject object = JsonObject.of(fields);
    if (shape.keepsUnknown()) {
      object = FreeForm.fill(object, shape, dice, mode);
    } else if (mode == Mode.HALF_FILLED && dice.chance(6)) {
      String stranger = dice.pick(strangers);
      if (!shape.fields().containsKey(stranger)) {
        object = object.with(stranger, FreeForm.anything(dice, 2));
      }
    }
    return object;
  }

  private Json items(Shape.Items shape, Dice dice, Mode mode) {
    List<Json> items = new ArrayList<>();
    Set<Json> seen = new HashSet<>();
    int count = mode == Mode.FULL ? dice.between(1, 2) : dice.below(4);
    for (int i = 0; i < count; i++) {
      Json item =
          dice.chance(mode.omission() / 2) ? JsonObject.empty() : draw(shape.item(), dice, mode);
      if ((!shape.distinct() && shape.keys().isEmpty()) || seen.add(identity(item, shape.keys()))) {
        items.add(item);
      }
    }
    return JsonArray.of(items);
  }

  private static Json identity(Json item, List<String> keys) {
    if (keys.isEmpty() || !(item instanceof JsonObject object)) {
      return item;
    }
    JsonObject identity = JsonObject.empty();
    for (String key : keys) {
      identity = identity.with(key, object.get(key).orElse(Json.Null.NULL));
    }
    return identity;
  }

  private static Json value(Shape.Value shape, Dice dice, Mode mode) {
    if (!shape.likely().isEmpty() && dice.chance(60)) {
      return dice.pick(shape.likely());
    }
    if (dice.chance(mode.oddity())) {
      return dice.pick(shape.odd());
    }
    if (dice.chance(30)) {
      return dice.pick(shape.plain());
    }
    // Values that nobody else has show when two fields are mixed up.
    return switch (shape.fresh()) {
      case NONE -> dice.pick(shape.plain());
      case TEXT -> Json.text("t" + dice.below(1_000_000));
      case NUMBER -> Json.Num.of(dice.below(1_000_000));
    };
  }
}
