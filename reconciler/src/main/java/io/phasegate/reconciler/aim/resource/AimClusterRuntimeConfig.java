package io.phasegate.reconciler.aim.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Settings that the objects of all namespaces share; its spec is a tree, because two are merged.
 */
@Group("aim.eai.amd.com")
@Version("v1alpha1")
@Kind("AIMClusterRuntimeConfig")
@Plural("aimclusterruntimeconfigs")
public final class AimClusterRuntimeConfig extends CustomResource<ObjectNode, Void> {

  private static final long serialVersionUID = 1L;

  @Override
  protected ObjectNode initSpec() {
    return JsonNodeFactory.instance.objectNode();
  }
}
