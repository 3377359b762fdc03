package io.phasegate.reconciler.engine.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.inspect.Inspectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of spec/engine.md 6.9 for workloads, and for what is referred to. */
class WorkloadInspectorTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Inspectors INSPECTORS = Inspectors.standard();

  /** {@code State/Reason}; what has neither errors nor a state of its own is ready. */
  private static String said(Health health) {
    return switch (health) {
      case Health.Stated(var state, var reason, _, _) -> state.word() + "/" + reason;
      case Health.Derived(var errors) -> errors.isEmpty() ? "Ready" : errors.getFirst().reason();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | observedGeneration: 1                                              |"
            + " Progressing/RolloutPending",
        "0 | observedGeneration: 2                                              |"
            + " Ready/ScaledToZero",
        "2 | observedGeneration: 2                                              |"
            + " Progressing/RolloutInProgress",
        "2 | observedGeneration: 2, updatedReplicas: 1, availableReplicas: 2    |"
            + " Progressing/RolloutInProgress",
        "2 | observedGeneration: 2, updatedReplicas: 2, availableReplicas: 1    |"
            + " Progressing/RolloutInProgress",
        "2 | observedGeneration: 2, updatedReplicas: 2, availableReplicas: 2    | Ready",
        "2 | observedGeneration: 2, updatedReplicas: 2, availableReplicas: 1, conditions: [{type:"
            + " Progressing, status: 'True', reason: NewReplicaSetAvailable}]      |"
            + " Degraded/ReplicasUnavailable",
        "2 | observedGeneration: 2, updatedReplicas: 1, conditions: [{type: Progressing, status:"
            + " 'False', reason: ProgressDeadlineExceeded, message: too late}]       |"
            + " Failed/RolloutDeadlineExceeded",
        "2 | observedGeneration: 2, conditions: [{type: ReplicaFailure, status: 'True', reason:"
            + " FailedCreate, message: quota}]                                        |"
            + " Degraded/ReplicaFailure"
      })
  void deployments(int replicas, String status, String expected) {
    var deployment =
        YAML.unmarshal(
            "metadata: {generation: 2}\nspec: {replicas: %d}\nstatus: {%s}"
                .formatted(replicas, status),
            Deployment.class);

    Health health = INSPECTORS.deployment().inspect(deployment, Inspection.none());

    assertThat(said(health)).isEqualTo(expected);
    assertThat(ComponentHealth.of("D", health).errors()).as("its Pods carry the cause").isEmpty();
  }

  @Test
  void deploymentThatNobodyHasLookedAtYetIsPending() {
    var deployment =
        YAML.unmarshal("metadata: {generation: 1}\nspec: {replicas: 1}", Deployment.class);

    assertThat(said(INSPECTORS.deployment().inspect(deployment, Inspection.none())))
        .isEqualTo("Progressing/RolloutPending");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "observedGeneration: 1                                                               |"
            + " Progressing/RolloutPending",
        "observedGeneration: 2, readyReplicas: 1, currentRevision: a, updateRevision: a      |"
            + " Progressing/RolloutInProgress",
        "observedGeneration: 2, readyReplicas: 2, currentRevision: a, updateRevision: b      |"
            + " Progressing/RolloutInProgress",
        "observedGeneration: 2, readyReplicas: 2, currentRevision: b, updateRevision: b      |"
            + " Ready"
      })
  void statefulSets(String status, String expected) {
    var set =
        YAML.unmarshal(
            "metadata: {generation: 2}\nspec: {replicas: 2}\nstatus: {%s}".formatted(status),
            StatefulSet.class);

    assertThat(said(INSPECTORS.statefulSet().inspect(set, Inspection.none()))).isEqualTo(expected);
  }

  @Test
  void keysThatAreLookedForMustBeThere() {
    var secret = YAML.unmarshal("metadata: {name: s, namespace: n}\ndata: {a: eA==}", Secret.class);
    var configMap =
        YAML.unmarshal(
            "metadata: {name: c, namespace: n}\ndata: {a: x}\nbinaryData: {b: eA==}",
            ConfigMap.class);

    assertThat(INSPECTORS.secret("a").inspect(secret, Inspection.none()).errors()).isEmpty();
    assertThat(INSPECTORS.configMap("a", "b").inspect(configMap, Inspection.none()).errors())
        .isEmpty();
    assertThat(INSPECTORS.secret("a", "b", "c").inspect(secret, Inspection.none()).errors())
        .containsExactly(
            new CategorizedError(
                ErrorCategory.INVALID_SPEC,
                "KeyMissing",
                "Secret n/s has no key b and c; add it, or refer to another",
                false));
  }
}
