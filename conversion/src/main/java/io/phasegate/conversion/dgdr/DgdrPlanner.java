package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.List;
import java.util.Optional;

/**
 * The planner's settings: the same object in both versions, unless it is empty. On the hub its mere
 * presence turns the planner on, in the blob an empty one says nothing; so the blob's {@code {}}
 * stays a matter of the blob, and the hub's {@code {}} is shown there and saved as well (C7).
 */
final class DgdrPlanner implements Mapping {

  private static final Path BLOB = Path.of("spec.profilingConfig.config.planner");
  private static final Path HUB = Path.of("spec.features.planner");
  private static final Optional<Json> EMPTY = Optional.of(JsonObject.empty());

  @Override
  public List<Path> spokePaths() {
    return List.of(BLOB);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(HUB);
  }

  @Override
  public String says(String spoke, String hub) {
    return "Turned on by its mere presence in %s, so the empty object that means nothing in %s is saved."
        .formatted(hub, spoke);
  }

  @Override
  public void toHub(Trip trip) {
    Optional<Json> live = trip.live(BLOB);
    if (trip.saved(HUB).equals(EMPTY) && live.equals(EMPTY)) {
      trip.take(BLOB);
      return;
    }
    // Only an object can have become something else over there, or have been taken away.
    if (trip.saved(HUB).flatMap(Json::asObject).isPresent()) {
      trip.forget(HUB);
    }
    if (isTelling(live)) {
      trip.take(BLOB);
      trip.put(HUB, live.get());
    }
  }

  @Override
  public void toSpoke(Trip trip) {
    if (isTelling(trip.saved(BLOB))) {
      trip.forget(BLOB);
    }
    Optional<Json> live = trip.live(HUB);
    if (isTelling(live)) {
      trip.take(HUB);
      trip.put(BLOB, live.get());
    } else if (live.equals(EMPTY)) {
      trip.put(BLOB, JsonObject.empty());
    }
  }

  private static boolean isTelling(Optional<Json> planner) {
    return planner.flatMap(Json::asObject).filter(object -> !object.isEmpty()).isPresent();
  }
}
