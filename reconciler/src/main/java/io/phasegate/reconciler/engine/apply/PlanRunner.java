package io.phasegate.reconciler.engine.apply;

import static io.phasegate.reconciler.engine.policy.Deviation.APPLY_OWNS_ITS_FIELDS;
import static io.phasegate.reconciler.engine.policy.Deviation.DELETE_EXACTLY_THIS;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.resource.Child;
import io.phasegate.reconciler.engine.resource.ChildLabels;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.resource.Ownership;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Carries a plan out: all deletes first, then, unless a required one failed, the writes in the
 * plan's order up to the first required one that fails (spec/engine.md 1.2 to 1.6).
 */
public final class PlanRunner {

  private final ResourceApplier applier;
  private final KindIdentity identity;
  private final Profile profile;

  public PlanRunner(ResourceApplier applier, KindIdentity identity, Profile profile) {
    this.applier = applier;
    this.identity = identity;
    this.profile = profile;
  }

  /** Carries it out for this primary. */
  public ApplyReport run(Plan plan, HasMetadata primary) {
    var labels = new ChildLabels(identity, plan.propagate());
    List<ChangeOutcome> outcomes = new ArrayList<>();
    for (Change.Delete delete : plan.deletes()) {
      outcomes.add(delete(delete, primary));
    }
    Optional<ResourceRef> stopped = stopped(outcomes);
    for (Change write : plan.writes()) {
      if (stopped.isPresent()) {
        outcomes.add(new ChangeOutcome.NotAttempted(write, stopped.get() + " failed before it"));
      } else {
        outcomes.add(write(write, primary, labels));
        stopped = stopped(outcomes);
      }
    }
    return new ApplyReport(outcomes);
  }

  private static Optional<ResourceRef> stopped(List<ChangeOutcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.succeeded() && outcome.change().required())
        .map(outcome -> outcome.change().ref())
        .findFirst();
  }

  private ChangeOutcome delete(Change.Delete delete, HasMetadata primary) {
    boolean exactly = profile.has(DELETE_EXACTLY_THIS);
    WriteResult result =
        applier.delete(
            place(delete, primary),
            exactly ? delete.uid() : "",
            exactly ? delete.dependents() : Change.Dependents.UNSAID);
    return result instanceof WriteResult.Failed(var error) && !error.notFound()
        ? new ChangeOutcome.Failed(delete, error)
        : new ChangeOutcome.Removed(delete);
  }

  /** Like what is written, what is deleted is near its primary unless it says where. */
  private static ResourceRef place(Change.Delete delete, HasMetadata primary) {
    ResourceRef ref = delete.ref();
    String near = Objects.requireNonNullElse(primary.getMetadata().getNamespace(), "");
    return delete.namespaced() && ref.namespace().isEmpty()
        ? new ResourceRef(ref.apiVersion(), ref.kind(), near, ref.name())
        : ref;
  }

  private ChangeOutcome write(Change change, HasMetadata primary, ChildLabels labels) {
    return switch (change) {
      case Change.Apply apply -> prepared(apply, apply.desired(), apply.owned(), primary, labels);
      case Change.Create create ->
          prepared(create, create.desired(), create.owned(), primary, labels);
      case Change.Annotate annotate ->
          outcome(annotate, applier.annotate(primary, annotate.set(), annotate.remove()));
      case Change.Delete delete -> delete(delete, primary);
    };
  }

  private ChangeOutcome prepared(
      Change change, HasMetadata desired, boolean owned, HasMetadata primary, ChildLabels labels) {
    Optional<String> objection =
        owned && profile.has(APPLY_OWNS_ITS_FIELDS)
            ? Ownership.objection(desired, primary)
            : Optional.empty();
    if (objection.isPresent()) {
      return new ChangeOutcome.Failed(
          change, CategorizedError.invalidSpec("OwnerNotAllowed", objection.get()));
    }
    HasMetadata child =
        owned ? Child.owned(desired, primary, labels) : Child.labelled(desired, primary, labels);
    return send(change, child, owned, primary);
  }

  private ChangeOutcome send(Change change, HasMetadata child, boolean owned, HasMetadata primary) {
    WriteResult result =
        change instanceof Change.Apply apply
            ? applier.apply(child, apply.force() && profile.has(APPLY_OWNS_ITS_FIELDS))
            : applier.create(child);
    return result instanceof WriteResult.Exists(var live)
        ? met(change, live, isOurs(change, live, owned, primary), primary)
        : outcome(change, result);
  }

  private static ChangeOutcome outcome(Change change, WriteResult result) {
    return switch (result) {
      case WriteResult.Written(var live) -> new ChangeOutcome.Done(change, live);
      case WriteResult.Unchanged(var live) -> new ChangeOutcome.Kept(change, live);
      case WriteResult.Failed(var error) -> new ChangeOutcome.Failed(change, error);
      case WriteResult.Exists _, WriteResult.Deleted _, WriteResult.Gone _ ->
          throw new IllegalStateException("the applier answered another question: " + result);
    };
  }

  private boolean isOurs(Change change, HasMetadata live, boolean owned, HasMetadata primary) {
    if (change instanceof Change.Create create && !create.signs().isEmpty()) {
      return ChildLabels.carries(live, create.signs());
    }
    return owned ? Ownership.isOwnedBy(live, primary) : ChildLabels.isManagedBy(live, identity);
  }

  /** A create met an object: ours is kept, a dying one waited for, a foreign one refused. */
  private ChangeOutcome met(Change change, HasMetadata live, boolean ours, HasMetadata primary) {
    if (live.getMetadata().getDeletionTimestamp() != null
        || Ownership.isLeftBehind(live, primary)) {
      return new ChangeOutcome.Failed(change, Ownership.beingDeleted("the one"));
    }
    if (!ours) {
      return new ChangeOutcome.Foreign(change, live, Ownership.notOurs("it"));
    }
    return new ChangeOutcome.Kept(change, live);
  }
}
