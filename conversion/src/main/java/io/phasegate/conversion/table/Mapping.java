package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;
import java.util.List;

/**
 * One line of a table: how some fields of the spoke and of the hub stand for each other. The same
 * line serves both directions.
 */
public interface Mapping {

  /** The spoke's fields that this line answers for, from the object's root. */
  List<Path> spokePaths();

  /** The hub's fields that this line answers for, from the object's root. */
  List<Path> hubPaths();

  /** Moves what this line answers for from a spoke object to a hub object. */
  void toHub(Trip trip);

  /** Moves what this line answers for from a hub object to a spoke object. */
  void toSpoke(Trip trip);

  /**
   * What people should know about these fields beyond which stands for which, as a sentence or two
   * for {@code docs/conversion.md} and for explanations.
   *
   * @param spoke the name of the spoke's version
   * @param hub the name of the hub's version
   * @return empty when there is nothing more to say
   */
  String says(String spoke, String hub);
}
