package io.phasegate.admission.dgdr;

import io.phasegate.admission.dgdr.DgdrPhase.Freeze;
import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Message;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.SemanticEquality;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The spec does not change once work on it has begun (spec 4.4, rulings 5 and 33). Changes that
 * mean nothing, such as another spelling of a number, are no changes.
 *
 * @param spec schema of the spec in the version that is written
 */
record DgdrFreeze(StructuralSchema spec, DgdrPhase phase) {

  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath AUTO_APPLY = FieldPath.of("spec.autoApply");
  private static final FieldPath RUNTIME_VERSION = FieldPath.of("spec.runtimeVersionOverride");

  /** More changed fields than these are not told one by one. */
  private static final int TOLD = 5;

  private static final Message FROZEN =
      new Message("spec is frozen in {phase}; submit a new request instead (changed: {fields})");

  private static final Message FROZEN_BUT_FOR_START =
      new Message(
          "spec is frozen in {phase} but for turning autoApply on and runtimeVersionOverride;"
              + " submit a new request instead (changed: {fields})");

  private static final Message POINTLESS =
      new Message("the request has failed; the edit changes nothing, submit a new one");

  /** Nothing may change while work goes on, or after it is done. */
  Rule whileWorkGoesOn() {
    return rule(
        "frozen",
        "it changes while v1beta1's phase is Profiling, Deploying or Deployed",
        Reason.FORBIDDEN.title(),
        FROZEN,
        this::changedAtWork);
  }

  /** Only what starts a finished plan may change. */
  Rule whileReady() {
    return rule(
        "frozen-ready",
        "more of it than autoApply to true and runtimeVersionOverride changes while v1beta1's phase"
            + " is Ready",
        Reason.FORBIDDEN.title(),
        FROZEN_BUT_FOR_START,
        this::changedWhenReady);
  }

  /** Everything may change after a failure; its author should know that nothing comes of it. */
  Rule afterFailure() {
    return rule(
        "frozen-failed",
        "it changes while v1beta1's phase is Failed",
        RuleText.WARNING,
        POINTLESS,
        this::changedInVain);
  }

  private interface Look {
    List<Finding> at(Request request);
  }

  private static Rule rule(String id, String when, String answer, Message message, Look look) {
    return Rule.aboutChange(
        new RuleText(id, SPEC.toString(), when, answer, message.template()), look::at);
  }

  private List<Finding> changedAtWork(Request request) {
    return isIn(Freeze.WHOLE, request)
        ? refused(FROZEN, request, changedFields(request))
        : List.of();
  }

  private List<Finding> changedWhenReady(Request request) {
    if (!isIn(Freeze.BUT_FOR_START, request)) {
      return List.of();
    }
    List<FieldPath> changed = new ArrayList<>(changedFields(request));
    changed.remove(RUNTIME_VERSION);
    if (turnsAutoApplyOn(request)) {
      changed.remove(AUTO_APPLY);
    }
    return refused(FROZEN_BUT_FOR_START, request, changed);
  }

  private List<Finding> changedInVain(Request request) {
    return isIn(Freeze.POINTLESS, request) && !changedFields(request).isEmpty()
        ? List.of(new Warning(SPEC, POINTLESS.template()))
        : List.of();
  }

  private boolean isIn(Freeze freeze, Request request) {
    return phase.freezeOf(request.before()) == freeze;
  }

  private List<Finding> refused(Message message, Request request, List<FieldPath> changed) {
    if (changed.isEmpty()) {
      return List.of();
    }
    String told =
        changed.stream().limit(TOLD).map(FieldPath::toString).collect(Collectors.joining(", "));
    String fields = changed.size() > TOLD ? told + ", ..." : told;
    return List.of(
        Violation.forbidden(
            SPEC, message.fill(Map.of("phase", phase.in(request.before()), "fields", fields))));
  }

  private List<FieldPath> changedFields(Request request) {
    // Beside the two that may change, one more than is told is enough to know what to say.
    return SemanticEquality.differences(
        spec, spec(request.before()), spec(request.after()), SPEC, TOLD + 3, request.demand());
  }

  private boolean turnsAutoApplyOn(Request request) {
    JsonObject after = SchemaDefaults.apply(spec, spec(request.after()));
    return after.get("autoApply").equals(Optional.of(Json.Bool.TRUE));
  }

  private static JsonObject spec(Subject request) {
    return request.object("spec").orElse(JsonObject.empty());
  }
}
