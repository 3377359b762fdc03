package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.Env;
import io.phasegate.reconciler.aim.size.ModelSize;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.HealthReport;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.HealthInspector;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.inspect.Inspectors;
import java.util.List;

/** How the parts of an artifact fare: the table of spec/engine.md 8.5, line by line. */
record ArtifactHealth(AimArtifact artifact, Observed seen, Inspection inspection) {

  private static final Inspectors INSPECTORS = Inspectors.standard();

  /** The component of the download Job; its condition stays once the model is there. */
  static final String DOWNLOAD_JOB = "DownloadJob";

  private static final String CHECK_SIZE_OUTPUT = "CheckSizeOutput";

  List<ComponentHealth> components() {
    var report = HealthReport.with(inspection).component(runtimeConfig());
    if (seen.access() instanceof FetchResult.Failed<RoleBinding>) {
      report.downstream("DownloadAccess", seen.access(), (_, _) -> Health.ready());
    }
    Env.of(artifact.getSpec().env())
        .mistake()
        .ifPresent(mistake ->
            report.component(wrong("Env", CategorizedError.invalidSpec("InvalidEnv", mistake))));
    List<CategorizedError> problems = seen.references().value().orElse(List.of());
    if (!problems.isEmpty()) {
      Health failing = Health.failing(problems.toArray(CategorizedError[]::new));
      report.component(ComponentHealth.upstream("References", failing));
    }
    job(report, "CheckSizeJob", seen.checkSize());
    size(report);
    if (seen.size() instanceof ModelSize.Known) {
      report.downstream("CachePvc", seen.claim(), INSPECTORS.persistentVolumeClaim());
      if (!artifact.getStatus().isDownloaded()) {
        job(report, DOWNLOAD_JOB, seen.download());
      }
    }
    return report.list();
  }

  /** That there is no default config is fine; what was named must be there (1.10). */
  private ComponentHealth runtimeConfig() {
    Health health =
        switch (seen.config()) {
          case FetchResult.Found<RuntimeConfig> _ -> Health.ready("ConfigFound");
          case FetchResult.Skipped<RuntimeConfig> _ -> Health.ready("DefaultConfigNotFound");
          case FetchResult.Absent<RuntimeConfig>(_, var detail) ->
              Health.failing(
                  CategorizedError.missingUpstream("ReferenceNotFound", detail.message())
                      .becauseNotFound());
          case FetchResult.Failed<RuntimeConfig>(_, var error) -> Health.failing(error);
        };
    return ComponentHealth.upstream("RuntimeConfig", health);
  }

  private void job(HealthReport report, String component, JobLook look) {
    // Where no Pod is left to explain a failure, the Job's own word has to do (D-23).
    HealthInspector<Job> inspector =
        look.hasPods() ? INSPECTORS.jobExplainedByPods() : INSPECTORS.job();
    report.downstream(component, look.job(), inspector);
    report.component(component + "Pods", look.pods(), pods(component + "Pods"));
  }

  private HealthInspector<List<Pod>> pods(String component) {
    return (pods, look) ->
        PullVerdict.kept(
            INSPECTORS.pods().inspect(pods, look), artifact.getStatus(), component + "Ready");
  }

  private void size(HealthReport report) {
    switch (seen.size()) {
      case ModelSize.BadOutput(var error) -> report.component(wrong(CHECK_SIZE_OUTPUT, error));
      case ModelSize.Unreadable(var error) -> report.component(wrong(CHECK_SIZE_OUTPUT, error));
      case ModelSize.Unread(var why) ->
          report.component(
              ComponentHealth.downstream(
                  CHECK_SIZE_OUTPUT,
                  Health.progressing(
                      "SizeOutputUnread",
                      "the check-size Job is done, but its log cannot be read: " + why)));
      case ModelSize.BadSpec(var error) -> report.component(wrong("Size", error));
      case ModelSize.Known _, ModelSize.Unknown _ -> {}
    }
  }

  private static ComponentHealth wrong(String component, CategorizedError error) {
    return ComponentHealth.of(component, Health.failing(error));
  }
}
