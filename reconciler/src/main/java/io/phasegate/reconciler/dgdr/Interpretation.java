package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.failure.FailureExplanation;
import io.phasegate.reconciler.dgdr.failure.JobState;
import io.phasegate.reconciler.dgdr.failure.PodReport;
import io.phasegate.reconciler.dgdr.job.Hashes;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess;
import io.phasegate.reconciler.dgdr.job.ProfilingJob;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import io.phasegate.reconciler.dgdr.phase.DgdrStatus;
import io.phasegate.reconciler.dgdr.phase.Observed;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import io.phasegate.reconciler.dgdr.phase.Observed.Start;
import io.phasegate.reconciler.dgdr.phase.Phase;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.dgdr.validate.LegacyBlob;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.resource.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes of what was seen what it means to the phase of a request. Pure. */
final class Interpretation {

  /** An administrator sets it to "true" when the other controller is gone (ruling 46). */
  static final String TAKEN_OVER = "nvidia.com/dgdr-taken-over";

  /** Under these names NVIDIA's own operator writes a status. */
  private static final Set<String> RIVALS =
      Set.of("manager", "dynamo-operator", "dynamo-operator-dgdr");

  /** A result may be a little later than the end of its Job. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DgdrSettings settings;
  private final LegacyOverrides legacy;
  private final DeploymentGenerator generator;

  Interpretation(DgdrSettings settings, LegacyOverrides legacy) {
    this.settings = settings;
    this.legacy = legacy;
    this.generator = new DeploymentGenerator(legacy);
  }

  Observed of(Request<DynamoGraphDeploymentRequest> request, Seen seen) {
    var status = new DgdrStatus(request.resource().getStatus());
    Optional<Phase> phase = Phase.of(status.phase());
    Optional<String> rival = rival(request).or(() -> foreignJob(request, seen));
    if (rival.isPresent() && phase.filter(Phase.FAILED::equals).isEmpty()) {
      return new Observed.Elsewhere(rival.get());
    }
    if (phase.isEmpty()) {
      return new Observed.UnknownPhase(status.phase());
    }
    Acceptance acceptance = acceptance(request, status);
    return switch (phase.get()) {
      case PENDING -> pending(request, status, seen);
      case PROFILING -> new Observed.Profiling(acceptance, progress(request, seen));
      case READY -> new Observed.Ready(acceptance);
      case DEPLOYING -> new Observed.Deploying(acceptance, deployment(request, status, seen));
      case DEPLOYED -> new Observed.Deployed(acceptance, deployment(request, status, seen));
      case FAILED -> new Observed.Failed();
    };
  }

  private static Optional<String> rival(Request<DynamoGraphDeploymentRequest> request) {
    if (request.annotation(TAKEN_OVER).equals("true")) {
      return Optional.empty();
    }
    List<ManagedFieldsEntry> managers =
        Objects.requireNonNullElse(
            request.resource().getMetadata().getManagedFields(), List.<ManagedFieldsEntry>of());
    return managers.stream()
        .filter(entry -> "status".equals(entry.getSubresource()))
        .map(ManagedFieldsEntry::getManager)
        .filter(RIVALS::contains)
        .map(name ->
            ("\"%s\" writes the status of this request, too: stop the other controller, then"
                    + " annotate the request with %s=true")
                .formatted(name, TAKEN_OVER))
        .findFirst();
  }

  /** One of an earlier request of this name is none: the garbage collector has yet to find it. */
  private static Optional<String> foreignJob(
      Request<DynamoGraphDeploymentRequest> request, Seen seen) {
    return seen.job()
        .value()
        .filter(job -> !Ownership.isOwnedBy(job, request.resource()))
        .filter(job -> !Ownership.isLeftBehind(job, request.resource()))
        .map(job ->
            "Job %s is there and is not ours; delete it, or stop the controller that made it"
                .formatted(job.getMetadata().getName()));
  }

  private static Acceptance acceptance(
      Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    if (status.observedGeneration() == request.generation()) {
      return Acceptance.UNCHANGED;
    }
    return request
            .annotation(DgdrNames.ACCEPTED_SPEC_HASH)
            .equals(Hashes.acceptedSpec(request.resource().getSpec()))
        ? Acceptance.SAME_AGAIN
        : Acceptance.CHANGED;
  }

  private Observed pending(
      Request<DynamoGraphDeploymentRequest> request, DgdrStatus status, Seen seen) {
    var resource = request.resource();
    Validation validation = Validation.of(resource, seen.references());
    boolean accepted = Look.isAccepted(request, status);
    Start start =
        accepted && validation instanceof Validation.Valid valid
            ? start(request, seen, valid)
            : new Start.NotYet();
    return new Observed.Pending(
        validation, accepted, LegacyBlob.ignored(legacy.profilerBlob(resource)), start);
  }

  private Start start(
      Request<DynamoGraphDeploymentRequest> request, Seen seen, Validation.Valid valid) {
    var resource = request.resource();
    if (seen.job() instanceof FetchResult.Failed<Job>(_, var error)) {
      return new Start.NotNow(error);
    }
    if (seen.output() instanceof FetchResult.Failed<ConfigMap>(_, var error)) {
      return new Start.NotNow(error);
    }
    Optional<Job> job =
        seen.job().value().filter(found -> Ownership.isOwnedBy(found, request.resource()));
    if (job.isPresent()) {
      String accepted = request.annotation(DgdrNames.ACCEPTED_SPEC_HASH);
      boolean current =
          accepted.isEmpty() || accepted.equals(Hashes.acceptedSpec(resource.getSpec()));
      return current ? new Start.Already() : new Start.Replace(job.get());
    }
    Optional<ConfigMap> output = seen.output().value();
    if (output.filter(found -> isOwnResult(found, resource)).isPresent()) {
      return new Start.Already();
    }
    return switch (ProfilerAccess.of(request.namespace(), settings.job(), seen.access())) {
      case ProfilerAccess.NotNow(var why) -> new Start.NotNow(why);
      case ProfilerAccess.ToGrant(var changes) -> new Start.Grant(changes);
      case ProfilerAccess.Enough _ -> {
        JsonObject told = valid.hardware().in(resource.getSpec());
        yield new Start.Create(ProfilingJob.draft(resource, told, settings), output);
      }
    };
  }

