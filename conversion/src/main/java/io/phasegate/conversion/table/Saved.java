package io.phasegate.conversion.table;

import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is saved of one part, as it will stand in the part's annotation.
 *
 * @param text the annotation's value
 */
record Saved(Part part, Payload payload, String text) {

  static Saved of(Part part, Payload payload) {
    return new Saved(part, payload, payload.text(part.path()));
  }

  /** A saved value by its path from the object's root. */
  Optional<Json> value(Path path) {
    return payload.value(part.path(), path);
  }

  /**
   * The same without some values, which are named instead.
   *
   * @throws Demand.Ended when nobody waits for it any more
   */
  Saved omitting(List<Path> paths, Demand demand) {
    Draft rest = Draft.empty();
    rest.put(part.path(), payload.values());
    for (Path path : paths) {
      demand.check();
      rest.take(path, part.path());
    }
    return of(
        part,
        payload.omitting(
            rest.get(part.path()).flatMap(Json::asObject).orElse(JsonObject.empty()), paths));
  }

  /** Nothing but the names of what is left out. */
  Saved omittingAll(List<Path> paths) {
    return of(part, payload.withoutShapes().omitting(JsonObject.empty(), paths));
  }
}
