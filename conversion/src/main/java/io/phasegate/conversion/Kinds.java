package io.phasegate.conversion;

import io.phasegate.conversion.ConversionRegistry.Kind;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.dgdr.DgdrTable;
import java.util.List;

/** The kinds of Phasegate that have more than one version: one line each. */
public final class Kinds {

  private Kinds() {}

  /**
   * Reads the CRDs and builds the tables.
   *
   * @throws IllegalStateException when the two do not fit
   */
  public static ConversionRegistry registry() {
    return ConversionRegistry.of(
        List.of(new Kind(Crds.read("dynamographdeploymentrequests"), DgdrTable.create())));
  }
}
