package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A number that no double can hold. An API server reads numbers as doubles, and answers a write
 * that holds such a one with 400, however often it is repeated.
 *
 * @param path where it stands, {@code spec.services.Worker.args[0]}
 * @param text as it is spelled
 */
record BoundlessNumber(String path, String text) {

  /** As much of a number as a sentence shows. */
  private static final int SHOWN = 40;

  /** A value, and where it stands. */
  private record Place(String path, Json value) {}

  /** One within the value, if there is any; which one of several is not said. */
  static Optional<BoundlessNumber> in(Json value) {
    Deque<Place> open = new ArrayDeque<>(List.of(new Place("", value)));
    while (!open.isEmpty()) {
      Place here = open.pop();
      switch (here.value()) {
        case JsonObject object ->
            object
                .entries()
                .forEach(field ->
                    open.push(new Place(beneath(here.path(), field.getKey()), field.getValue())));
        case JsonArray array -> {
          for (int i = 0; i < array.size(); i++) {
            open.push(new Place("%s[%d]".formatted(here.path(), i), array.items().get(i)));
          }
        }
        case Json.Num(var text) when Double.isInfinite(Double.parseDouble(text)) -> {
          return Optional.of(new BoundlessNumber(here.path(), text));
        }
        case Json.Scalar _ -> {}
      }
    }
    return Optional.empty();
  }

  private static String beneath(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** What is wrong with it, and what to write instead; goes on from the name of a document. */
  String complaint() {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return ("has the number %s at %s, which is larger than an API server can read (about 1.8e308);"
            + " write a smaller one, or quote it")
        .formatted(shown, path);
  }
}
