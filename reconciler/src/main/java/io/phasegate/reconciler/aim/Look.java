package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.phasegate.reconciler.aim.child.ArtifactJobs;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.config.RuntimeConfigs;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.aim.size.Amount;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.resource.LabelValue;
import java.util.List;

/** Looks at what counts at this point of an artifact's life (spec/engine.md 8.3). */
record Look(ResourceReader reader, AimArtifact artifact, ArtifactSettings settings) {

  private static final int LOG_LINES = 10;

  Seen look() {
    FetchResult<RuntimeConfig> config =
        RuntimeConfigs.resolve(reader, artifact, settings.readsClusterConfigs());
    JobLook checkSize =
        needsNoCheck(artifact)
            ? JobLook.skipped("the size is known")
            : job(AimNames.checkSizeJob(artifact));
    JobLook download = job(AimNames.downloadJob(artifact));
    return new Seen(
        config,
        reader.child(PersistentVolumeClaim.class, artifact, AimNames.claim(artifact)),
        access(),
        checkSize,
        sizeLog(checkSize),
        download,
        references(config, checkSize, download));
  }

  /** True when the spec says how large the model is, or an earlier pass has found out. */
  static boolean needsNoCheck(AimArtifact artifact) {
    String size = artifact.getSpec().size();
    boolean written = !size.isEmpty() && Amount.bytes(size).orElse(-1) != 0;
    return written || artifact.getStatus().discoveredSizeBytes() > 0;
  }

  private String namespace() {
    return artifact.getMetadata().getNamespace();
  }

  private JobLook job(String name) {
    return JobLook.of(reader.child(Job.class, artifact, name), () -> podsOf(name));
  }

  private FetchResult<List<Pod>> podsOf(String job) {
    return reader.list(
        Pod.class,
        ListQuery.in(namespace())
            .withLabel(AimNames.CACHE_NAME, LabelValue.of(artifact.getMetadata().getName()))
            .withLabel("job-name", job));
  }

  private FetchResult<RoleBinding> access() {
    if (!settings.grantsAccess()) {
      return FetchResult.skipped("an administrator grants it");
    }
    return artifact.getStatus().isDownloaded()
        ? FetchResult.skipped("nothing is downloaded any more")
        : reader.get(RoleBinding.class, namespace(), AimNames.STATUS_UPDATER);
  }

  /** The log of the first Pod that has printed the size; that no Pod is left is no error. */
  private FetchResult<List<String>> sizeLog(JobLook checkSize) {
    if (!checkSize.succeeded()) {
      return FetchResult.skipped("the check-size Job has yet to succeed");
    }
    return checkSize
        .job()
        .then(job -> podsOf(AimNames.checkSizeJob(artifact)).map(all -> JobLook.own(job, all)))
        .then(pods ->
            pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .filter(pod -> "Succeeded".equals(pod.getStatus().getPhase()))
                .findFirst()
                .map(pod -> reader.logTail(pod, ArtifactJobs.CHECK_SIZE, LOG_LINES))
                .orElseGet(() -> FetchResult.skipped("its Pod is gone")));
  }

  /** Once a Job is there, the kubelet says what its Pod lacks. */
  private FetchResult<List<CategorizedError>> references(
      FetchResult<RuntimeConfig> config, JobLook checkSize, JobLook download) {
    JobLook next = needsNoCheck(artifact) ? download : checkSize;
    return next.job().isAbsent() && !artifact.getStatus().isDownloaded()
        ? new References(reader, artifact, config.value().orElseGet(RuntimeConfig::none)).check()
        : FetchResult.skipped("no Job is to be made");
  }
}