  private static boolean isOwnResult(ConfigMap output, DynamoGraphDeploymentRequest request) {
    return ProfilerOutput.ownerOf(output, request) == ProfilerOutput.Owner.THIS_REQUEST
        && !(ProfilerOutput.of(output).result() instanceof ProfilerOutput.Result.Unfinished);
  }

  private Progress progress(Request<DynamoGraphDeploymentRequest> request, Seen seen) {
    if (seen.output() instanceof FetchResult.Failed<ConfigMap>(_, var error)) {
      return new Progress.NotNow(error);
    }
    List<Pod> pods = seen.pods().value().orElse(List.of());
    Optional<ProfilerOutput> output =
        seen.output()
            .value()
            .filter(found ->
                ProfilerOutput.ownerOf(found, request.resource()) != ProfilerOutput.Owner.ANOTHER)
            .map(ProfilerOutput::of);
    return switch (seen.job()) {
      case FetchResult.Failed<Job>(_, var error) -> new Progress.NotNow(error);
      case FetchResult.Skipped<Job>(var why) -> new Progress.NotNow(CategorizedError.unknown(why));
      case FetchResult.Absent<Job> _ -> withoutJob(request, seen.output());
      case FetchResult.Found<Job>(var job) when !Ownership.isOwnedBy(job, request.resource()) ->
          withoutJob(request, seen.output());
      case FetchResult.Found<Job>(var job) ->
          switch (JobState.of(job)) {
            case JobState.Failed failed ->
                new Progress.Failed(FailureExplanation.of(failed, output, pods, ""));
            case JobState.Complete _ -> complete(request, job, output);
            case JobState.Running _ ->
                new Progress.Running(
                    output.flatMap(ProfilerOutput::subPhase),
                    PodReport.stuck(pods).or(() -> output.map(ProfilerOutput::message)).orElse(""));
          };
    };
  }

  /** Ruling 43: a result of this very request outranks a missing Job. */
  private Progress withoutJob(
      Request<DynamoGraphDeploymentRequest> request, FetchResult<ConfigMap> output) {
    return output
        .value()
        .filter(found -> isOwnResult(found, request.resource()))
        .map(found -> ended(request, ProfilerOutput.of(found)))
        .orElseGet(Progress.JobGone::new);
  }

  private Progress complete(
      Request<DynamoGraphDeploymentRequest> request, Job job, Optional<ProfilerOutput> output) {
    if (output.isPresent()) {
      return ended(request, output.get());
    }
    return request.now().isBefore(end(job).plus(PATIENCE))
        ? new Progress.AwaitingOutput()
        : new Progress.NoOutput();
  }

  private Progress ended(Request<DynamoGraphDeploymentRequest> request, ProfilerOutput output) {
    return output.result() instanceof ProfilerOutput.Result.Failed(var why)
        ? new Progress.Failed("the profiler says: " + why)
        : new Progress.Ended(generator.generate(request.resource(), output));
  }

  private static Instant end(Job job) {
    try {
      return Instant.parse(Objects.requireNonNullElse(job.getStatus().getCompletionTime(), "none"));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private Deployment deployment(
      Request<DynamoGraphDeploymentRequest> request, DgdrStatus status, Seen seen) {
    if (status.deployment().isEmpty()) {
      return generator
          .selected(request.resource())
          .<Deployment>map(Deployment.ToCreate::new)
          .orElseGet(Deployment.Forgotten::new);
    }
    return switch (seen.deployment()) {
      case FetchResult.Found<DynamoGraphDeployment>(var found) -> there(found);
      case FetchResult.Absent<DynamoGraphDeployment> _ -> new Deployment.Gone();
      case FetchResult.Failed<DynamoGraphDeployment>(_, var error) -> new Deployment.NotNow(error);
      case FetchResult.Skipped<DynamoGraphDeployment>(var why) ->
          new Deployment.NotNow(CategorizedError.unknown(why));
    };
  }

  private static Deployment there(DynamoGraphDeployment deployment) {
    JsonObject status = deployment.getStatus();
    String state = status.textAt("state").orElse("");
    long generation = Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
    boolean behind =
        status.has("observedGeneration") && count(status, "observedGeneration") < generation;
    JsonObject services =
        status
            .objectAt("services")
            .or(() -> status.objectAt("components"))
            .orElse(JsonObject.empty());
    long replicas = 0;
    long available = 0;
    for (var service : services.entries()) {
      JsonObject facts = service.getValue().asObject().orElse(JsonObject.empty());
      replicas += count(facts, "replicas");
      available += count(facts, "availableReplicas");
    }
    return new Deployment.There(state, state.equals("successful") && !behind, replicas, available);
  }

  private static long count(JsonObject facts, String key) {
    return facts.get(key).orElse(Json.Null.NULL) instanceof Json.Num(var text)
            && text.matches("[0-9]{1,9}")
        ? Long.parseLong(text)
        : 0;
  }
}
