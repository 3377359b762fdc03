package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.SequencedMap;

/**
 * Draws {@code metadata}: mostly whole, as stored; in half-filled objects also without a name, as
 * in field sets of server-side apply, empty, {@code null} or not there at all.
 */
final class MetadataGenerator {

  private MetadataGenerator() {}

  static void draw(Dice dice, Mode mode, SequencedMap<String, Json> object) {
    if (mode == Mode.HALF_FILLED) {
      switch (dice.below(8)) {
        case 0 -> {}
        case 1 -> object.put("metadata", Json.Null.NULL);
        case 2 -> object.put("metadata", JsonObject.empty());
        case 3 -> object.put("metadata", withMaps(JsonObject.empty(), dice, mode));
        default -> object.put("metadata", whole(dice, mode));
      }
    } else {
      object.put("metadata", whole(dice, mode));
    }
  }

  private static JsonObject whole(Dice dice, Mode mode) {
    JsonObject metadata =
        JsonObject.of("name", Json.text("chat"))
            .with("namespace", Json.text(dice.chance(90) ? "inference" : "default"));
    if (dice.chance(50)) {
      metadata =
          metadata
              .with("uid", Json.text("0b8c2a5e-7a0d-4c58-9f1e-000000000001"))
              .with("resourceVersion", Json.text(Integer.toString(dice.below(1000))))
              .with("generation", Json.Num.of(dice.between(1, 9)))
              .with("creationTimestamp", Json.text("2026-11-21T15:00:00Z"));
    }
    if (dice.chance(10)) {
      metadata =
          metadata
              .with("finalizers", Json.array(Json.text("example.com/hold")))
              .with("managedFields", managedFields());
    }
    return withMaps(metadata, dice, mode);
  }

  private static JsonArray managedFields() {
    return Json.array(
        JsonObject.of("manager", Json.text("kubectl"))
            .with("operation", Json.text("Apply"))
            .with(
                "fieldsV1", JsonObject.of("f:spec", JsonObject.of("f:model", JsonObject.empty()))));
  }

  private static JsonObject withMaps(JsonObject metadata, Dice dice, Mode mode) {
    JsonObject all = metadata;
    for (String map : List.of("labels", "annotations")) {
      switch (dice.below(4)) {
        case 0 -> all = all.with(map, map(dice, mode));
        case 1 -> all = dice.chance(30) ? all.with(map, JsonObject.empty()) : all;
        case 2 -> all = dice.chance(mode.oddity()) ? all.with(map, Json.Null.NULL) : all;
        default -> {}
      }
    }
    return all;
  }

  private static JsonObject map(Dice dice, Mode mode) {
    JsonObject map = JsonObject.of("team", Json.text("t" + dice.below(1000)));
    return dice.chance(mode.oddity())
        ? map.with("example.com/note", dice.pick(Candidates.ODD_TEXTS))
        : map;
  }
}
