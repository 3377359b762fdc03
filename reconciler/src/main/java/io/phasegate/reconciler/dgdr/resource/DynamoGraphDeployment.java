package io.phasegate.reconciler.dgdr.resource;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A deployment, for watching and reading only: it is created in the apiVersion that the profiler
 * wrote, without passing through a type.
 */
@Group("nvidia.com")
@Version("v1alpha1")
@Plural("dynamographdeployments")
public final class DynamoGraphDeployment extends TreeResource {

  private static final long serialVersionUID = 1L;
}
