package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * A field of the spoke that is a field of the hub, under the same or another name.
 *
 * <p>A value that {@code leaf} cannot carry stays where it is and is saved. A saved value that it
 * could carry is dropped: had it been true, it would be live (C6, "representable").
 */
record Move(Path spoke, Path hub, Leaf leaf) implements Mapping {

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
    return leaf.says();
  }

  @Override
  public void toHub(Trip trip) {
    move(trip, spoke, hub);
  }

  @Override
  public void toSpoke(Trip trip) {
    move(trip, hub, spoke);
  }

  private void move(Trip trip, Path from, Path to) {
    if (trip.saved(to).flatMap(leaf::carry).isPresent()) {
      trip.forget(to);
    }
    Optional<Json> carried = trip.live(from).flatMap(leaf::carry);
    if (carried.isPresent() && trip.isFree(to)) {
      trip.take(from);
      trip.put(to, carried.get());
    }
  }
}
