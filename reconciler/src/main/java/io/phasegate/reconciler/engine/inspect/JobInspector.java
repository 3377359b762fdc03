package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.List;
import java.util.Objects;

/**
 * How a Job fares (spec/engine.md 6.1): the first of its conditions that says Complete or Failed.
 * One that is about to fail or to succeed has not ended: its Pods have yet to go.
 *
 * @param explainedByPods whether a failure carries no error, because the Pods say more (D-23)
 */
record JobInspector(boolean explainedByPods) {

  Health inspect(Job job, Inspection inspection) {
    for (JobCondition condition : conditions(job)) {
      if ("True".equals(condition.getStatus())) {
        if ("Complete".equals(condition.getType())) {
          return Health.ready();
        }
        if ("Failed".equals(condition.getType())) {
          return failed(condition);
        }
      }
    }
    return isSuspended(job)
        ? Health.of(
            ComponentState.PENDING,
            "JobSuspended",
            "Job %s is suspended; it runs when its spec.suspend is false"
                .formatted(job.getMetadata().getName()))
        : Health.progressing("JobRunning", "");
  }

  /** By somebody's hand, or by whoever queues Jobs; nothing moves until they let it (B-25). */
  private static boolean isSuspended(Job job) {
    return job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  private static List<JobCondition> conditions(Job job) {
    return job.getStatus() == null
        ? List.of()
        : Objects.requireNonNullElse(job.getStatus().getConditions(), List.of());
  }

  private Health failed(JobCondition condition) {
    String message =
        Objects.requireNonNullElse(condition.getMessage(), "the Job has failed for good");
    CategorizedError error =
        switch (Objects.requireNonNullElse(condition.getReason(), "")) {
          case "BackoffLimitExceeded" ->
              CategorizedError.invalidSpec("JobBackoffLimitExceeded", message);
          case "DeadlineExceeded" -> CategorizedError.invalidSpec("JobDeadlineExceeded", message);
          case "Evicted" -> CategorizedError.infrastructure("JobEvicted", message);
          default -> CategorizedError.invalidSpec("JobFailed", message);
        };
    return explainedByPods
        ? Health.of(ComponentState.FAILED, error.reason(), message)
        : Health.failing(error);
  }
}
