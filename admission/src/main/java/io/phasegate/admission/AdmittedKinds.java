package io.phasegate.admission;

import io.phasegate.admission.dgdr.DgdrV1alpha1Rules;
import io.phasegate.admission.dgdr.DgdrV1beta1Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.table.ConversionTable;
import java.util.List;

/** The kinds of Phasegate that have rules: one line each. */
public final class AdmittedKinds {

  private AdmittedKinds() {}

  /**
   * Reads the CRDs and builds the rules.
   *
   * @param registry the conversions, which the rules of a kind with two versions need
   * @throws IllegalStateException when rules, tables and CRDs do not fit
   */
  public static Admission admission(Settings settings, ConversionRegistry registry) {
    return Admission.of(settings, List.of(dgdr(registry)));
  }

  private static AdmittedKind dgdr(ConversionRegistry registry) {
    CustomResourceDefinition crd = Crds.read("dynamographdeploymentrequests");
    ConversionTable table =
        registry
            .table(crd.group(), crd.kind())
            .orElseThrow(() -> new IllegalStateException("there is no table for " + crd.kind()));
    return AdmittedKind.hubAndSpoke(
        crd,
        table,
        DgdrV1beta1Rules.create(AdmittedKind.schema(crd, table.hub())),
        DgdrV1alpha1Rules.create(AdmittedKind.schema(crd, table.spoke()), table));
  }
}
