package io.phasegate.reconciler.aim.child;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;

/**
 * Lets the Pods of a namespace write the progress of artifacts. All artifacts of the namespace
 * share it, so none owns it.
 */
public final class StatusAccess {

  private StatusAccess() {}

  /** The binding in a namespace. */
  public static RoleBinding in(String namespace, ArtifactSettings settings) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(AimNames.STATUS_UPDATER)
        .withNamespace(namespace)
        .endMetadata()
        .withNewRoleRef()
        .withApiGroup("rbac.authorization.k8s.io")
        .withKind("ClusterRole")
        .withName(settings.statusUpdaterRole())
        .endRoleRef()
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(settings.serviceAccount())
        .withNamespace(namespace)
        .endSubject()
        .build();
  }
}
