package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.JobSettings;
import java.util.Map;

/** What a namespace needs so that a profiling Job may publish its result (5.6, ruling 44). */
public final class ProfilerAccess {

  private ProfilerAccess() {}

  /** The account that profiling pods run as. */
  public static ServiceAccount account(String namespace, JobSettings settings) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(settings.serviceAccount())
        .withNamespace(namespace)
        .withLabels(labels(settings))
        .endMetadata()
        .build();
  }

  /** The name of the binding. */
  public static String bindingName(JobSettings settings) {
    return settings.serviceAccount() + "-binding";
  }

  /** Gives the account the profilers' role in its namespace. */
  public static RoleBinding binding(String namespace, JobSettings settings) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(bindingName(settings))
        .withNamespace(namespace)
        .withLabels(labels(settings))
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", settings.clusterRole())
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(settings.serviceAccount())
        .withNamespace(namespace)
        .endSubject()
        .build();
  }

  private static Map<String, String> labels(JobSettings settings) {
    return Map.of(
        "app.kubernetes.io/component", "rbac", "app.kubernetes.io/name", settings.serviceAccount());
  }
}
