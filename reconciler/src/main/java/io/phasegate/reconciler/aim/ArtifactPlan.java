package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.phasegate.reconciler.aim.child.ArtifactJobs;
import io.phasegate.reconciler.aim.child.CacheClaim;
import io.phasegate.reconciler.aim.child.StatusAccess;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.size.ModelSize;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is to be made next (spec/engine.md 8.6): one thing at a time, and nothing twice. */
record ArtifactPlan(ArtifactJobs jobs, AimArtifact artifact, Observed seen) {

  /** Secrets are not watched, so somebody who adds one is noticed this much later. */
  private static final Duration UNTIL_REFERENCES_ARE_THERE = Duration.ofSeconds(30);

  /** Until it is written down that a model is gone with its volume; then one is made anew. */
  private static final Duration UNTIL_THE_LOSS_IS_STORED = Duration.ofSeconds(1);

  Plan plan() {
    Plan plan = Plan.nothing().propagateLabels(seen.settings().propagatedLabels());
    if (seen.access().isAbsent()) {
      String namespace = artifact.getMetadata().getNamespace();
      plan = plan.and(Change.apply(StatusAccess.in(namespace, jobs.settings())).shared());
    }
    plan = plan.and(seen.outdated().stream().<Change>map(Change::delete).toList());
    plan = plan.and(next().<Change>map(each -> each).stream().toList());
    List<CategorizedError> problems = seen.references().value().orElse(List.of());
    if (hasLostItsVolume()) {
      return plan.againAfter(UNTIL_THE_LOSS_IS_STORED);
    }
    return problems.isEmpty() ? plan : plan.againAfter(UNTIL_REFERENCES_ARE_THERE);
  }

  /**
   * True when the status still says that the model is there, and its volume is not. A new volume
   * has to wait until that is corrected: were we killed after making it and before saying so, an
   * empty volume would be called ready for ever.
   */
  private boolean hasLostItsVolume() {
    return seen.claim().isAbsent() && artifact.getStatus().isDownloaded();
  }

  private Optional<Change.Create> next() {
    return switch (seen.size()) {
      case ModelSize.Unknown _
          when seen.checkSize().job().isAbsent() && seen.outdated().isEmpty() ->
          Optional.of(Change.create(jobs.checkSize(artifact, seen.settings())));
      case ModelSize.Known(var bytes, _) -> cache(bytes);
      case ModelSize.Unknown _,
          ModelSize.Unread _,
          ModelSize.Unreadable _,
          ModelSize.BadOutput _,
          ModelSize.BadSpec _ ->
          Optional.empty();
    };
  }

  private Optional<Change.Create> cache(long bytes) {
    if (hasLostItsVolume()) {
      return Optional.empty();
    }
    if (seen.claim().isAbsent()) {
      return Optional.of(
          Change.create(CacheClaim.of(artifact, seen.settings(), jobs.settings(), bytes)));
    }
    return seen.claim()
        .value()
        .filter(this::isReadyForDownload)
        .map(claim -> Change.create(jobs.download(artifact, seen.settings(), claim, bytes)));
  }

  /** The claim need not be bound: with WaitForFirstConsumer it waits for the Job's Pod. */
  private boolean isReadyForDownload(PersistentVolumeClaim claim) {
    boolean mayReport = !jobs.settings().grantsAccess() || seen.access().isFound();
    return !artifact.getStatus().isDownloaded()
        && claim.getMetadata().getDeletionTimestamp() == null
        && seen.download().job().isAbsent()
        && seen.outdated().isEmpty()
        && mayReport;
  }
}
