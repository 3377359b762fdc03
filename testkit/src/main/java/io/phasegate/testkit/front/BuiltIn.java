package io.phasegate.testkit.front;

import java.util.List;

/**
 * A kind that every API server has. Those named here are the ones that the reconciler and its
 * stand-ins ask for; the store takes them as they are, without a schema.
 *
 * @param groupVersion {@code v1}, or group and version
 * @param plural as in URLs
 */
record BuiltIn(String groupVersion, String plural, String kind, boolean namespaced) {

  static final List<BuiltIn> ALL =
      List.of(
          new BuiltIn("v1", "configmaps", "ConfigMap", true),
          new BuiltIn("v1", "events", "Event", true),
          new BuiltIn("v1", "namespaces", "Namespace", false),
          new BuiltIn("v1", "nodes", "Node", false),
          new BuiltIn("v1", "persistentvolumeclaims", "PersistentVolumeClaim", true),
          new BuiltIn("v1", "pods", "Pod", true),
          new BuiltIn("v1", "serviceaccounts", "ServiceAccount", true),
          new BuiltIn("batch/v1", "jobs", "Job", true),
          new BuiltIn("rbac.authorization.k8s.io/v1", "clusterroles", "ClusterRole", false),
          new BuiltIn("rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding", true));
}
