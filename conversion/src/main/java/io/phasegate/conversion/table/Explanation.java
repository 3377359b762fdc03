package io.phasegate.conversion.table;

import io.phasegate.conversion.Conversion;
import java.util.List;

/**
 * A conversion, and what became of each field in it.
 *
 * @param conversion what {@code convert} gives for the same object
 * @param fates one for each field of the object, of the answer, and of the payloads in the object's
 *     annotations; none when the object was refused
 */
public record Explanation(Conversion conversion, List<Fate> fates) {

  public Explanation {
    fates = List.copyOf(fates);
  }
}
