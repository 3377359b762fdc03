package io.phasegate.reconciler.engine.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.Map;
import java.util.Set;

/**
 * One change. It is owned by the primary and required, unless said otherwise: {@code
 * Change.apply(binding).shared().bestEffort()}.
 */
public sealed interface Change {

  /** Which object it is about, as far as the kind has named it. */
  ResourceRef ref();

  /** False when the pass may go on without it. */
  boolean required();

  /**
   * Server-side apply: what is given here shall be so, the rest is others' business. For objects
   * that nobody else writes.
   *
   * @param owned whether the primary becomes its controlling owner
   * @param force whether fields that others own are taken over (D-11)
   */
  record Apply(HasMetadata desired, boolean owned, boolean required, boolean force)
      implements Change {

    @Override
    public ResourceRef ref() {
      return ResourceRef.of(desired);
    }

    /** Without owner: it outlives the primary, or several share it. */
    public Apply shared() {
      return new Apply(desired, false, required, force);
    }

    /** The pass goes on if it fails. */
    public Apply bestEffort() {
      return new Apply(desired, owned, false, force);
    }

    /** Leaves fields alone that others own; the write fails where they differ. */
    public Apply yielding() {
      return new Apply(desired, owned, required, false);
    }
  }

  /**
   * Creates it where there is none. One that is ours is kept as it is, whatever it looks like by
   * now; a foreign one is refused. For Jobs, claims, and what others go on to change.
   *
   * @param signs labels by which one that is there is known to be ours; where there are none, its
   *     owner tells, or for a shared one who manages it
   */
  record Create(HasMetadata desired, boolean owned, boolean required, Map<String, String> signs)
      implements Change {
    public Create {
      signs = Map.copyOf(signs);
    }

    @Override
    public ResourceRef ref() {
      return ResourceRef.of(desired);
    }

    /** Without owner; it counts as ours when its labels say that we manage it. */
    public Create shared() {
      return new Create(desired, false, required, signs);
    }

    /** One that carries all of these labels counts as ours, and no other. */
    public Create knownBy(Map<String, String> labels) {
      return new Create(desired, owned, required, labels);
    }

    /** The pass goes on if it fails. */
    public Create bestEffort() {
      return new Create(desired, owned, false, signs);
    }
  }

  /** When those go that an object owns. */
  enum Dependents {
    /** As the API server does it where nobody says. */
    UNSAID,
    /** At some time after it. */
    AFTERWARDS,
    /** Before it: until they are gone it is still there, and says that it is being deleted. */
    FIRST
  }

  /**
   * Deletes it, dependents afterwards. One that is gone already is fine.
   *
   * @param namespaced whether it is in the primary's namespace unless it names another
   * @param uid only the object with this uid; empty for whichever has the name
   */
  record Delete(
      ResourceRef ref, boolean namespaced, String uid, boolean required, Dependents dependents)
      implements Change {

    /** The pass goes on if it fails. */
    public Delete bestEffort() {
      return new Delete(ref, namespaced, uid, false, dependents);
    }

    /** It goes after all that it owns: for what must not work on beside a namesake. */
    public Delete dependentsFirst() {
      return new Delete(ref, namespaced, uid, required, Dependents.FIRST);
    }
  }

  /**
   * Sets and removes annotations of the primary itself, before the other writes and with its own
   * small patch: notes that must be there before what they speak about.
   *
   * @param set by key
   * @param remove keys; one that is not there is fine
   */
  record Annotate(ResourceRef ref, Map<String, String> set, Set<String> remove, boolean required)
      implements Change {
    public Annotate {
      set = Map.copyOf(set);
      remove = Set.copyOf(remove);
    }
  }

  static Annotate annotate(HasMetadata primary, Map<String, String> set, Set<String> remove) {
    return new Annotate(ResourceRef.of(primary), set, remove, true);
  }

  static Apply apply(HasMetadata desired) {
    return new Apply(desired, true, true, true);
  }

  static Create create(HasMetadata desired) {
    return new Create(desired, true, true, Map.of());
  }

  /** Deletes exactly this object, as it was observed; if it never was, whatever has its name. */
  static Delete delete(HasMetadata observed) {
    String uid = observed.getMetadata().getUid();
    return new Delete(
        ResourceRef.of(observed),
        observed instanceof Namespaced,
        uid == null ? "" : uid,
        true,
        Dependents.AFTERWARDS);
  }
}
