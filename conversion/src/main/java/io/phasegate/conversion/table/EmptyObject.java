package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * Two objects whose fields have lines of their own, and whose being there empty is worth keeping:
 * {@code sla: {}} is {@code sla: {}}. To stand behind the lines of the fields.
 */
record EmptyObject(Path spoke, Path hub) implements Mapping {

  @Override
  public List<Path> spokePaths() {
    return List.of();
  }

  @Override
  public List<Path> hubPaths() {
    return List.of();
  }

  @Override
  public String says(String spoke, String hub) {
    return "An empty object stays an empty object.";
  }

  @Override
  public void toHub(Trip trip) {
    move(trip, spoke, hub);
  }

  @Override
  public void toSpoke(Trip trip) {
    move(trip, hub, spoke);
  }

  private static void move(Trip trip, Path from, Path to) {
    // An empty object was saved because fields of another parent filled its place in the source; if
    // that place has gone since, somebody removed it.
    if (isEmpty(trip.saved(to)) && trip.original().at(from).isEmpty()) {
      trip.forget(to);
    }
    // What was saved of that place will fill it, and nobody could tell then that this one was
    // empty.
    boolean fills =
        trip.saved(to).flatMap(Json::asObject).filter(saved -> !saved.isEmpty()).isPresent();
    if (isEmpty(trip.original().at(from)) && trip.isFree(to) && !fills) {
      trip.take(from);
      trip.put(to, JsonObject.empty());
    }
  }

  private static boolean isEmpty(Optional<Json> value) {
    return value.flatMap(Json::asObject).filter(JsonObject::isEmpty).isPresent();
  }
}
