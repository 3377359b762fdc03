package io.phasegate.reconciler.widget;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** The object. Spec and status are records, which fabric8 carries as well as beans. */
@Group("toys.phasegate.io")
@Version("v1")
public final class Widget extends CustomResource<WidgetSpec, WidgetStatus> implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** One as a user has written it, and as the API server would show it. */
  public static Widget named(String name) {
    var widget = new Widget();
    widget.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("team-a")
            .withUid("11111111-2222-3333-4444-555555555555")
            .withGeneration(1L)
            .withResourceVersion("1")
            .build());
    return widget;
  }

  @Override
  protected WidgetSpec initSpec() {
    return WidgetSpec.EMPTY;
  }

  @Override
  protected WidgetStatus initStatus() {
    return WidgetStatus.EMPTY;
  }
}
