package io.phasegate.reconciler.engine.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who owns what, and whether he may (spec/engine.md 1.4, D-11): an owner lives in the same
 * namespace or in none, else the garbage collector deletes the child.
 */
public final class Ownership {

  private Ownership() {}

  /** The reference that makes an object ours: the controlling one, holding its deletion up. */
  public static OwnerReference referenceTo(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** True when the object names this owner by uid. */
  public static boolean isOwnedBy(HasMetadata object, HasMetadata owner) {
    return references(object).stream()
        .anyMatch(reference -> Objects.equals(reference.getUid(), owner.getMetadata().getUid()));
  }

  /**
   * True when the object belongs to an earlier object of the owner's kind and name: the garbage
   * collector has yet to find it.
   */
  public static boolean isLeftBehind(HasMetadata object, HasMetadata owner) {
    return references(object).stream()
        .filter(reference -> Objects.equals(reference.getKind(), owner.getKind()))
        .filter(reference -> Objects.equals(reference.getName(), owner.getMetadata().getName()))
        .anyMatch(reference -> !Objects.equals(reference.getUid(), owner.getMetadata().getUid()));
  }

  /** An object that somebody else has made under a name of ours. */
  public static CategorizedError notOurs(String which) {
    return CategorizedError.invalidSpec(
        "NotOurs",
        which + " exists already and belongs to somebody else; delete or rename one of the two");
  }

  /** An object that is on its way out, and whose name is wanted again. */
  public static CategorizedError beingDeleted(String which) {
    return CategorizedError.infrastructure(
        "BeingDeleted", which + " of before is still being deleted; trying again");
  }

  /** What stands in the way of this ownership, as a sentence; nothing when it is sound. */
  public static Optional<String> objection(HasMetadata child, HasMetadata owner) {
    String home = Objects.requireNonNullElse(owner.getMetadata().getNamespace(), "");
    String place = Objects.requireNonNullElse(child.getMetadata().getNamespace(), "");
    boolean clusterScoped =
        place.isEmpty()
            && !(child instanceof Namespaced && !(child instanceof GenericKubernetesResource));
    if (!home.isEmpty() && clusterScoped) {
      return Optional.of(
          "%s has no namespace, so %s cannot own it; apply it as shared"
              .formatted(ResourceRef.of(child), ResourceRef.of(owner)));
    }
    if (!home.isEmpty() && !place.isEmpty() && !place.equals(home)) {
      return Optional.of(
          "%s is in another namespace than its owner %s, and would be deleted at once"
              .formatted(ResourceRef.of(child), ResourceRef.of(owner)));
    }
    return Optional.empty();
  }

  /** Writes the reference to the owner into a child; one with the same uid is replaced. */
  static void own(HasMetadata child, HasMetadata owner) {
    OwnerReference ours = referenceTo(owner);
    List<OwnerReference> all = new ArrayList<>(references(child));
    all.removeIf(reference -> Objects.equals(reference.getUid(), ours.getUid()));
    all.add(ours);
    child.getMetadata().setOwnerReferences(all);
  }

  private static List<OwnerReference> references(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getOwnerReferences(), List.of());
  }
}
