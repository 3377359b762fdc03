package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;
import java.util.List;

/**
 * Fields that one version has and the other has no place for. Nothing moves: what no line takes is
 * saved. The line says that this is meant.
 */
record OnlyIn(List<Path> spokePaths, List<Path> hubPaths) implements Mapping {

  static OnlyIn spoke(List<Path> paths) {
    return new OnlyIn(paths, List.of());
  }

  static OnlyIn hub(List<Path> paths) {
    return new OnlyIn(List.of(), paths);
  }

  @Override
  public String says(String spoke, String hub) {
    return "%s only; saved.".formatted(spokePaths.isEmpty() ? hub : spoke);
  }

  @Override
  public void toHub(Trip trip) {}

  @Override
  public void toSpoke(Trip trip) {}
}
