package io.phasegate.admission;

import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.rule.FieldNames;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
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
   * @param schema of that version
   * @param rules the rules of that version
   * @param toOther converts an object to the kind's other version; empty where there is none, or
   *     where it cannot be
   * @param check all that is checked: those rules, and what the write means in the other version
   */
  public record Version(
      StructuralSchema schema,
      Rules rules,
      BiFunction<JsonObject, Demand, Optional<JsonObject>> toOther,
      Function<Request, List<Finding>> check) {

    Subject subject(JsonObject object, Settings settings, FieldNames names, Demand demand) {
      return Subject.of(object, settings, names, it -> toOther.apply(it, demand), demand);
    }
  }

  /** A kind with a single version. */
  public static AdmittedKind single(CustomResourceDefinition crd, Rules rules) {
    StructuralSchema schema = schema(crd, rules.version());
    var only = new Version(schema, rules, (_, _) -> Optional.empty(), rules::check);
    return new AdmittedKind(crd, new LinkedHashMap<>(Map.of(rules.version(), only)));
  }

  /**
   * A kind with two versions that are converted into each other.
   *
   * @param hubRules of the hub's schema
   * @param spokeRules of the spoke's
   */
  public static AdmittedKind hubAndSpoke(
      CustomResourceDefinition crd,
      ConversionTable table,
      Function<StructuralSchema, Rules> hubRules,
      Function<StructuralSchema, Rules> spokeRules) {
    StructuralSchema hub = schema(crd, table.hub());
    StructuralSchema spoke = schema(crd, table.spoke());
    var both = HubAndSpoke.of(table, hub, spoke, hubRules.apply(hub), spokeRules.apply(spoke));
    var versions = new LinkedHashMap<String, Version>();
    versions.put(
        table.spoke(), new Version(spoke, both.spokeRules(), both::toHub, both::checkSpokeWrite));
    versions.put(
        table.hub(), new Version(hub, both.hubRules(), both::toSpoke, both::checkHubWrite));
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
