package io.phasegate.reconciler.aim;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.resource.AimRuntimeConfig;
import io.phasegate.reconciler.aim.resource.ArtifactSpec;
import io.phasegate.reconciler.aim.resource.ArtifactStatus;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.stage.MemoryCluster;
import io.phasegate.reconciler.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The life of one artifact: the test plays kubelet, Job controller, provisioner and user. */
final class Life {

  static final String UID = "11111111-2222-3333-4444-555555555555";
  static final String CLAIM = "tiny-cache-16b81fda";
  static final String CHECK = "tiny-check-size-16b81fda";
  static final String DOWNLOAD = "tiny-download-16b81fda";
  static final String BINDING = "aim-engine-artifact-status-updater";
  static final String GIBIBYTE_OUTPUT = "{\"url\":\"hf://acme/tiny\",\"sizeBytes\":1073741824}";

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  final Stage<AimArtifact, ArtifactStatus> stage;
  final MemoryCluster cluster;
  private int pods;

  private Life(AimArtifact artifact, ArtifactSettings settings) {
    this.stage = Stage.of(new ArtifactKind(settings), artifact);
    this.cluster = stage.cluster();
  }

  /** Of an artifact with these lines in its spec, beside where the model is. */
  static Life of(String spec) {
    return of(artifact(spec));
  }

  static Life of(AimArtifact artifact) {
    return new Life(artifact, ArtifactSettings.defaults());
  }

  static Life of(AimArtifact artifact, ArtifactSettings settings) {
    return new Life(artifact, settings);
  }

  static Life sized() {
    return of("size: 1Gi");
  }

  static AimArtifact artifact(String spec) {
    var artifact = new AimArtifact();
    artifact.setMetadata(
        new ObjectMetaBuilder()
            .withName("tiny")
            .withNamespace("team-a")
            .withUid(UID)
            .withGeneration(1L)
            .build());
    artifact.setSpec(spec(spec));
    return artifact;
  }

  private static ArtifactSpec spec(String lines) {
    return YAML.unmarshal("sourceUri: hf://acme/tiny\n" + lines, ArtifactSpec.class);
  }

  static AimRuntimeConfig config(String name, String spec) {
    var config = new AimRuntimeConfig();
    config.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("team-a").build());
    config.setSpec(YAML.unmarshal(spec, ObjectNode.class));
    return config;
  }

  Outcome pass() {
    return stage.pass();
  }

  Outcome settle() {
    return stage.settle();
  }

  Life edits(String spec) {
    stage.edit(artifact -> {
      artifact.setSpec(spec(spec));
      artifact.getMetadata().setGeneration(artifact.getMetadata().getGeneration() + 1);
    });
    return this;
  }

  // The downloading Pod

  static ArtifactStatus progress(ArtifactStatus status, int percentage) {
    return status
        .with("progress", "percentage", IntNode.valueOf(percentage))
        .with("progress", "totalBytes", LongNode.valueOf(1 << 30));
  }

  Life reportsProgress(int percentage) {
    stage.edit(artifact -> artifact.setStatus(progress(artifact.getStatus(), percentage)));
    return this;
  }

  // The Job controller

  Job job(String name) {
    return cluster.the(Job.class, name);
  }

  Life jobEnds(String name, String condition, String reason, String message) {
    cluster.holds(
        new JobBuilder(job(name))
            .withNewStatus()
            .addNewCondition()
            .withType(condition)
            .withStatus("True")
            .withReason(reason)
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build());
    return this;
  }

  Life completes(String name) {
    return jobEnds(name, "Complete", "", "");
  }

  Life exhausted(String name) {
    return jobEnds(name, "Failed", "BackoffLimitExceeded", "Job has reached its backoff limit");
  }

  /** The Job's next Pod, a minute after the one before, with this status. */
  Pod pod(String job, PodStatus status) {
    stage.later(Duration.ofMinutes(1));
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(job + "-" + ++pods)
            .withNamespace("team-a")
            .withLabels(Map.of(AimNames.CACHE_NAME, "tiny", "job-name", job))
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withKind("Job")
                    .withName(job)
                    .withUid(job(job).getMetadata().getUid())
                    .build())
            .endMetadata()
            .withStatus(status)
            .build();
    cluster.holds(pod);
    return cluster.the(Pod.class, pod.getMetadata().getName());
  }

  Pod becomes(Pod pod, PodStatus status) {
    cluster.holds(new PodBuilder(pod).withStatus(status).build());
    return cluster.the(Pod.class, pod.getMetadata().getName());
  }

  Pod failedPod(String job, int exitCode, String reason, String... log) {
    Pod pod = pod(job, failed(exitCode, reason));
    cluster.logs(pod.getMetadata().getName(), log);
    return pod;
  }

  /** The check-size Job is done, and its Pod has printed this. */
  Life checked(String output) {
    Pod pod = pod(CHECK, phase("Succeeded"));
    cluster.logs(pod.getMetadata().getName(), "asking hf.co", output);
    return completes(CHECK);
  }

  static PodStatus phase(String phase) {
    return new PodStatusBuilder().withPhase(phase).build();
  }

  static PodStatus running() {
    return new PodStatusBuilder()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .build();
  }

  static PodStatus waiting(String reason, String message) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build();
    return container("Pending", state);
  }

  static PodStatus failed(int exitCode, String reason) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(reason)
            .endTerminated()
            .build();
    return container("Failed", state);
  }

  private static PodStatus container(String phase, ContainerState state) {
    return new PodStatusBuilder()
        .withPhase(phase)
        .addNewContainerStatus()
        .withName("model-download")
        .withImage("downloader:1")
        .withState(state)
        .endContainerStatus()
        .build();
  }

  // The provisioner

  PersistentVolumeClaim claim() {
    return cluster.the(PersistentVolumeClaim.class, CLAIM);
  }

  Life claimIs(String phase) {
    cluster.holds(
        new PersistentVolumeClaimBuilder(claim())
            .withNewStatus()
            .withPhase(phase)
            .endStatus()
            .build());
    return this;
  }

  // From here to there

  /** Sized, and the download Job is there; its volume is bound. */
  Life downloading() {
    settle();
    claimIs("Bound");
    settle();
    job(DOWNLOAD);
    return this;
  }

  Life ready() {
    downloading().reportsProgress(100).completes(DOWNLOAD).settle();
    return this;
  }

  List<String> conditions() {
    return stage.status().conditions().stream()
        .map(each -> "%s %s/%s".formatted(each.type(), each.status().word(), each.reason()))
        .toList();
  }
}
