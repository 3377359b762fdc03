package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Path;
import java.util.List;

/**
 * What became of one field in a conversion. Paths go from the object's root; an annotation is
 * {@code metadata.annotations[key]}; a list is one field, and so is an empty object.
 */
public sealed interface Fate {

  /** It stands at the same place. */
  record Copied(Path path) implements Fate {}

  /** It stands at another place. */
  record Moved(Path from, Path to) implements Fate {}

  /**
   * A field of the answer was made from what the object says elsewhere.
   *
   * @param from the fields that were looked at; empty when only their absence said it
   */
  record Shaped(List<Path> from, Path to, String why) implements Fate {

    public Shaped {
      from = List.copyOf(from);
    }
  }

  /** The other version has no place for it; it waits in an annotation. */
  record Kept(Path path, Path annotation) implements Fate {}

  /** It had been waiting in an annotation and is back. */
  record Restored(Path annotation, Path to) implements Fate {}

  /**
   * It is in no field and no annotation of the answer.
   *
   * @param path a field of the object, or of the payload in one of its annotations
   */
  record LeftOut(Path path, String why) implements Fate {}
}
