package io.phasegate.admission.aim;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.SemanticEquality;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of an artifact never changes, and what does not once its volume is there (spec/engine.md
 * 8.2). Another spelling of the same size is no change.
 *
 * @param spec schema of the spec
 */
record ArtifactFreeze(StructuralSchema spec) {

  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath SOURCE = FieldPath.of("spec.sourceUri");
  private static final List<FieldPath> OF_THE_VOLUME =
      List.of(FieldPath.of("spec.size"), FieldPath.of("spec.storageClassName"));

  private static final String SOURCE_STAYS =
      "sourceUri cannot be changed; create another artifact instead";

  private static final String VOLUME_STAYS =
      "the volume is there and keeps its size and class; create another artifact instead";

  /** More fields than a spec has. */
  private static final int ALL = 1000;

  /** The source never changes: Pods that mount the volume trust in what it holds. */
  Rule source() {
    return Rule.aboutChange(
        new RuleText(
            "AR2", SOURCE.toString(), "it changes", Reason.FORBIDDEN.title(), SOURCE_STAYS),
        request -> refused(request, List.of(SOURCE), SOURCE_STAYS));
  }

  /** Size and class of a volume that has been made. */
  Rule volume() {
    return Rule.aboutChange(
        new RuleText(
            "AR3",
            "spec.size, spec.storageClassName",
            "it changes while status.persistentVolumeClaim is set",
            Reason.FORBIDDEN.title(),
            VOLUME_STAYS),
        request ->
            request.before().isUnset("status.persistentVolumeClaim")
                ? List.of()
                : refused(request, OF_THE_VOLUME, VOLUME_STAYS));
  }

  private List<Finding> refused(Request request, List<FieldPath> fields, String why) {
    List<FieldPath> changed =
        SemanticEquality.differences(
            spec, spec(request.before()), spec(request.after()), SPEC, ALL, request.demand());
    return fields.stream()
        .filter(changed::contains)
        .flatMap(field -> Stream.<Finding>of(Violation.forbidden(field, why)))
        .toList();
  }

  private static JsonObject spec(Subject artifact) {
    return artifact.object("spec").orElse(JsonObject.empty());
  }
}
