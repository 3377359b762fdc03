package io.phasegate.admission;

import io.phasegate.admission.aim.ArtifactRules;
import io.phasegate.admission.aim.RuntimeConfigRules;
import io.phasegate.admission.dgdr.DgdrV1alpha1Rules;
import io.phasegate.admission.dgdr.DgdrV1beta1Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.ConversionRegistry.Kind;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import java.util.List;

/** The kinds of Phasegate that have rules: one line each. */
public final class AdmittedKinds {

  private AdmittedKinds() {}

  /**
   * Builds the rules.
   *
   * @param registry the conversions, which the rules of a kind with two versions need
   * @throws IllegalStateException when rules, tables and CRDs do not fit
   */
  public static Admission admission(Settings settings, ConversionRegistry registry) {
    return Admission.of(
        settings, List.of(dgdr(registry), artifact(), runtimeConfig(), clusterRuntimeConfig()));
  }

  private static AdmittedKind artifact() {
    CustomResourceDefinition crd = Crds.read("aimartifacts");
    return AdmittedKind.single(crd, ArtifactRules.create(AdmittedKind.schema(crd, "v1alpha1")));
  }

  private static AdmittedKind runtimeConfig() {
    return AdmittedKind.single(Crds.read("aimruntimeconfigs"), RuntimeConfigRules.create());
  }

  private static AdmittedKind clusterRuntimeConfig() {
    return AdmittedKind.single(Crds.read("aimclusterruntimeconfigs"), RuntimeConfigRules.create());
  }

  private static AdmittedKind dgdr(ConversionRegistry registry) {
    // Not read anew: YAML of a hundred kilobytes is a good part of a start.
    Kind kind =
        registry.kinds().stream()
            .filter(known -> known.crd().plural().equals("dynamographdeploymentrequests"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("there is no table for the requests"));
    return AdmittedKind.hubAndSpoke(
        kind.crd(),
        kind.table(),
        DgdrV1beta1Rules::create,
        schema -> DgdrV1alpha1Rules.create(schema, kind.table()));
  }
}
