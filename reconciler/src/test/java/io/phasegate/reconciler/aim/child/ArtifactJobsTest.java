package io.phasegate.reconciler.aim.child;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.resource.ArtifactSpec;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The two Jobs and the claim, field by field: spec/engine.md 8.6. */
class ArtifactJobsTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final ArtifactSettings SETTINGS = ArtifactSettings.defaults();
  private static final ArtifactJobs JOBS = new ArtifactJobs(SETTINGS);

  private static AimArtifact artifact(String spec) {
    var artifact = new AimArtifact();
    artifact.setMetadata(
        new ObjectMetaBuilder().withName("tiny").withNamespace("team-a").withUid("u").build());
    artifact.setSpec(YAML.unmarshal("sourceUri: hf://acme/tiny\n" + spec, ArtifactSpec.class));
    return artifact;
  }

  private static RuntimeConfig config(String yaml) {
    return new RuntimeConfig(YAML.unmarshal(yaml, ObjectNode.class));
  }

  private static PersistentVolumeClaim claim() {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("tiny-cache-x")
        .withUid("claim-1")
        .endMetadata()
        .build();
  }

  private static Map<String, String> env(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }

  @Test
  void downloadJobFillsTheClaimAsAnUnprivilegedUser() {
    Job job = JOBS.download(artifact(""), RuntimeConfig.none(), claim(), 123);

    var pod = job.getSpec().getTemplate().getSpec();
    assertThat(job.getSpec().getBackoffLimit()).isEqualTo(2);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(600);
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(1000L);
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getVolumes())
        .singleElement()
        .satisfies(volume ->
            assertThat(volume.getPersistentVolumeClaim().getClaimName()).isEqualTo("tiny-cache-x"));
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(container -> {
          assertThat(container.getName()).isEqualTo("model-download");
          assertThat(container.getArgs()).containsExactly("hf://acme/tiny");
          assertThat(container.getImage()).isEqualTo(SETTINGS.downloadImage());
          assertThat(container.getVolumeMounts())
              .singleElement()
              .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/cache"));
        });
    assertThat(job.getMetadata().getAnnotations()).containsEntry(AimNames.CACHE_UID, "claim-1");
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry(AimNames.CACHE_NAME, "tiny")
        .containsEntry(AimNames.COMPONENT, "download");
  }

  @Test
  void checkSizeJobRunsTheScriptAndGoesAfterFiveMinutes() {
    Job job = JOBS.checkSize(artifact("modelDownloadImage: own:1"), RuntimeConfig.none());

    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(300);
    assertThat(job.getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(container -> {
          assertThat(container.getName()).isEqualTo("check-size");
          assertThat(container.getCommand()).containsExactly("/check-size.sh");
          assertThat(container.getImage()).isEqualTo("own:1");
          assertThat(container.getEnv()).isEmpty();
        });
  }

  @Test
  void artifactsVariablesLieOverTheConfigsAndThoseOverTheJobs() {
    Job job =
        JOBS.download(
            artifact("env: [{name: B, value: own}, {name: STALL_TIMEOUT, value: '7'}]"),
            config("env: [{name: A, value: shared}, {name: B, value: shared}]"),
            claim(),
            123);

    assertThat(env(job))
        .containsEntry("A", "shared")
        .containsEntry("B", "own")
        .containsEntry("STALL_TIMEOUT", "7")
        .containsEntry("EXPECTED_SIZE_BYTES", "123")
        .containsEntry("MOUNT_PATH", "/cache")
        .containsEntry("ARTIFACT_NAMESPACE", "team-a");
  }

  @Test
  void downloaderIsToldAllThatSpecificationLists() {
    Job job = JOBS.download(artifact(""), RuntimeConfig.none(), claim(), 123);

    assertThat(env(job))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "AIM_DOWNLOADER_PROTOCOL", "XET,HF_TRANSFER",
                "TMPDIR", "/tmp/",
                "HF_HOME", "/tmp/.hf",
                "EXPECTED_SIZE_BYTES", "123",
                "MOUNT_PATH", "/cache",
                "ARTIFACT_NAME", "tiny",
                "ARTIFACT_NAMESPACE", "team-a",
                "STALL_TIMEOUT", "120",
                "TARGET_DIR", "/cache"));
  }

  @Test
  void checkSizeJobAndItsPodsCarryTheLabels() {
    Job job = JOBS.checkSize(artifact(""), RuntimeConfig.none());

    Map<String, String> labels =
        Map.of(
            AimNames.CACHE_NAME, "tiny",
            AimNames.CACHE_TYPE, "artifact",
            AimNames.COMPONENT, "check-size");
    assertThat(job.getMetadata().getLabels()).isEqualTo(labels);
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels()).isEqualTo(labels);
  }

  @Test
  void claimSaysWhatItHoldsAndForWhom() {
    var ownArtifact = artifact("");
    var ofTemplate = artifact("");
    ofTemplate.getMetadata().setLabels(Map.of(AimNames.TEMPLATE_CREATED, "true"));

    assertThat(labels(ownArtifact))
        .isEqualTo(Map.of(AimNames.CACHE_NAME, "tiny", AimNames.SOURCE_MODEL, "acme-tiny"));
    assertThat(labels(ofTemplate)).containsEntry(AimNames.CACHE_TYPE, "template-cache");
  }

  private static Map<String, String> labels(AimArtifact artifact) {
    return CacheClaim.of(artifact, RuntimeConfig.none(), SETTINGS, 1).getMetadata().getLabels();
  }

  @Test
  void podsOfTheNamespaceMayReportProgress() {
    var binding = StatusAccess.in("team-a", SETTINGS);

    assertThat(binding.getRoleRef().getKind()).isEqualTo("ClusterRole");
    assertThat(binding.getRoleRef().getName()).isEqualTo("aim-engine-artifact-status-updater");
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> {
          assertThat(subject.getKind()).isEqualTo("ServiceAccount");
          assertThat(subject.getName()).isEqualTo("default");
          assertThat(subject.getNamespace()).isEqualTo("team-a");
        });
  }

  @Test
  void fingerprintTellsTwoImagesApartAndNothingElse() {
    Job one = JOBS.checkSize(artifact(""), RuntimeConfig.none());
    Job same = JOBS.checkSize(artifact("modelId: acme/tiny"), RuntimeConfig.none());
    Job other = JOBS.checkSize(artifact("modelDownloadImage: own:1"), RuntimeConfig.none());

    assertThat(madeFrom(one)).hasSize(16).isEqualTo(madeFrom(same)).isNotEqualTo(madeFrom(other));
  }

  private static String madeFrom(Job job) {
    return job.getMetadata().getAnnotations().getOrDefault(AimNames.MADE_FROM, "");
  }

  @Test
  void claimIsOfTheChosenClassAndAccessMode() {
    var byConfig =
        CacheClaim.of(
            artifact(""), config("storage: {defaultStorageClassName: slow}"), SETTINGS, 1 << 30);
    var own =
        CacheClaim.of(
            artifact("storageClassName: fast"),
            config("storage: {defaultStorageClassName: slow}"),
            SETTINGS.withAccessMode("ReadWriteOnce"),
            1 << 30);
    var clusters = CacheClaim.of(artifact(""), RuntimeConfig.none(), SETTINGS, 1 << 30);

    assertThat(byConfig.getSpec().getStorageClassName()).isEqualTo("slow");
    assertThat(byConfig.getSpec().getAccessModes()).isEqualTo(List.of("ReadWriteMany"));
    assertThat(own.getSpec().getStorageClassName()).isEqualTo("fast");
    assertThat(own.getSpec().getAccessModes()).isEqualTo(List.of("ReadWriteOnce"));
    assertThat(clusters.getSpec().getStorageClassName()).isNull();
    assertThat(CacheClaim.requested(clusters)).isEqualTo("2Gi");
  }
}
