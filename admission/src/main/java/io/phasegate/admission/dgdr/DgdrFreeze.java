package io.phasegate.admission.dgdr;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.SemanticEquality;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The spec does not change once work on it has begun (spec 4.4, rulings 5 and 33). Changes that
 * mean nothing, such as another spelling of a number, are no changes.
 *
 * @param schema of the version that is written
 */
record DgdrFreeze(StructuralSchema schema, DgdrPhase phase) {

  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath AUTO_APPLY = FieldPath.of("spec.autoApply");
  private static final FieldPath RUNTIME_VERSION = FieldPath.of("spec.runtimeVersionOverride");

  /** More changed fields than these are not told one by one. */
  private static final int TOLD = 5;

  /** What a change of the spec meets. */
  List<Finding> changedSpec(Request request) {
    List<FieldPath> changed = changedFields(request);
    if (changed.isEmpty()) {
      return List.of();
    }
    String where = phase.in(request.oldObject());
    return switch (phase.freezeOf(request.oldObject())) {
      case NONE -> List.of();
      case WHOLE -> List.of(frozen(where, "", changed));
      case BUT_FOR_START -> {
        List<FieldPath> refused = new ArrayList<>(changed);
        refused.remove(RUNTIME_VERSION);
        if (turnsAutoApplyOn(request)) {
          refused.remove(AUTO_APPLY);
        }
        String but = " but for turning autoApply on and runtimeVersionOverride";
        yield refused.isEmpty() ? List.of() : List.of(frozen(where, but, refused));
      }
      case POINTLESS ->
          List.of(
              new Warning(
                  SPEC, "the request has failed; the edit changes nothing, submit a new one"));
    };
  }

  private static Finding frozen(String where, String but, List<FieldPath> changed) {
    String told =
        changed.stream().limit(TOLD).map(FieldPath::toString).collect(Collectors.joining(", "));
    return Violation.forbidden(
        SPEC,
        "spec is frozen in %s%s; submit a new request instead (changed: %s%s)"
            .formatted(where, but, told, changed.size() > TOLD ? ", ..." : ""));
  }

  private List<FieldPath> changedFields(Request request) {
    // Beside the two that may change, one more than is told is enough to know what to say.
    return SemanticEquality.differences(
        specSchema(), spec(request.oldObject()), spec(request.object()), SPEC, TOLD + 3);
  }

  private boolean turnsAutoApplyOn(Request request) {
    JsonObject after = SchemaDefaults.apply(specSchema(), spec(request.object()));
    return after.get("autoApply").equals(Optional.of(Json.Bool.TRUE));
  }

  private StructuralSchema specSchema() {
    return schema.field("spec").orElseThrow();
  }

  private static JsonObject spec(JsonObject request) {
    return request.objectAt("spec").orElse(JsonObject.empty());
  }
}
