package io.phasegate.reconciler.engine.inspect;

import static io.phasegate.reconciler.engine.policy.Deviation.PODS_EXPLAIN_THEIR_JOB;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.phasegate.reconciler.engine.health.HealthInspector;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.List;

/** The inspectors, by what they judge. */
public final class Inspectors {

  private final Profile profile;

  private Inspectors(Profile profile) {
    this.profile = profile;
  }

  /** As production uses them. */
  public static Inspectors standard() {
    return of(Profile.standard());
  }

  /** With other deviations adopted, for tests. */
  public static Inspectors of(Profile profile) {
    return new Inspectors(profile);
  }

  /** A Job; its failure is the user's unless it was evicted. */
  public HealthInspector<Job> job() {
    return new JobInspector(false)::inspect;
  }

  /** A Job whose Pods are reported, too: its failure is theirs to explain (D-23). */
  public HealthInspector<Job> jobExplainedByPods() {
    return new JobInspector(profile.has(PODS_EXPLAIN_THEIR_JOB))::inspect;
  }

  /** A claim. */
  public HealthInspector<PersistentVolumeClaim> persistentVolumeClaim() {
    return new ClaimInspector()::inspect;
  }

  /** The Pods of one workload: images, failures with their logs, what keeps them waiting. */
  public HealthInspector<List<Pod>> pods() {
    return new PodsInspector(profile)::inspect;
  }

  /** A Deployment, by its rollout and its replicas. */
  public HealthInspector<Deployment> deployment() {
    return (deployment, _) -> WorkloadInspector.deployment(deployment);
  }

  /** A StatefulSet, by its rollout and its replicas. */
  public HealthInspector<StatefulSet> statefulSet() {
    return (set, _) -> WorkloadInspector.statefulSet(set);
  }

  /** A Secret that somebody refers to; each of these keys must be in it. */
  public HealthInspector<Secret> secret(String... keys) {
    var inspector = new KeysInspector(List.of(keys));
    return (secret, _) -> inspector.inspect(secret);
  }

  /** A ConfigMap that somebody refers to; each of these keys must be in it. */
  public HealthInspector<ConfigMap> configMap(String... keys) {
    var inspector = new KeysInspector(List.of(keys));
    return (configMap, _) -> inspector.inspect(configMap);
  }

  /** A route: at least one parent must have taken it. */
  public HealthInspector<HTTPRoute> httpRoute() {
    return new RouteInspector(profile)::inspect;
  }
}
