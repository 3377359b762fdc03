package io.phasegate.conversion;

import io.phasegate.conversion.ConversionRegistry.Kind;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.Resources;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

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

  /**
   * Objects of every version of every kind, for a self-test: the samples of {@code
   * manifests/samples}, which this jar carries. Parsed anew at each call.
   */
  public static List<JsonObject> samples() {
    return Stream.of("dgdr-v1alpha1", "dgdr-v1beta1")
        .flatMap(name -> Resources.manifests("/samples/" + name).stream())
        .toList();
  }
}
