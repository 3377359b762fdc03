package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws edits: a live field taken away, exchanged or added, or an annotation of the user's. */
final class Edits {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private final ConversionTable table;
  private final Side side;
  private final Dice dice;

  Edits(ConversionTable table, Side side, Dice dice) {
    this.table = table;
    this.side = side;
    this.dice = dice;
  }

  /**
   * Draws an edit.
   *
   * @param donor another object of the same version, from which values are taken
   */
  Edit draw(JsonObject object, JsonObject donor) {
    int kind = dice.below(10);
    if (kind == 0 && object.objectAt("metadata").isPresent()) {
      return annotation();
    }
    Optional<Path> live = pathIn(object);
    if (kind == 1 || kind == 2) {
      live =
          Optional.of(side.path(dice.pick(table.pairs())))
              .filter(path -> object.at(path).isPresent())
              .or(() -> pathIn(object));
    }
    if (kind < 4 && live.isPresent()) {
      return new Edit.Remove(live.get());
    }
    if (kind < 7 && live.isPresent()) {
      Json before = object.at(live.get()).orElseThrow();
      return new Edit.Put(live.get(), other(before, donor.at(live.get())));
    }
    return pathIn(donor)
        .<Edit>map(path -> new Edit.Put(path, donor.at(path).orElseThrow()))
        .orElseGet(this::annotation);
  }

  /** A value in the place of another: the donor's if it has one, else nearly the same. */
  private Json other(Json before, Optional<Json> donors) {
    if (before instanceof JsonArray array && !array.isEmpty() && dice.chance(60)) {
      List<Json> items = new ArrayList<>(array.items());
      Json item = items.remove(dice.below(items.size()));
      return dice.chance(50) ? JsonArray.of(items) : JsonArray.of(plus(items, tweaked(item)));
    }
    return donors.orElseGet(() -> tweaked(before));
  }

  private static List<Json> plus(List<Json> items, Json item) {
    items.add(item);
    return items;
  }

  private Json tweaked(Json value) {
    return switch (value) {
      case JsonObject object ->
          object.isEmpty() || dice.chance(20)
              ? JsonObject.empty()
              : object.without(dice.pick(List.copyOf(object.keys())));
      case JsonArray _ -> JsonArray.empty();
      case Json.Text _ -> dice.pick(Candidates.PLAIN_TEXTS);
      case Json.Num _ -> dice.pick(Candidates.PLAIN_NUMBERS);
      case Json.Bool bool -> Json.Bool.of(!bool.value());
      case Json.Null _ -> Json.Null.NULL;
    };
  }

  private Edit annotation() {
    List<Slot> slots =
        table.parts().stream()
            .flatMap(part -> part.lines().stream())
            .filter(Slot.class::isInstance)
            .map(Slot.class::cast)
            .toList();
    if (side == Side.SPOKE || slots.isEmpty() || dice.chance(30)) {
      return new Edit.Put(ANNOTATIONS.key("team"), Json.text("t" + dice.below(1000)));
    }
    Slot slot = dice.pick(slots);
    Path path = ANNOTATIONS.key(slot.key());
    return dice.chance(40)
        ? new Edit.Remove(path)
        : new Edit.Put(path, Json.text(PrivateAnnotations.slotText(slot, dice)));
  }

  /** A way through objects to some value below a part; seldom to the part itself. */
  private Optional<Path> pathIn(JsonObject object) {
    Path path = dice.pick(table.parts()).path();
    Optional<JsonObject> here = object.at(path).flatMap(Json::asObject);
    if (here.isPresent() && dice.chance(3)) {
      return Optional.of(path);
    }
    boolean found = false;
    while (here.isPresent() && !here.get().isEmpty() && (!found || !dice.chance(20))) {
      String key = dice.pick(List.copyOf(here.get().keys()));
      path = path.key(key);
      found = true;
      here = here.get().get(key).flatMap(Json::asObject);
    }
    return found ? Optional.of(path) : Optional.empty();
  }
}
