package io.phasegate.reconciler.aim.resource;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A model that is downloaded into a volume of its own. */
@Group("aim.eai.amd.com")
@Version("v1alpha1")
@Kind("AIMArtifact")
@Plural("aimartifacts")
@ShortNames("aimart")
public final class AimArtifact extends CustomResource<ArtifactSpec, ArtifactStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected ArtifactSpec initSpec() {
    return ArtifactSpec.EMPTY;
  }

  @Override
  protected ArtifactStatus initStatus() {
    return ArtifactStatus.empty();
  }
}
