package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.job.Hashes;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess;
import io.phasegate.reconciler.dgdr.job.ProfilingJob;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.phase.DgdrPhases;
import io.phasegate.reconciler.dgdr.phase.DgdrStatus;
import io.phasegate.reconciler.dgdr.phase.Observed;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Start;
import io.phasegate.reconciler.dgdr.phase.Phase;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.dgdr.validate.LegacyBlob;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.resource.Ownership;
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

  private final DgdrSettings settings;
  private final LegacyOverrides legacy;
  private final JobProgress progress;
  private final DeploymentState deployment;

  Interpretation(DgdrSettings settings, LegacyOverrides legacy) {
    this.settings = settings;
    this.legacy = legacy;
    var generator = new DeploymentGenerator(legacy);
    this.progress = new JobProgress(generator);
    this.deployment = new DeploymentState(generator);
  }

  Observed of(Request<DynamoGraphDeploymentRequest> request, Seen seen) {
    var status = new DgdrStatus(request.resource().getStatus());
    Optional<Phase> phase = Phase.of(status.phase());
    Optional<Observed.Elsewhere> elsewhere =
        rival(request).or(() -> foreignJob(request, phase, seen));
    if (elsewhere.isPresent() && phase.filter(Phase.FAILED::equals).isEmpty()) {
      return elsewhere.get();
    }
    if (phase.isEmpty()) {
      return new Observed.UnknownPhase(status.phase());
    }
    Acceptance acceptance = acceptance(request, status, seen);
    return switch (phase.get()) {
      case PENDING -> pending(request, status, seen);
      case PROFILING -> new Observed.Profiling(acceptance, progress.of(request, acceptance, seen));
      case READY -> new Observed.Ready(acceptance);
      case DEPLOYING ->
          new Observed.Deploying(acceptance, deployment.of(request, acceptance, seen));
      case DEPLOYED -> new Observed.Deployed(acceptance, deployment.of(request, acceptance, seen));
      case FAILED -> new Observed.Failed();
    };
  }

  private static Optional<Observed.Elsewhere> rival(Request<DynamoGraphDeploymentRequest> request) {
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
        .findFirst()
        .map(why -> new Observed.Elsewhere(Observed.Sign.STATUS, why));
  }

  /** One of an earlier request of this name is none: the garbage collector has yet to find it. */
  private static Optional<Observed.Elsewhere> foreignJob(
      Request<DynamoGraphDeploymentRequest> request, Optional<Phase> phase, Seen seen) {
    boolean profiling = phase.filter(Phase.PROFILING::equals).isPresent();
    return seen.job()
        .value()
        .filter(job -> !Ownership.isOwnedBy(job, request.resource()))
        .filter(job -> !Ownership.isLeftBehind(job, request.resource()))
        .map(job -> job.getMetadata().getName())
        .map(name ->
            profiling
                ? DgdrPhases.jobOfNoOwner(request.resource(), name)
                : DgdrPhases.foreignJob(name))
        .map(why -> new Observed.Elsewhere(Observed.Sign.JOB, why));
  }

  /** How the spec stands to the accepted one; a Job counts where the request has no note of it. */
  static Acceptance acceptance(
      Request<DynamoGraphDeploymentRequest> request, DgdrStatus status, Seen seen) {
    if (status.observedGeneration() == request.generation()) {
      return Acceptance.UNCHANGED;
    }
    String noted = request.annotation(DgdrNames.ACCEPTED_SPEC_HASH);
    String accepted =
        noted.isEmpty() ? seen.job().value().map(ProfilingJob::acceptedSpec).orElse("") : noted;
    return accepted.equals(Hashes.acceptedSpec(request.resource().getSpec()))
        ? Acceptance.SAME_AGAIN
        : Acceptance.CHANGED;
  }

  private Observed pending(
      Request<DynamoGraphDeploymentRequest> request, DgdrStatus status, Seen seen) {
    var resource = request.resource();
    Validation validation = Validation.of(resource, legacy.deployment(resource), seen.references());
    boolean accepted = Look.isAccepted(request, status);
    Start start = accepted ? start(request, seen, validation) : new Start.NotYet();
    return new Observed.Pending(
        validation, accepted, LegacyBlob.ignored(legacy.profilerBlob(resource)), start);
  }

  /** What an earlier pass has begun goes on, whatever has become of the references since. */
  private Start start(
      Request<DynamoGraphDeploymentRequest> request, Seen seen, Validation validation) {
    var resource = request.resource();
    if (seen.job() instanceof FetchResult.Failed<Job>(_, var error)) {
      return new Start.NotNow(error);
    }
    if (seen.output() instanceof FetchResult.Failed<ConfigMap>(_, var error)) {
      return new Start.NotNow(error);
    }
    Optional<Job> job =
        seen.job().value().filter(found -> Ownership.isOwnedBy(found, request.resource()));
    Optional<ConfigMap> output = seen.output().value();
    if (job.isPresent()) {
      return existing(job.get(), output, resource);
    }
    if (output.filter(found -> JobProgress.isOwnResult(found, resource)).isPresent()) {
      return new Start.Already();
    }
    return validation instanceof Validation.Valid valid
        ? create(request, seen, valid, output)
        : new Start.NotYet();
  }

  private Start create(
      Request<DynamoGraphDeploymentRequest> request,
      Seen seen,
      Validation.Valid valid,
      Optional<ConfigMap> output) {
    return switch (ProfilerAccess.of(request.namespace(), settings.job(), seen.access())) {
      case ProfilerAccess.NotNow(var why) -> new Start.NotNow(why);
      case ProfilerAccess.ToGrant(var changes) -> new Start.Grant(changes);
      case ProfilerAccess.Enough _ -> {
        JsonObject told = valid.hardware().in(request.resource().getSpec());
        yield new Start.Create(ProfilingJob.draft(request.resource(), told, settings), output);
      }
    };
  }

  /** Its own note counts: what another edit has left on the request may be newer than the Job. */
  private static Start existing(
      Job job, Optional<ConfigMap> output, DynamoGraphDeploymentRequest request) {
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return new Start.NotNow(
          CategorizedError.infrastructure(
              "BeingDeleted",
              "Job %s is still being deleted".formatted(job.getMetadata().getName())));
    }
    String madeOf = ProfilingJob.acceptedSpec(job);
    return madeOf.isEmpty() || madeOf.equals(Hashes.acceptedSpec(request.getSpec()))
        ? new Start.Already()
        : new Start.Replace(job, output);
  }
}
