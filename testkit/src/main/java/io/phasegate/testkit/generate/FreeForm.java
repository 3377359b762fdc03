package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.List;

/** Fills what the schema leaves free: names that somebody reads, near misses, and anything. */
final class FreeForm {

  private static final int DEPTH = 3;

  private FreeForm() {}

  /** Adds keys that the schema does not know to an object. */
  static JsonObject fill(JsonObject object, Shape.Fields shape, Dice dice, Mode mode) {
    Draft draft = Draft.of(object);
    for (Surprises.Hidden field : shape.hidden()) {
      if (dice.chance(mode.presence())) {
        Path path = new Path(field.keys());
        if (!dice.chance(mode.oddity() / 2)) {
          draft.put(path, dice.pick(field.values()));
        } else {
          nearMiss(draft, path, dice);
        }
      }
    }
    String stranger = dice.pick(Candidates.KEYS);
    if (dice.chance(mode.strangers()) && !shape.fields().containsKey(stranger)) {
      draft.put(Path.of("").key(stranger), anything(dice, DEPTH));
    }
    return draft.freeze();
  }

  /** The right name with a wrong value, or a wrong value on the way to it. */
  private static void nearMiss(Draft draft, Path path, Dice dice) {
    Path wrong = path;
    while (!wrong.parent().isEmpty() && dice.chance(30)) {
      wrong = wrong.parent();
    }
    draft.put(wrong, dice.chance(30) ? JsonObject.empty() : anything(dice, 1));
  }

  /** Any JSON value, up to {@code depth} objects or lists deep. */
  static Json anything(Dice dice, int depth) {
    return switch (dice.below(depth > 0 ? 10 : 7)) {
      case 0 -> dice.pick(Candidates.PLAIN_TEXTS);
      case 1 -> dice.pick(Candidates.ODD_TEXTS);
      case 2 -> dice.pick(Candidates.PLAIN_NUMBERS);
      case 3 -> dice.pick(Candidates.ODD_NUMBERS);
      case 4 -> dice.pick(Candidates.OTHERS);
      case 5 -> Json.text("t" + dice.below(1_000_000));
      case 6 -> JsonObject.empty();
      case 7 -> list(dice, depth - 1);
      default -> object(dice, depth - 1);
    };
  }

  private static Json list(Dice dice, int depth) {
    List<Json> items = new ArrayList<>();
    for (int i = dice.below(3); i >= 0; i--) {
      items.add(anything(dice, depth));
    }
    return JsonArray.of(items);
  }

  private static Json object(Dice dice, int depth) {
    JsonObject object = JsonObject.empty();
    for (int i = dice.below(3); i >= 0; i--) {
      object = object.with(dice.pick(Candidates.KEYS), anything(dice, depth));
    }
    return object;
  }
}
