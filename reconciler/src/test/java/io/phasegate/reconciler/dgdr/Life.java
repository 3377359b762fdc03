package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.phase.DgdrStatus;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.pass.Engine;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.pass.Ports;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.resource.Ownership;
import io.phasegate.reconciler.engine.status.StatusWriter;
import io.phasegate.reconciler.stage.MemoryCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The life of one request on the engine, before a cluster in memory: the test plays the user, the
 * Job's controller, the profiler and the deployment's operator.
 */
final class Life {

  /** Hardware that spares a look at nodes. */
  static final String HARDWARE = "hardware: {gpuSku: h100_sxm, vramMb: 81920, numGpusPerNode: 8}\n";

  private static final LegacyOverrides LEGACY = LegacyOverrides.create();
  private static final int MANY = 20;

  final MemoryCluster cluster = new MemoryCluster(() -> now());
  private final List<Notice> notices = new ArrayList<>();
  private final DgdrSettings settings;
  private final String name;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private StatusWriter.Result onStatusWrite = new StatusWriter.Result.Written();
  private int statusWrites;

  private Life(DynamoGraphDeploymentRequest request, DgdrSettings settings) {
    this.name = request.getMetadata().getName();
    this.settings = settings;
    cluster.holds(request);
    cluster.holds(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(settings.job().clusterRole())
            .endMetadata()
            .build());
  }

  /** Of the small request with hardware and this in its spec. */
  static Life of(String specYaml) {
    return of(Requests.with(HARDWARE + specYaml));
  }

  static Life of(DynamoGraphDeploymentRequest request) {
    return new Life(request, DgdrSettings.defaults());
  }

  static Life of(DynamoGraphDeploymentRequest request, DgdrSettings settings) {
    return new Life(request, settings);
  }

  /** One pass. */
  Outcome pass() {
    var ports =
        new Ports<DynamoGraphDeploymentRequest>(
            cluster,
            Inspection.none(),
            cluster,
            this::write,
            (_, notice) -> notices.add(notice),
            _ -> {},
            () -> now);
    return new Engine<>(new DgdrKind(settings, LEGACY), ports).run(request());
  }

  private StatusWriter.Result write(DynamoGraphDeploymentRequest changed) {
    if (onStatusWrite instanceof StatusWriter.Result.Written) {
      statusWrites++;
      cluster.holds(changed);
    }
    return onStatusWrite;
  }

  /** Passes until nothing is left to do at once. */
  Outcome settle() {
    Outcome outcome = pass();
    for (int i = 0; outcome instanceof Outcome.AgainAtOnce; i++) {
      if (i > MANY) {
        throw new AssertionError("it never comes to rest: " + outcome);
      }
      outcome = pass();
    }
    return outcome;
  }

  private Instant now() {
    return now;
  }

  Life later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** What becomes of status writes from now on. */
  Life onStatusWrite(StatusWriter.Result result) {
    onStatusWrite = result;
    return this;
  }

  int statusWrites() {
    return statusWrites;
  }

  DynamoGraphDeploymentRequest request() {
    return cluster.the(DynamoGraphDeploymentRequest.class, name);
  }

  DgdrStatus status() {
    return new DgdrStatus(request().getStatus());
  }

  String phase() {
    return status().phase();
  }

  /** {@code False/ProfilingFailed}. */
  String said(String type) {
    return status()
        .condition(type)
        .map(each -> each.status().word() + "/" + each.reason())
        .orElse("");
  }

  String message(String type) {
    return status().condition(type).map(StatusCondition::message).orElse("");
  }

  /** The reasons of all events so far. */
  List<String> told() {
    return notices.stream().map(Notice::reason).toList();
  }

  /** The messages of the events with this reason. */
  List<String> told(String reason) {
    return notices.stream()
        .filter(notice -> notice.reason().equals(reason))
        .map(Notice::message)
        .toList();
  }

  // The user

  /** Edits the spec as an API server without our admission would let it pass. */
  Life edits(String specYaml) {
    var request = Copies.copy(request());
    JsonObject spec = request.getSpec();
    for (var field : Requests.tree(specYaml).entries()) {
      spec = spec.with(field.getKey(), field.getValue());
    }
    request.setSpec(spec);
    request.getMetadata().setGeneration(request.getMetadata().getGeneration() + 1);
    cluster.holds(request);
    return this;
  }

  Life changes(Consumer<DynamoGraphDeploymentRequest> edit) {
    var request = Copies.copy(request());
    edit.accept(request);
    cluster.holds(request);
    return this;
  }

  // The Job's controller

  Job job() {
    return cluster.the(Job.class, DgdrNames.job(name));
  }

  Life jobEnds(String condition, String reason, String message) {
    cluster.holds(
        new JobBuilder(job())
            .withNewStatus()
            .addNewCondition()
            .withType(condition)
            .withStatus("True")
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(now.toString())
            .endCondition()
            .endStatus()
            .build());
    return this;
  }

  Life jobCompletes() {
    return jobEnds("Complete", "", "");
  }

  /** A pod of the Job that failed; its message may be empty. */
  Pod failedPod(int exitCode, String reason, String message) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("profile-pod")
            .withNamespace(request().getMetadata().getNamespace())
            .addToLabels(DgdrNames.NAME_LABEL, DgdrNames.label(name))
            .addToLabels("job-name", DgdrNames.job(name))
            .endMetadata()
            .withNewStatus()
            .withPhase("Failed")
            .addNewContainerStatus()
            .withName("profiler")
            .withNewState()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(reason)
            .withMessage(message)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    cluster.holds(pod);
    return pod;
  }

  // The profiler and its sidecar

  ConfigMap output(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(DgdrNames.output(name))
        .withNamespace(request().getMetadata().getNamespace())
        .withLabels(DgdrNames.labels(request().getMetadata().getNamespace(), name))
        .withOwnerReferences(Ownership.referenceTo(request()))
        .endMetadata()
        .withData(data)
        .build();
  }

  Life publishes(Map<String, String> data) {
    cluster.holds(output(data));
    return this;
  }

  /** A good end with these manifests. */
  Life publishes(String manifests) {
    return publishes(Map.of("profiler_status", "success", "final_config.yaml", manifests));
  }

  /** From nothing to a running Job. */
  Life profiling() {
    settle();
    if (!phase().equals("Profiling")) {
      throw new AssertionError("it is not profiling but " + request().getStatus());
    }
    return this;
  }

  /** From nothing to the end of profiling, with a small deployment. */
  Life profiled() {
    profiling().publishes(Manifests.DEPLOYMENT).jobCompletes().settle();
    return this;
  }

  // The deployment's operator

  Life deploymentIs(String state) {
    var deployment = cluster.the(DynamoGraphDeployment.class, name + "-dgd");
    deployment.setStatus(
        Requests.tree(
            """
            state: %s
            services:
              Frontend: {replicas: 1, availableReplicas: 1}
              Worker: {replicas: 2}
            """
                .formatted(state)));
    cluster.holds(deployment);
    return this;
  }

  <T extends HasMetadata> boolean has(Class<T> type, String object) {
    return cluster.find(type, object).isPresent();
  }
}
