package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * A field of the same name whose absence means one thing in the spoke and another in the hub, such
 * as {@code spec.autoApply}. On a whole object the absence is spelled out for the other version and
 * noted in the payload, so that it can come back as absence while nobody has changed it.
 */
record AbsentMeans(Path path, Json inSpoke, Json inHub) implements Mapping {

  @Override
  public List<Path> spokePaths() {
    return List.of(path);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(path);
  }

  @Override
  public String says(String spoke, String hub) {
    return "Absent means %s in %s and %s in %s, so the other version gets it spelled out."
        .formatted(inSpoke, spoke, inHub, hub);
  }

  @Override
  public void toHub(Trip trip) {
    move(trip, inSpoke, inHub);
  }

  @Override
  public void toSpoke(Trip trip) {
    move(trip, inHub, inSpoke);
  }

  private void move(Trip trip, Json absentHere, Json absentThere) {
    trip.forget(path);
    Optional<Json> live = trip.take(path);
    if (trip.isWhole() && trip.wasAbsent(path) && live.equals(Optional.of(absentThere))) {
      return;
    }
    if (live.isPresent()) {
      trip.put(path, live.get());
    } else if (trip.isWhole()) {
      trip.put(path, absentHere);
      trip.noteAbsent(path);
    }
  }
}
