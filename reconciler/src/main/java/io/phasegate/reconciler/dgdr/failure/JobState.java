package io.phasegate.reconciler.dgdr.failure;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Objects;

/** How far a Job is, by its conditions alone. */
public sealed interface JobState {

  /** Neither finished nor failed; also while Kubernetes still ends its pods. */
  record Running() implements JobState {}

  record Complete() implements JobState {}

  /**
   * It failed for good.
   *
   * @param reason one word of Kubernetes, for instance {@code BackoffLimitExceeded}
   * @param message its sentence; may be empty
   */
  record Failed(String reason, String message) implements JobState {}

  /** Reads a Job. {@code SuccessCriteriaMet} and {@code FailureTarget} announce an end only. */
  static JobState of(Job job) {
    List<JobCondition> conditions =
        job.getStatus() == null
            ? List.of()
            : Objects.requireNonNullElse(job.getStatus().getConditions(), List.of());
    JobState state = new Running();
    for (JobCondition condition : conditions) {
      if (!"True".equals(condition.getStatus())) {
        continue;
      }
      if ("Complete".equals(condition.getType())) {
        state = new Complete();
      } else if ("Failed".equals(condition.getType())) {
        return new Failed(
            Objects.requireNonNullElse(condition.getReason(), ""),
            Objects.requireNonNullElse(condition.getMessage(), ""));
      }
    }
    return state;
  }

  /** Whether its Pods are not to be made for now. */
  static boolean isSuspended(Job job) {
    return job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend());
  }
}
