package io.phasegate.admission;

import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.table.ConversionTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A kind whose writes are judged: what its CRD serves, and what each version's writes meet.
 *
 * @param versions by name, in the order of registration
 */
public record AdmittedKind(CustomResourceDefinition crd, SequencedMap<String, Version> versions) {

  /**
   * What a write in one version meets.
   *
   * @param rules the rules of that version
   * @param check all that is checked: those rules, and what the write means in other versions
   */
  public record Version(Rules rules, Function<Request, List<Finding>> check) {}

  /** A kind with a single version. */
  public static AdmittedKind single(CustomResourceDefinition crd, Rules rules) {
    return new AdmittedKind(
        crd, new LinkedHashMap<>(Map.of(rules.version(), new Version(rules, rules::check))));
  }

  /** A kind with two versions that are converted into each other. */
  public static AdmittedKind hubAndSpoke(
      CustomResourceDefinition crd, ConversionTable table, Rules hubRules, Rules spokeRules) {
    var both =
        new HubAndSpoke(
            table, schema(crd, table.hub()), schema(crd, table.spoke()), hubRules, spokeRules);
    var versions = new LinkedHashMap<String, Version>();
    versions.put(table.spoke(), new Version(spokeRules, both::checkSpokeWrite));
    versions.put(table.hub(), new Version(hubRules, both::checkHubWrite));
    return new AdmittedKind(crd, versions);
  }

  /**
   * The schema of a version.
   *
   * @throws IllegalStateException when the CRD has no such version
   */
  public static StructuralSchema schema(CustomResourceDefinition crd, String version) {
    return crd.version(version)
        .map(found -> StructuralSchema.of(found.schema()))
        .orElseThrow(() ->
            new IllegalStateException(
                "%s.%s has no version %s".formatted(crd.kind(), crd.group(), version)));
  }

  /** For people: {@code DynamoGraphDeploymentRequest.nvidia.com}. */
  String qualifiedName() {
    return qualifiedName(crd.group(), crd.kind());
  }

  static String qualifiedName(String group, String kind) {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
