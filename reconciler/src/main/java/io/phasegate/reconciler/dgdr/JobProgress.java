package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.dgdr.failure.FailureExplanation;
import io.phasegate.reconciler.dgdr.failure.JobState;
import io.phasegate.reconciler.dgdr.failure.NoPod;
import io.phasegate.reconciler.dgdr.failure.PodReport;
import io.phasegate.reconciler.dgdr.job.ProfilingJob;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import io.phasegate.reconciler.dgdr.phase.DgdrPhases;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.resource.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the profiling Job is, and what came of it. Pure. */
final class JobProgress {

  /** A result may be a little later than the end of its Job. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DeploymentGenerator generator;

  JobProgress(DeploymentGenerator generator) {
    this.generator = generator;
  }

  Progress of(Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance, Seen seen) {
    if (seen.output() instanceof FetchResult.Failed<ConfigMap>(_, var error)) {
      return new Progress.NotNow(error);
    }
    List<Pod> pods = seen.pods().value().orElse(List.of());
    String log = String.join("\n", seen.log().value().orElse(List.of()));
    Optional<ProfilerOutput> output =
        seen.output()
            .value()
            .filter(found ->
                ProfilerOutput.ownerOf(found, request.resource()) != ProfilerOutput.Owner.ANOTHER)
            .map(ProfilerOutput::of);
    return switch (seen.job()) {
      case FetchResult.Failed<Job>(_, var error) -> new Progress.NotNow(error);
      case FetchResult.Skipped<Job>(var why) -> new Progress.NotNow(CategorizedError.unknown(why));
      case FetchResult.Absent<Job> _ -> withoutJob(request, acceptance, seen.output());
      case FetchResult.Found<Job>(var job) when !Ownership.isOwnedBy(job, request.resource()) ->
          withoutJob(request, acceptance, seen.output());
      case FetchResult.Found<Job>(var job) ->
          switch (JobState.of(job)) {
            case JobState.Failed failed ->
                new Progress.Failed(FailureExplanation.of(failed, output, pods, log));
            case JobState.Complete _ -> complete(request, acceptance, job, output, seen.output());
            case JobState.Running _ ->
                new Progress.Running(
                    output.flatMap(ProfilerOutput::subPhase),
                    suspended(job)
                        .or(() -> PodReport.stuck(pods))
                        .or(() ->
                            NoPod.in(seen.job(), seen.pods(), request.now())
                                .map(podless -> NoPod.sentence(podless, seen.refusal())))
                        .or(() -> output.map(ProfilerOutput::message))
                        .orElse(""));
          };
    };
  }

  /** By its author's override, or by somebody who queues Jobs. */
  private static Optional<String> suspended(Job job) {
    return JobState.isSuspended(job)
        ? Optional.of(
            "Job %s is suspended; it profiles when its spec.suspend is false"
                .formatted(job.getMetadata().getName()))
        : Optional.empty();
  }

  /** Ruling 43: a result of this very request outranks a missing Job. */
  private Progress withoutJob(
      Request<DynamoGraphDeploymentRequest> request,
      Acceptance acceptance,
      FetchResult<ConfigMap> output) {
    return output
        .value()
        .filter(found -> isOwnResult(found, request.resource()))
        .map(found ->
            ended(accepted(request, acceptance, Optional.empty()), ProfilerOutput.of(found)))
        .orElseGet(Progress.JobGone::new);
  }

  private Progress complete(
      Request<DynamoGraphDeploymentRequest> request,
      Acceptance acceptance,
      Job job,
      Optional<ProfilerOutput> output,
      FetchResult<ConfigMap> found) {
    if (output.filter(ProfilerOutput::hasEnded).isEmpty()
        && request.now().isBefore(end(job).plus(PATIENCE))) {
      return new Progress.AwaitingOutput();
    }
    return output
        .map(own -> ended(accepted(request, acceptance, Optional.of(job)), own))
        .orElseGet(
            () -> new Progress.NoOutput(found.value().map(ProfilerOutput::ownersOf).orElse("")));
  }

  /**
   * The request with the spec that was accepted: a rejected edit decides neither what is deployed
   * nor under which name (5.4). Then only the Job still knows what was accepted; without it nobody
   * does.
   */
  private static Optional<DynamoGraphDeploymentRequest> accepted(
      Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance, Optional<Job> job) {
    return acceptance == Acceptance.CHANGED
        ? job.flatMap(ProfilingJob::toldSpec)
            .map(spec -> {
              var copy = Copies.copy(request.resource());
              copy.setSpec(spec);
              return copy;
            })
        : Optional.of(request.resource());
  }

  /** Only a profiler that says nothing of its end is believed by its result: older ones do so. */
  private Progress ended(Optional<DynamoGraphDeploymentRequest> accepted, ProfilerOutput output) {
    return switch (output.result()) {
      case ProfilerOutput.Result.Failed(var why) ->
          new Progress.Failed(FailureExplanation.inWords(why));
      case ProfilerOutput.Result.Unfinished(var word) when !word.isEmpty() ->
          new Progress.Failed(FailureExplanation.unfinished(word, output.error()));
      case ProfilerOutput.Result.Unfinished _, ProfilerOutput.Result.Succeeded _ ->
          accepted
              .<Progress>map(request ->
                  new Progress.Ended(
                      generator.generate(request, output), DgdrPhases.autoApply(request.getSpec())))
              .orElseGet(Progress.Undecided::new);
    };
  }

  private static Instant end(Job job) {
    return Stream.concat(
            Stream.ofNullable(job.getStatus().getCompletionTime()),
            job.getStatus().getConditions().stream()
                .flatMap(condition -> Stream.ofNullable(condition.getLastTransitionTime())))
        .flatMap(text -> time(text).stream())
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** True for a result of this very request that says how profiling ended. */
  static boolean isOwnResult(ConfigMap output, DynamoGraphDeploymentRequest request) {
    return ProfilerOutput.ownerOf(output, request) == ProfilerOutput.Owner.THIS_REQUEST
        && ProfilerOutput.of(output).hasEnded();
  }
}
