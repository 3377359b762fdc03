package io.phasegate.reconciler.aim;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.aim.child.CacheClaim;
import io.phasegate.reconciler.aim.config.RuntimeConfigs;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.ArtifactStatus;
import io.phasegate.reconciler.aim.size.Amount;
import io.phasegate.reconciler.aim.size.ModelSize;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.List;
import java.util.Objects;

/** What the status says beside conditions and word: mode, size, volume, progress (8.7). */
record Decoration(AimArtifact artifact, Observed seen, Conditions conditions) {

  private static final String DOWNLOAD_COMPLETE = ArtifactStatus.DOWNLOAD_COMPLETE;

  private static final String VERIFICATION_FAILED = "VerificationFailed";
  private static final int ALL = 100;

  /** What is shown once an attempt has failed, until the next one reports. */
  private static final String NO_PERCENTAGE = "N/A";

  ArtifactStatus on(ArtifactStatus status) {
    return downloaded(cached(sized(status.with("mode", mode()))));
  }

  private String mode() {
    var owners = Objects.requireNonNullElse(artifact.getMetadata().getOwnerReferences(), List.of());
    return owners.isEmpty() ? "Shared" : "Dedicated";
  }

  private ArtifactStatus sized(ArtifactStatus status) {
    return switch (seen.size()) {
      case ModelSize.Known(var bytes, var discovered) -> {
        ArtifactStatus shown = status.with("displaySize", Amount.display(bytes));
        yield discovered ? shown.with("discoveredSizeBytes", bytes) : shown;
      }
      case ModelSize.Unknown _,
          ModelSize.Unread _,
          ModelSize.Unreadable _,
          ModelSize.BadOutput _,
          ModelSize.BadSpec _ ->
          status;
    };
  }

  private ArtifactStatus cached(ArtifactStatus status) {
    return switch (seen.claim()) {
      case FetchResult.Found<PersistentVolumeClaim>(var claim) -> {
        String name = claim.getMetadata().getName();
        ArtifactStatus named = status.with("persistentVolumeClaim", name);
        yield status.text("allocatedSize").isEmpty() && RuntimeConfigs.areKnown(seen.config())
            ? named
                .with("allocatedSize", CacheClaim.requested(claim))
                .with("headroomPercent", seen.settings().headroomPercent())
            : named;
      }
      case FetchResult.Absent<PersistentVolumeClaim> _ ->
          status.without("persistentVolumeClaim", "allocatedSize", "headroomPercent");
      case FetchResult.Failed<PersistentVolumeClaim> _,
          FetchResult.Skipped<PersistentVolumeClaim> _ ->
          status;
    };
  }

  private ArtifactStatus downloaded(ArtifactStatus status) {
    if (seen.claim().isAbsent()) {
      return notStarted(status);
    }
    if (artifact.getStatus().isDownloaded()) {
      // The Job is removed some time after its success; what it has done stays said.
      keep(ArtifactHealth.DOWNLOAD_JOB + "Ready");
      return status;
    }
    return switch (seen.download().job()) {
      case FetchResult.Found<Job> _ -> running(status);
      case FetchResult.Absent<Job> _ -> notStarted(status);
      case FetchResult.Failed<Job> _, FetchResult.Skipped<Job> _ -> status;
    };
  }

  private void keep(String condition) {
    if (conditions.stored(condition).filter(StatusCondition::isTrue).isPresent()) {
      conditions.retain(condition);
    }
  }

  /** What the Pod of an earlier Job has written speaks of a download that is no more. */
  private ArtifactStatus notStarted(ArtifactStatus status) {
    if (conditions.stored(DOWNLOAD_COMPLETE).isPresent()) {
      conditions.markFalse(DOWNLOAD_COMPLETE, "NotStarted", "the download has yet to start");
    }
    return status.without("progress", "download");
  }

  private ArtifactStatus running(ArtifactStatus status) {
    if (seen.download().succeeded()) {
      conditions.markTrue(
          DOWNLOAD_COMPLETE, ArtifactStatus.VERIFIED, "the model is there, and is verified");
      return complete(status);
    }
    boolean allIsThere = status.percentage() >= ALL && !isOfAnEarlierAttempt(status);
    if (seen.download().failed() || seen.download().hasFailedPod()) {
      conditions.markFalse(
          DOWNLOAD_COMPLETE,
          allIsThere ? VERIFICATION_FAILED : "Downloading",
          allIsThere
              ? "what was downloaded is not what it should be"
              : "the download has failed; see DownloadJobPodsReady",
          Observability.AS_WARNING);
      return status.with("progress", "displayPercentage", TextNode.valueOf(NO_PERCENTAGE));
    }
    if (allIsThere) {
      conditions.markTrue(DOWNLOAD_COMPLETE, "Verifying", "the model is there; it is verified");
    } else if (seen.download().isSuspended()) {
      conditions.markFalse(
          DOWNLOAD_COMPLETE, "JobSuspended", "the download rests; see DownloadJobReady");
    } else {
      conditions.markFalse(DOWNLOAD_COMPLETE, "Downloading", "the model is being downloaded");
    }
    return status;
  }

  /** True when an attempt has failed since the progress was reported, and that is said already. */
  private boolean isOfAnEarlierAttempt(ArtifactStatus status) {
    boolean saidToHaveFailed =
        conditions
            .stored(DOWNLOAD_COMPLETE)
            .filter(each -> each.reason().equals(VERIFICATION_FAILED))
            .isPresent();
    boolean hasFailed = seen.download().failed() || seen.download().hasFailedPod();
    return status.displayPercentage().equals(NO_PERCENTAGE) && !(hasFailed && saidToHaveFailed);
  }

  private static ArtifactStatus complete(ArtifactStatus status) {
    ArtifactStatus done =
        status
            .with("progress", "percentage", IntNode.valueOf(ALL))
            .with("progress", "displayPercentage", TextNode.valueOf("100 %"))
            .with("download", "message", TextNode.valueOf("complete"));
    return status.totalBytes() > 0
        ? done.with("progress", "downloadedBytes", LongNode.valueOf(status.totalBytes()))
        : done;
  }
}
