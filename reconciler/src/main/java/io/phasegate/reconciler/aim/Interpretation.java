package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.aim.child.ArtifactJobs;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.config.RuntimeConfigs;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.resource.Env;
import io.phasegate.reconciler.aim.size.Amount;
import io.phasegate.reconciler.aim.size.ModelSize;
import io.phasegate.reconciler.aim.size.SizeOutput;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Says what was seen means: how large the model is, and which Jobs are of no use any more. */
record Interpretation(ArtifactJobs jobs, AimArtifact artifact, Seen seen) {

  Observed observed() {
    RuntimeConfig settings = seen.config().value().orElseGet(RuntimeConfig::none);
    ModelSize size = size();
    boolean checkIsOutdated = checkIsOutdated(settings, size);
    boolean downloadIsOutdated =
        size instanceof ModelSize.Known(var bytes, _) && isOutdated(settings, bytes);
    return new Observed(
        seen.config(),
        settings,
        seen.claim(),
        seen.access(),
        checkIsOutdated ? new ModelSize.Unknown() : size,
        checkIsOutdated ? seen.checkSize().withoutJob() : seen.checkSize(),
        downloadIsOutdated ? seen.download().withoutJob() : seen.download(),
        Stream.concat(
                job(seen.checkSize(), checkIsOutdated), job(seen.download(), downloadIsOutdated))
            .toList(),
        seen.references());
  }

  /** A Job that succeeded and told no size has been as useless as one that failed. */
  private boolean checkIsOutdated(RuntimeConfig settings, ModelSize size) {
    Job wanted = jobs.checkSize(artifact, settings);
    boolean wasUseless =
        size instanceof ModelSize.BadOutput && seen.checkSize().differsFrom(wanted);
    return tellsWhatAJobIs() && (wasUseless || seen.checkSize().isOutdated(wanted));
  }

  private static Stream<Job> job(JobLook look, boolean wanted) {
    return wanted ? look.job().value().stream() : Stream.empty();
  }

  /** What an earlier pass has found out counts unless the spec says another size. */
  private ModelSize size() {
    String written = artifact.getSpec().size();
    OptionalLong bytes = written.isEmpty() ? OptionalLong.of(0) : Amount.bytes(written);
    if (bytes.isEmpty()) {
      return new ModelSize.BadSpec(
          CategorizedError.invalidSpec(
              "InvalidSize",
              "spec.size \"%s\" is no size of a volume; write a quantity such as 40Gi, or nothing"
                  .formatted(written)));
    }
    if (bytes.getAsLong() > 0) {
      return new ModelSize.Known(bytes.getAsLong(), false);
    }
    long discovered = artifact.getStatus().discoveredSizeBytes();
    return discovered > 0 ? new ModelSize.Known(discovered, false) : fromJob();
  }

  private ModelSize fromJob() {
    if (!seen.checkSize().succeeded()) {
      return new ModelSize.Unknown();
    }
    return switch (seen.sizeLog()) {
      case FetchResult.Found<List<String>>(var lines) -> SizeOutput.of(lines);
      case FetchResult.Absent<List<String>>(_, var error) -> new ModelSize.Unread(error.message());
      case FetchResult.Failed<List<String>>(_, var error) -> unread(error);
      case FetchResult.Skipped<List<String>>(var why) -> new ModelSize.Unread(why);
    };
  }

  /** A log may yet come, or an API server; a right does not come by itself. */
  private static ModelSize unread(CategorizedError error) {
    return error.category() == ErrorCategory.AUTH
        ? new ModelSize.Unreadable(
            CategorizedError.auth(
                error.reason(),
                "the log of the check-size Job cannot be read, for lack of the right get pods/log;"
                    + " grant it to the reconciler, or set spec.size (%s)"
                        .formatted(error.message())))
        : new ModelSize.Unread(error.message());
  }

  /** A Job that fills another volume than the one that is there is of no use, done or not. */
  private boolean isOutdated(RuntimeConfig settings, long bytes) {
    return seen.claim()
        .value()
        .filter(
            claim -> goes(claim) || fillsAnother(claim) || wouldBeAnother(settings, claim, bytes))
        .isPresent();
  }

  /** Nobody knows what a Job would be today while config or env cannot be read or are gone. */
  private boolean tellsWhatAJobIs() {
    return RuntimeConfigs.areKnown(seen.config())
        && Env.of(artifact.getSpec().env()).mistake().isEmpty();
  }

  private boolean wouldBeAnother(RuntimeConfig settings, PersistentVolumeClaim claim, long bytes) {
    return tellsWhatAJobIs()
        && seen.download().isOutdated(jobs.download(artifact, settings, claim, bytes));
  }

  /** Whoever deletes a claim waits for its Pods, those that have ended included. */
  private boolean goes(PersistentVolumeClaim claim) {
    return claim.getMetadata().getDeletionTimestamp() != null && seen.download().job().isFound();
  }

  private boolean fillsAnother(PersistentVolumeClaim claim) {
    return seen.download()
        .job()
        .value()
        .map(job -> JobLook.annotation(job, AimNames.CACHE_UID))
        .filter(uid -> !uid.isEmpty() && !uid.equals(claim.getMetadata().getUid()))
        .isPresent();
  }
}
