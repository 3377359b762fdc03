package io.phasegate.reconciler.engine.state;

import static io.phasegate.reconciler.engine.policy.Deviation.GRACE_LEAVES_CONDITIONS_ALONE;
import static io.phasegate.reconciler.engine.policy.Deviation.NO_COMPONENTS_IS_NOT_READY;
import static io.phasegate.reconciler.engine.policy.Deviation.READY_QUOTES_THE_WORST;
import static io.phasegate.reconciler.engine.policy.Deviation.ROOT_IS_THE_WORST;

import io.phasegate.reconciler.engine.condition.ConditionStatus;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.policy.Profile;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From what takes part in Ready to the verdict (spec/engine.md 3.5): errors that park come first,
 * then components in trouble, then an outage, then what is merely not ready yet.
 *
 * @param outage whether there are errors that back off
 */
record Summary(
    List<Finding> findings,
    List<ErrorCategory> errors,
    boolean outage,
    Duration graceLeft,
    Profile profile) {

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::state).thenComparing(finding -> !finding.explained());

  Verdict verdict() {
    if (errors.contains(ErrorCategory.AUTH)) {
      return failed(EngineConditions.AUTH_ERROR, "rights or credentials are missing");
    }
    if (errors.contains(ErrorCategory.INVALID_SPEC)) {
      return failed(EngineConditions.INVALID_SPEC, "what was asked for cannot work");
    }
    if (errors.contains(ErrorCategory.MISSING_UPSTREAM_DEPENDENCY)) {
      return failed(EngineConditions.REFERENCE_NOT_FOUND, "something referred to does not exist");
    }
    if (findings.isEmpty() && profile.has(NO_COMPONENTS_IS_NOT_READY)) {
      return notReady(
          ComponentState.PROGRESSING,
          EngineConditions.NO_COMPONENTS,
          "nothing has been reported yet",
          Observability.AS_INFO);
    }
    return byFindings();
  }

  private Verdict byFindings() {
    List<Finding> open =
        findings.stream().filter(finding -> finding.state() != ComponentState.READY).toList();
    if (open.isEmpty()) {
      return new Verdict(
          ComponentState.READY,
          ConditionStatus.TRUE,
          EngineConditions.ALL_COMPONENTS_READY,
          "all components are ready",
          Observability.AS_INFO,
          graceLeft);
    }
    List<Finding> troubled = open.stream().filter(finding -> finding.state().isError()).toList();
    if (!troubled.isEmpty()) {
      Finding quoted = quoted(troubled);
      return notReady(root(open), quoted.reason(), sentence(quoted), Observability.AS_ERROR);
    }
    if (outageCounts()) {
      return notReady(
          root(open),
          EngineConditions.INFRASTRUCTURE_ERROR,
          "the cluster cannot be asked or told; see DependenciesReachable",
          Observability.AS_ERROR);
    }
    return notReady(root(open), EngineConditions.PROGRESSING, waiting(open), Observability.AS_INFO);
  }

  /**
   * D-9; of several that are equally bad the first that names an error, else the first: a failed
   * Job whose Pods are reported says only that it has failed, they say why (D-23).
   */
  private Finding quoted(List<Finding> troubled) {
    return profile.has(READY_QUOTES_THE_WORST)
        ? troubled.stream().min(WORST_FIRST).orElseThrow()
        : troubled.getFirst();
  }

  private static String sentence(Finding finding) {
    String start = finding.subject() + " is " + finding.state().word();
    return finding.message().isEmpty() ? start : start + ": " + finding.message();
  }

  private static String waiting(List<Finding> open) {
    return open.stream()
        .map(finding -> finding.subject() + " (" + finding.reason() + ")")
        .collect(Collectors.joining(", ", "waiting for ", ""));
  }

  private ComponentState root(List<Finding> open) {
    ComponentState worst =
        open.stream().map(Finding::state).reduce(ComponentState.READY, ComponentState::worse);
    if (!outageCounts()) {
      return worst;
    }
    return profile.has(ROOT_IS_THE_WORST)
        ? ComponentState.worse(worst, ComponentState.DEGRADED)
        : ComponentState.DEGRADED;
  }

  /** In grace an outage does not count (D-7). */
  private boolean outageCounts() {
    return outage && !(graceLeft.isPositive() && profile.has(GRACE_LEAVES_CONDITIONS_ALONE));
  }

  private Verdict failed(String reason, String why) {
    String of =
        findings.stream()
            .filter(finding -> finding.state().isError())
            .map(finding -> "; " + sentence(finding))
            .collect(Collectors.joining());
    return notReady(ComponentState.FAILED, reason, why + of, Observability.AS_ERROR);
  }

  private Verdict notReady(
      ComponentState root, String reason, String message, Observability loudness) {
    return new Verdict(root, ConditionStatus.FALSE, reason, message, loudness, graceLeft);
  }
}
