package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.reconciler.engine.condition.ConditionStatus;
import java.util.Arrays;
import java.util.Optional;

/** The phases, each with what {@code Succeeded} says in it: the table of spec/dgdr.md 5.2. */
public enum Phase {
  PENDING("Pending", ConditionStatus.FALSE, "Pending", "request is waiting to be profiled"),
  PROFILING("Profiling", ConditionStatus.FALSE, "Profiling", "profiling is running"),
  READY("Ready", ConditionStatus.TRUE, "SpecGenerated", "deployment spec is available"),
  DEPLOYING("Deploying", ConditionStatus.FALSE, "Deploying", "deployment is being rolled out"),
  DEPLOYED("Deployed", ConditionStatus.TRUE, "Deployed", "deployment is healthy"),
  FAILED("Failed", ConditionStatus.FALSE, "Failed", "request failed");

  private final String word;
  private final ConditionStatus succeeded;
  private final String reason;
  private final String message;

  /** Between what a phase always says and how things stand. */
  static final String DETAIL = "; ";

  Phase(String word, ConditionStatus succeeded, String reason, String message) {
    this.word = word;
    this.succeeded = succeeded;
    this.reason = reason;
    this.message = message;
  }

  /** As it stands in the status. */
  public String word() {
    return word;
  }

  /** The phase of this name; no name is a request that nobody has looked at yet. */
  public static Optional<Phase> of(String word) {
    return word.isEmpty()
        ? Optional.of(PENDING)
        : Arrays.stream(values()).filter(phase -> phase.word.equals(word)).findFirst();
  }

  /**
   * {@code Succeeded} in this phase.
   *
   * @param why what went wrong, for {@link #FAILED}, or what holds the request up; empty when there
   *     is nothing to add
   */
  DgdrCondition succeeded(String why) {
    return new DgdrCondition(
        DgdrCondition.SUCCEEDED,
        succeeded,
        reason,
        why.isEmpty() ? message : message + DETAIL + why);
  }
}
