package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How Deployments and StatefulSets fare (spec/engine.md 6.9): by what their controllers say. */
final class WorkloadInspector {

  private WorkloadInspector() {}

  /**
   * A Deployment. That a rollout takes too long is no error of its own: its Pods have the cause.
   */
  static Health deployment(Deployment deployment) {
    DeploymentStatus status =
        Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    if (isBehind(deployment, status.getObservedGeneration())) {
      return pending();
    }
    int wanted = wanted(deployment.getSpec() == null ? null : deployment.getSpec().getReplicas());
    if (wanted == 0) {
      return Health.ready("ScaledToZero");
    }
    Optional<DeploymentCondition> progressing = condition(status, "Progressing");
    if (progressing.filter(each -> is(each, "False", "ProgressDeadlineExceeded")).isPresent()) {
      return Health.of(
          ComponentState.FAILED, "RolloutDeadlineExceeded", message(progressing.get()));
    }
    Optional<DeploymentCondition> failure = condition(status, "ReplicaFailure");
    if (failure.filter(each -> "True".equals(each.getStatus())).isPresent()) {
      return Health.of(ComponentState.DEGRADED, "ReplicaFailure", message(failure.get()));
    }
    int updated = count(status.getUpdatedReplicas());
    int available = count(status.getAvailableReplicas());
    if (updated >= wanted && available >= updated) {
      return Health.ready();
    }
    boolean onceThere =
        progressing.filter(each -> is(each, "True", "NewReplicaSetAvailable")).isPresent();
    return onceThere
        ? Health.of(
            ComponentState.DEGRADED, "ReplicasUnavailable", share(available, wanted, "available"))
        : Health.progressing("RolloutInProgress", share(available, wanted, "available"));
  }

  /** A StatefulSet. */
  static Health statefulSet(StatefulSet set) {
    StatefulSetStatus status =
        Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
    if (isBehind(set, status.getObservedGeneration())) {
      return pending();
    }
    int wanted = wanted(set.getSpec() == null ? null : set.getSpec().getReplicas());
    if (wanted == 0) {
      return Health.ready("ScaledToZero");
    }
    int ready = count(status.getReadyReplicas());
    boolean rolledOut = Objects.equals(status.getCurrentRevision(), status.getUpdateRevision());
    return rolledOut && ready >= wanted
        ? Health.ready()
        : Health.progressing("RolloutInProgress", share(ready, wanted, "ready"));
  }

  /** What its status says is about an earlier spec. */
  private static boolean isBehind(HasMetadata workload, @Nullable Long observed) {
    long generation = Objects.requireNonNullElse(workload.getMetadata().getGeneration(), 0L);
    return Objects.requireNonNullElse(observed, 0L) < generation;
  }

  private static Health pending() {
    return Health.progressing("RolloutPending", "its controller has yet to see the latest change");
  }

  private static Optional<DeploymentCondition> condition(DeploymentStatus status, String type) {
    return status.getConditions().stream().filter(each -> type.equals(each.getType())).findFirst();
  }

  private static boolean is(DeploymentCondition condition, String status, String reason) {
    return status.equals(condition.getStatus()) && reason.equals(condition.getReason());
  }

  private static String message(DeploymentCondition condition) {
    return Objects.requireNonNullElse(condition.getMessage(), "");
  }

  /** Absent means 1 to both controllers. */
  private static int wanted(@Nullable Integer replicas) {
    return Objects.requireNonNullElse(replicas, 1);
  }

  private static int count(@Nullable Integer replicas) {
    return Objects.requireNonNullElse(replicas, 0);
  }

  private static String share(int some, int wanted, String how) {
    return "%d of %d replicas are %s".formatted(some, wanted, how);
  }
}
