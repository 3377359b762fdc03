package io.phasegate.reconciler.engine.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;

/** Makes of what a kind desires what is sent: labelled, owned, in a namespace. */
public final class Child {

  private Child() {}

  /** A copy with labels; a namespaced object without namespace gets its primary's. */
  public static HasMetadata labelled(HasMetadata desired, HasMetadata primary, ChildLabels labels) {
    HasMetadata child = Copies.copy(desired);
    if (child instanceof Namespaced && child.getMetadata().getNamespace() == null) {
      child.getMetadata().setNamespace(primary.getMetadata().getNamespace());
    }
    child.getMetadata().setManagedFields(null);
    child.getMetadata().setResourceVersion(null);
    labels.addTo(child, primary);
    return child;
  }

  /** The same, owned by its primary. */
  public static HasMetadata owned(HasMetadata desired, HasMetadata primary, ChildLabels labels) {
    HasMetadata child = labelled(desired, primary, labels);
    Ownership.own(child, primary);
    return child;
  }
}
