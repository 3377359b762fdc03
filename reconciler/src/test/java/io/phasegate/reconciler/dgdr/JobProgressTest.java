package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.reconciler.dgdr.job.JobDraft;
import io.phasegate.reconciler.dgdr.job.ProfilingJob;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.output.SubPhase;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.resource.Ownership;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Job, Pods and result mean together. */
class JobProgressTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Map<String, String> SUCCESS =
      Map.of("profiler_status", "success", "final_config.yaml", Manifests.DEPLOYMENT);
  private static final CategorizedError AWAY =
      CategorizedError.infrastructure("ConnectionRefused", "nobody answers");

  private final JobProgress progress =
      new JobProgress(new DeploymentGenerator(LegacyOverrides.create()));
  private final DynamoGraphDeploymentRequest request = Requests.tiny();

  @Test
  void jobWithoutEndRuns() {
    assertThat(of(Seen.nothing().withJob(found(job("", "")))))
        .isEqualTo(new Progress.Running(Optional.empty(), ""));
  }

  @Test
  void stepOfARunningProfilerIsFollowedInItsWords() {
    var seen = running(Map.of("phase", "SweepingDecode", "message", "3 of 9"));

    assertThat(of(seen))
        .isEqualTo(new Progress.Running(Optional.of(SubPhase.SWEEPING_DECODE), "3 of 9"));
  }

  @Test
  void podThatIsStuckCountsMoreThanWhatTheProfilerLastSaid() {
    Pod stuck =
        new PodBuilder()
            .withNewMetadata()
            .withName("pod")
            .endMetadata()
            .withNewStatus()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withName("profiler")
            .withNewState()
            .withNewWaiting()
            .withReason("ImagePullBackOff")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    var seen =
        running(Map.of("phase", "SweepingPrefill", "message", "fine"))
            .withPods(FetchResult.found(List.of(stuck)), FetchResult.skipped(""));

    assertThat(of(seen))
        .isInstanceOfSatisfying(
            Progress.Running.class,
            running ->
                assertThat(running.message()).contains("pod pod is pending", "ImagePullBackOff"));
  }

  @Test
  void suspendedJobIsSaidToBeOne() {
    Job job = job("", "");
    job.getSpec().setSuspend(true);

    assertThat(of(Seen.nothing().withJob(found(job))))
        .isInstanceOfSatisfying(
            Progress.Running.class,
            running -> assertThat(running.message()).contains("is suspended", "spec.suspend"));
  }

  @Test
  void resultOfAnEarlierNamesakeSaysNothing() {
    ConfigMap output = output(Map.of("phase", "SweepingDecode"));
    output.getMetadata().getOwnerReferences().getFirst().setUid("of-another");
    var seen = Seen.nothing().withJob(found(job("", ""))).withOutput(FetchResult.found(output));

    assertThat(of(seen)).isEqualTo(new Progress.Running(Optional.empty(), ""));
  }

  @Test
  void completeJobWithItsResultHasEnded() {
    assertThat(of(complete(SUCCESS)))
        .isInstanceOfSatisfying(
            Progress.Ended.class,
            ended -> {
              assertThat(ended.generation()).isInstanceOf(Generation.Generated.class);
              assertThat(ended.apply()).isTrue();
            });
  }

  @Test
  void failureInTheProfilersWordsIsOneWhateverTheJobSays() {
    var seen = complete(Map.of("profiler_status", "failed", "profiler_error", "no GPU is left"));

    assertThat(of(seen)).isEqualTo(new Progress.Failed("the profiler says: no GPU is left"));
  }

  @Test
  void resultOfACompleteJobIsAwaitedForAMinute() {
    var justEnded = found(job("Complete", NOW.minusSeconds(59).toString()));
    var longEnded = found(job("Complete", NOW.minusSeconds(61).toString()));
    var missing = absent(ConfigMap.class, "dgdr-output-tiny");

    assertThat(of(Seen.nothing().withJob(justEnded).withOutput(missing)))
        .isEqualTo(new Progress.AwaitingOutput());
    assertThat(of(Seen.nothing().withJob(longEnded).withOutput(missing)))
        .isEqualTo(new Progress.NoOutput(""));
  }

  @Test
  void whatSomebodyElseOwnsUnderTheNameOfTheResultIsNamed() {
    var theirs = output(Map.of("profiler_status", "success"));
    theirs
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withKind("DynamoGraphDeploymentRequest")
                    .withName("tiny")
                    .withUid("earlier")
                    .build()));
    var seen =
        Seen.nothing()
            .withJob(found(job("Complete", NOW.minusSeconds(61).toString())))
            .withOutput(found(theirs));

    assertThat(of(seen))
        .isEqualTo(new Progress.NoOutput("DynamoGraphDeploymentRequest tiny with uid earlier"));
  }

  @Test
  void endWithoutATimeIsLongAgo() {
    var seen =
        Seen.nothing()
            .withJob(found(job("Complete", "yesterday")))
            .withOutput(absent(ConfigMap.class, "dgdr-output-tiny"));

    assertThat(of(seen)).isEqualTo(new Progress.NoOutput(""));
  }

  @Test
  void autoApplyOfTheJobCountsUnderARejectedEdit() {
    request.setSpec(Requests.with("autoApply: false").getSpec());
    Job job = job("Complete", NOW.toString());
    request.setSpec(Requests.with("autoApply: true\nbackend: vllm").getSpec());
    var seen = Seen.nothing().withJob(found(job)).withOutput(FetchResult.found(output(SUCCESS)));

    assertThat(of(Acceptance.CHANGED, seen))
        .isInstanceOfSatisfying(Progress.Ended.class, ended -> assertThat(ended.apply()).isFalse());
    assertThat(of(Acceptance.SAME_AGAIN, seen))
        .isInstanceOfSatisfying(Progress.Ended.class, ended -> assertThat(ended.apply()).isTrue());
  }

  @Test
  void missingJobIsGoneUnlessItLeftAResult() {
    var gone = Seen.nothing().withJob(absent(Job.class, "profile-tiny"));

    assertThat(of(gone)).isEqualTo(new Progress.JobGone());
    assertThat(of(gone.withOutput(FetchResult.found(output(SUCCESS)))))
        .isInstanceOf(Progress.Ended.class);
    assertThat(of(gone.withOutput(FetchResult.found(output(Map.of("phase", "SweepingDecode"))))))
        .isEqualTo(new Progress.JobGone());
  }

  @Test
  void resultThatNobodyOwnsIsNoExcuseForAMissingJob() {
    ConfigMap ownerless = output(SUCCESS);
    ownerless.getMetadata().setOwnerReferences(List.of());
    var seen =
        Seen.nothing()
            .withJob(absent(Job.class, "profile-tiny"))
            .withOutput(FetchResult.found(ownerless));

    assertThat(of(seen)).isEqualTo(new Progress.JobGone());
  }

  @Test
  void jobOfAnEarlierNamesakeIsAMissingJob() {
    Job job = job("", "");
    job.getMetadata().getOwnerReferences().getFirst().setUid("of-another");

    assertThat(of(Seen.nothing().withJob(found(job)))).isEqualTo(new Progress.JobGone());
  }

  @Test
  void failedJobIsExplained() {
    var seen = Seen.nothing().withJob(found(job("Failed", NOW.toString())));

    assertThat(of(seen)).isEqualTo(new Progress.Failed("the Job failed without a word"));
  }

  @Test
  void whatCannotBeSeenDecidesNothing() {
    var noJob =
        Seen.nothing()
            .withJob(
                FetchResult.failed(ResourceRef.of(Job.class, "inference", "profile-tiny"), AWAY));
    var noOutput =
        complete(SUCCESS)
            .withOutput(
                FetchResult.failed(
                    ResourceRef.of(ConfigMap.class, "inference", "dgdr-output-tiny"), AWAY));

    assertThat(of(noJob)).isEqualTo(new Progress.NotNow(AWAY));
    assertThat(of(noOutput)).isEqualTo(new Progress.NotNow(AWAY));
  }

  private Progress of(Seen seen) {
    return of(Acceptance.UNCHANGED, seen);
  }

  private Progress of(Acceptance acceptance, Seen seen) {
    return progress.of(new Request<>(request, NOW), acceptance, seen);
  }

  private Seen running(Map<String, String> data) {
    return Seen.nothing().withJob(found(job("", ""))).withOutput(FetchResult.found(output(data)));
  }

  private Seen complete(Map<String, String> data) {
    return Seen.nothing()
        .withJob(found(job("Complete", NOW.toString())))
        .withOutput(FetchResult.found(output(data)));
  }

  private static <T> FetchResult<T> found(T object) {
    return FetchResult.found(object);
  }

  private static <T extends HasMetadata> FetchResult<T> absent(Class<T> type, String name) {
    return FetchResult.absent(ResourceRef.of(type, "inference", name));
  }

  /** The Job of the request as it is now; with an end when that is not empty. */
  private Job job(String ended, String at) {
    var draft = ProfilingJob.draft(request, request.getSpec(), DgdrSettings.defaults());
    Job job = ((JobDraft.Ready) draft).job();
    job.getMetadata().setOwnerReferences(List.of(Ownership.referenceTo(request)));
    return ended.isEmpty()
        ? job
        : new JobBuilder(job)
            .withNewStatus()
            .addNewCondition()
            .withType(ended)
            .withStatus("True")
            .withLastTransitionTime(at)
            .endCondition()
            .endStatus()
            .build();
  }

  private ConfigMap output(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("dgdr-output-tiny")
        .withNamespace("inference")
        .withOwnerReferences(Ownership.referenceTo(request))
        .endMetadata()
        .withData(data)
        .build();
  }
}
