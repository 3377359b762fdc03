package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.job.Hashes;
import io.phasegate.reconciler.dgdr.job.JobDraft;
import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import io.phasegate.reconciler.dgdr.output.SubPhase;
import io.phasegate.reconciler.dgdr.phase.DgdrPhases;
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
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Trees;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.ManualKind;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.kind.Watch;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.StatusShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests on the engine: look, interpret, plan; {@link DgdrPhases} decides the status. */
public final class DgdrKind
    implements ManualKind<DynamoGraphDeploymentRequest, DgdrStatus, Seen, Interpreted>,
        Finalizing<DynamoGraphDeploymentRequest> {

  private final Look look;
  private final Interpretation interpretation;

  public DgdrKind(DgdrSettings settings, LegacyOverrides legacy) {
    this.look = new Look(settings, legacy);
    this.interpretation = new Interpretation(settings, legacy);
  }

  /** With the settings that work for most; reads the CRDs, so make one and keep it. */
  public static DgdrKind create() {
    return new DgdrKind(DgdrSettings.defaults(), LegacyOverrides.create());
  }

  @Override
  public KindIdentity identity() {
    return KindIdentity.of("nvidia.com", "dgdr");
  }

  @Override
  public StatusShape<DynamoGraphDeploymentRequest, DgdrStatus> statusShape() {
    return new Shape();
  }

  @Override
  public Seen fetch(ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    return look.at(reader, request);
  }

  @Override
  public Interpreted compose(Request<DynamoGraphDeploymentRequest> request, Seen fetched) {
    Observed observed = interpretation.of(request, fetched);
    return new Interpreted(
        observed, observed instanceof Observed.Elsewhere ? List.of() : Upkeep.of(request, fetched));
  }

  @Override
  public Plan plan(Request<DynamoGraphDeploymentRequest> request, Interpreted seen) {
    return plan(request, seen.observed()).and(seen.upkeep());
  }

  private static Plan plan(Request<DynamoGraphDeploymentRequest> request, Observed observed) {
    return switch (observed) {
      case Observed.Pending(Validation.Valid _, _, _, Start.Create create) ->
          create.draft() instanceof JobDraft.Ready(var job, _)
              ? profiling(request, create, job)
              : Plan.nothing();
      case Observed.Pending(Validation.Valid _, _, _, Start.Replace(var job, var stale)) ->
          // Its pods hold GPUs, and their sidecar would publish a result of the earlier spec.
          Plan.of(Change.delete(job).dependentsFirst())
              .and(stale.<Change>map(Change::delete).stream().toList());
      case Observed.Pending(Validation.Valid _, _, _, Start.Grant(var changes)) ->
          Plan.nothing().and(changes);
      case Observed.Profiling(_, Progress.Ended(Generation.Generated made, _)) ->
          Plan.nothing()
              .and(
                  made.additional().stream()
                      .<Change>map(each -> Change.create(each).knownBy(signs(request)).bestEffort())
                      .toList());
      case Observed.Deploying(var acceptance, Deployment.ToCreate(var wanted))
          when acceptance == Acceptance.CHANGED || DgdrPhases.autoApply(request) ->
          Plan.of(Change.create(generic(wanted)).shared().knownBy(signs(request)));
      case Observed.Pending _,
          Observed.Profiling _,
          Observed.Ready _,
          Observed.Deploying _,
          Observed.Deployed _,
          Observed.Failed _,
          Observed.UnknownPhase _,
          Observed.Elsewhere _ ->
          Plan.nothing();
    };
  }

  /** By these what came out of a request of this name is known, an earlier one's too (5.9). */
  private static Map<String, String> signs(Request<DynamoGraphDeploymentRequest> request) {
    return DgdrNames.signs(request.namespace(), request.name());
  }

  /** The note of what was accepted is there before the Job that is made of it (ruling 43). */
  private static Plan profiling(
      Request<DynamoGraphDeploymentRequest> request, Start.Create create, Job job) {
    String hash = Hashes.acceptedSpec(request.resource().getSpec());
    Plan plan =
        Plan.of(
            Change.annotate(
                request.resource(), Map.of(DgdrNames.ACCEPTED_SPEC_HASH, hash), Set.of()),
            Change.create(job));
    return create.stale().isPresent() ? plan.and(Change.delete(create.stale().get())) : plan;
  }

  private static GenericKubernetesResource generic(JsonObject tree) {
    try {
      return Trees.as(tree, GenericKubernetesResource.class);
    } catch (Misfit e) {
      throw new IllegalStateException("the generator makes well-formed metadata", e);
    }
  }

  @Override
  public Next<DgdrStatus> next(
      Request<DynamoGraphDeploymentRequest> request, Interpreted seen, ApplyReport report) {
    return DgdrPhases.decide(request, seen.observed(), report);
  }

  /** Only what could not be looked at; what is not as it should be is a phase's business. */
  @Override
  public List<ComponentHealth> health(
      Request<DynamoGraphDeploymentRequest> request, Interpreted seen, Inspection inspection) {
    return switch (seen.observed()) {
      case Observed.Pending(_, _, _, Start.Already _) -> List.of();
      case Observed.Pending(_, _, _, Start.NotNow(var why)) -> List.of(unseen("Job", why));
      case Observed.Pending(Validation.NotNow(var errors), _, _, _) ->
          errors.stream().map(error -> unseen("References", error)).toList();
      case Observed.Profiling(_, Progress.NotNow(var why)) -> List.of(unseen("Job", why));
      case Observed.Deploying(_, Deployment.NotNow(var why)) -> List.of(unseen("Deployment", why));
      case Observed.Deployed(_, Deployment.NotNow(var why)) -> List.of(unseen("Deployment", why));
      case Observed.Pending _,
          Observed.Profiling _,
          Observed.Ready _,
          Observed.Deploying _,
          Observed.Deployed _,
          Observed.Failed _,
          Observed.UnknownPhase _,
          Observed.Elsewhere _ ->
          List.of();
    };
  }

  private static ComponentHealth unseen(String component, CategorizedError why) {
    return ComponentHealth.of(component, Health.failing(why));
  }

  @Override
  public Map<String, Set<String>> statusEnums() {
    return Map.of(
        "phase", words(Phase.values(), Phase::word),
        "profilingPhase", words(SubPhase.values(), SubPhase::word));
  }

  private static <T> Set<String> words(T[] values, Function<T, String> word) {
    return Stream.of(values).map(word).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String phaseOf(DynamoGraphDeploymentRequest request) {
    return new DgdrStatus(request.getStatus()).phase();
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(
        Watch.children(Job.class),
        labelled(Pod.class),
        labelled(ConfigMap.class).keeping(ProfilerOutput::progressOf),
        labelled(DynamoGraphDeployment.class));
  }

  /** All that belongs to a request lives in its namespace; old sidecars label no namespace. */
  private static <T extends HasMetadata> Watch<T> labelled(Class<T> type) {
    return Watch.of(
        type,
        DgdrNames.NAME_LABEL,
        object -> {
          Map<String, String> labels =
              Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
          String name = labels.getOrDefault(DgdrNames.NAME_LABEL, "");
          return name.isEmpty()
              ? Set.of()
              : Set.of(new Watch.Primary(object.getMetadata().getNamespace(), name));
        });
  }

  /** Ruling 44: we write none; one that an earlier operator has left is taken away in the end. */
  @Override
  public String finalizer() {
    return "nvidia.com/finalizer";
  }

  @Override
  public boolean holdsDeletion() {
    return false;
  }

  @Override
  public Cleanup cleanup(ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    return Cleanup.done();
  }

  /** The status as a tree within the object. */
  private record Shape() implements StatusShape<DynamoGraphDeploymentRequest, DgdrStatus> {

    @Override
    public DgdrStatus read(DynamoGraphDeploymentRequest resource) {
      return new DgdrStatus(resource.getStatus());
    }

    @Override
    public DynamoGraphDeploymentRequest with(
        DynamoGraphDeploymentRequest resource, DgdrStatus status) {
      var copy = Copies.copy(resource);
      copy.setStatus(status.tree());
      return copy;
    }

    @Override
    public boolean same(DgdrStatus a, DgdrStatus b) {
      return a.equals(b);
    }
  }
}
