package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.reconciler.engine.condition.ConditionStatus;

/**
 * What a condition says; time and generation are added when it is stored. The factories are the
 * table of spec/dgdr.md 2.5: no other pair of status and reason can be said.
 */
public record DgdrCondition(String type, ConditionStatus status, String reason, String message) {

  /** The aggregate; {@link Phase} alone decides what it says. */
  public static final String SUCCEEDED = "Succeeded";

  public static final String VALIDATION = "Validation";
  public static final String PROFILING = "Profiling";
  public static final String SPEC_GENERATED = "SpecGenerated";
  public static final String DEPLOYMENT_READY = "DeploymentReady";

  /** There while an edit of an accepted spec is waiting to be taken back (5.4). */
  public static final String SPEC_ACCEPTED = "SpecAccepted";

  /** There while another controller drives the request (ruling 46). */
  public static final String MANAGED_ELSEWHERE = "ManagedElsewhere";

  static DgdrCondition validated() {
    return yes(VALIDATION, "ValidationPassed", "the request can be profiled");
  }

  static DgdrCondition invalid(String message) {
    return no(VALIDATION, "ValidationFailed", message);
  }

  static DgdrCondition discovering(String message) {
    return no(PROFILING, "DiscoveringHardware", message);
  }

  static DgdrCondition profiling(String message) {
    return no(PROFILING, "ProfilingRunning", message);
  }

  static DgdrCondition profiled() {
    return yes(PROFILING, "ProfilingCompleted", "profiling has finished");
  }

  static DgdrCondition jobNotCreated(String message) {
    return no(PROFILING, "JobCreationFailed", message);
  }

  static DgdrCondition profilingFailed(String message) {
    return no(PROFILING, "ProfilingFailed", message);
  }

  static DgdrCondition generated(String message) {
    return yes(SPEC_GENERATED, "SpecGenerated", message);
  }

  static DgdrCondition notGenerated(String message) {
    return no(SPEC_GENERATED, "GenerationFailed", message);
  }

  /**
   * What the deployment does.
   *
   * @param reason {@code DeploymentCreated}, {@code DeploymentInProgress}, {@code
   *     DeploymentDegraded}, {@code DeploymentDeleted}, {@code DeploymentRejected} or {@code
   *     DeploymentNameCollision}
   */
  static DgdrCondition notDeployed(String reason, String message) {
    return no(DEPLOYMENT_READY, reason, message);
  }

  static DgdrCondition deployed(String message) {
    return yes(DEPLOYMENT_READY, "DeploymentReady", message);
  }

  static DgdrCondition specChanged(String message) {
    return no(SPEC_ACCEPTED, "SpecChangeRejected", message);
  }

  static DgdrCondition elsewhere(String message) {
    return yes(MANAGED_ELSEWHERE, "AnotherController", message);
  }

  private static DgdrCondition yes(String type, String reason, String message) {
    return new DgdrCondition(type, ConditionStatus.TRUE, reason, message);
  }

  private static DgdrCondition no(String type, String reason, String message) {
    return new DgdrCondition(type, ConditionStatus.FALSE, reason, message);
  }
}
