package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.aim.child.ArtifactJobs;
import io.phasegate.reconciler.aim.config.RuntimeConfigs;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimClusterRuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.resource.AimRuntimeConfig;
import io.phasegate.reconciler.aim.resource.ArtifactStatus;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.DecoratedKind;
import io.phasegate.reconciler.engine.kind.Next.Revisit;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.kind.Watch;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Artifacts on the engine. */
public final class ArtifactKind
    implements DecoratedKind<AimArtifact, ArtifactStatus, Seen, Observed> {

  /** Progress is written into the status by the Pod, and wakes nobody up. */
  private static final Duration WHILE_PROGRESSING = Duration.ofSeconds(10);

  /** That a volume cannot be made or mounted is told in events alone, and they wake nobody up. */
  private static final Duration WHILE_PENDING = Duration.ofMinutes(1);

  private final ArtifactSettings settings;
  private final ArtifactJobs jobs;

  public ArtifactKind(ArtifactSettings settings) {
    this.settings = settings;
    this.jobs = new ArtifactJobs(settings);
  }

  @Override
  public KindIdentity identity() {
    return KindIdentity.of(AimNames.DOMAIN, "artifact");
  }

  @Override
  public ConditionedStatus<AimArtifact, ArtifactStatus> statusShape() {
    return new Shape();
  }

  @Override
  public Seen fetch(ResourceReader reader, Request<AimArtifact> request) {
    return new Look(reader, request.resource(), settings).look();
  }

  @Override
  public Observed compose(Request<AimArtifact> request, Seen fetched) {
    return new Interpretation(jobs, request.resource(), fetched).observed();
  }

  @Override
  public Plan plan(Request<AimArtifact> request, Observed seen) {
    return new ArtifactPlan(jobs, request.resource(), seen).plan();
  }

  @Override
  public List<ComponentHealth> health(
      Request<AimArtifact> request, Observed seen, Inspection inspection) {
    return new ArtifactHealth(request.resource(), seen, inspection).components();
  }

  @Override
  public ArtifactStatus decorate(
      Request<AimArtifact> request,
      ArtifactStatus status,
      Conditions conditions,
      Observed seen,
      ApplyReport report) {
    return new Decoration(request.resource(), seen, conditions).on(status);
  }

  @Override
  public Revisit revisit(ComponentState root) {
    return switch (root) {
      case PROGRESSING -> new Revisit.After(WHILE_PROGRESSING);
      case PENDING -> new Revisit.After(WHILE_PENDING);
      case READY, RUNNING, STARTING, DEGRADED, NOT_AVAILABLE, FAILED -> new Revisit.OnEvent();
    };
  }

  @Override
  public Map<String, Set<String>> statusEnums() {
    return Map.of(
        statusShape().wordPath(), words().written(), "mode", Set.of("Dedicated", "Shared"));
  }

  @Override
  public String phaseOf(AimArtifact artifact) {
    return artifact.getStatus().word();
  }

  @Override
  public List<Watch<?>> watches() {
    List<Watch<?>> watches = new ArrayList<>();
    watches.add(Watch.children(PersistentVolumeClaim.class));
    watches.add(Watch.children(Job.class));
    watches.add(pods());
    watches.add(
        Watch.referredTo(AimRuntimeConfig.class, AimArtifact.class, RuntimeConfigs::isMeant));
    if (settings.readsClusterConfigs()) {
      watches.add(
          Watch.referredTo(
              AimClusterRuntimeConfig.class, AimArtifact.class, RuntimeConfigs::isMeant));
    }
    return watches;
  }

  /** Pods are owned by Jobs and not by us, so the label tells; only their status counts. */
  private static Watch<Pod> pods() {
    return Watch.<Pod>of(
            Pod.class,
            AimNames.CACHE_NAME,
            pod ->
                Set.of(
                    new Watch.Primary(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getLabels().getOrDefault(AimNames.CACHE_NAME, ""))))
        .onlyIf((before, after) -> !Objects.equals(before.getStatus(), after.getStatus()));
  }

  /** The status as a tree within the object. */
  private record Shape() implements ConditionedStatus<AimArtifact, ArtifactStatus> {

    @Override
    public ArtifactStatus read(AimArtifact artifact) {
      return artifact.getStatus();
    }

    @Override
    public AimArtifact with(AimArtifact artifact, ArtifactStatus status) {
      AimArtifact copy = Copies.copy(artifact);
      copy.setStatus(status);
      return copy;
    }

    @Override
    public List<StatusCondition> conditions(ArtifactStatus status) {
      return status.conditions();
    }

    @Override
    public String word(ArtifactStatus status) {
      return status.word();
    }

    @Override
    public ArtifactStatus with(
        ArtifactStatus status, List<StatusCondition> conditions, String word, long generation) {
      return status.with(conditions, word, generation);
    }
  }
}
