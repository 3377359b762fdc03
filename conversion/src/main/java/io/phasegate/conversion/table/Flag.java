package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * A switch of the spoke for which {@code false} and absent are one (ruling 26), and which the hub
 * turns on with {@code true} further inside. The hub's {@code false} says nothing to the spoke and
 * is saved.
 */
record Flag(Path spoke, Path hub) implements Mapping {

  @Override
  public List<Path> spokePaths() {
    return List.of(spoke);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(hub);
  }

  @Override
  public String says(String spoke, String hub) {
    return "Absent and false are the same in %s. What %s says beyond true is saved."
        .formatted(spoke, hub);
  }

  @Override
  public void toHub(Trip trip) {
    if (isOn(trip.saved(hub))) {
      trip.forget(hub);
    }
    Optional<Json> live = trip.live(spoke);
    if (live.equals(Optional.of(Json.Bool.FALSE))) {
      trip.take(spoke);
    } else if (isOn(live)) {
      trip.take(spoke);
      trip.put(hub, Json.Bool.TRUE);
    }
  }

  @Override
  public void toSpoke(Trip trip) {
    if (trip.saved(spoke).filter(Json.Bool.class::isInstance).isPresent()) {
      trip.forget(spoke);
    }
    if (isOn(trip.live(hub))) {
      trip.take(hub);
      trip.put(spoke, Json.Bool.TRUE);
    }
  }

  private static boolean isOn(Optional<Json> value) {
    return value.equals(Optional.of(Json.Bool.TRUE));
  }
}
