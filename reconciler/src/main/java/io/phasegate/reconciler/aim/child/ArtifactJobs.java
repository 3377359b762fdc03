package io.phasegate.reconciler.aim.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.engine.resource.LabelValue;
import io.phasegate.reconciler.engine.resource.Sha256;
import java.util.Map;

/**
 * The two Jobs (spec/engine.md 8.6). Their Pods are admitted where namespaces demand the restricted
 * standard.
 */
public record ArtifactJobs(ArtifactSettings settings) {

  /** The container of the check-size Job; its log ends in the size. */
  public static final String CHECK_SIZE = "check-size";

  static final String DOWNLOAD = "model-download";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long USER = 1000L;
  private static final int RETRIES = 2;

  /** How long a finished Job stays; for a failed one this is the pause before the next try. */
  private static final int CHECK_SIZE_STAYS = 300;

  private static final int DOWNLOAD_STAYS = 600;

  /** Asks the source how large the model is, and prints it. */
  public Job checkSize(AimArtifact artifact, RuntimeConfig config) {
    Container container =
        container(artifact, CHECK_SIZE)
            .withCommand("/check-size.sh")
            .withEnv(DownloaderEnv.shared(artifact, config))
            .build();
    return job(
        artifact,
        AimNames.checkSizeJob(artifact),
        CHECK_SIZE,
        CHECK_SIZE_STAYS,
        pod(artifact, container),
        Map.of());
  }

  /** Downloads the model into the claim, checks it, and reports progress on the way. */
  public Job download(
      AimArtifact artifact, RuntimeConfig config, PersistentVolumeClaim claim, long modelBytes) {
    Container container =
        container(artifact, DOWNLOAD)
            .withEnv(DownloaderEnv.download(artifact, config, modelBytes))
            .addNewVolumeMount()
            .withName("cache")
            .withMountPath(DownloaderEnv.CACHE)
            .endVolumeMount()
            .build();
    PodSpecBuilder pod =
        pod(artifact, container)
            .withServiceAccountName(settings.serviceAccount())
            .editSecurityContext()
            .withFsGroup(USER)
            .endSecurityContext()
            .addNewVolume()
            .withName("cache")
            .withNewPersistentVolumeClaim(claim.getMetadata().getName(), false)
            .endVolume();
    return job(
        artifact,
        AimNames.downloadJob(artifact),
        "download",
        DOWNLOAD_STAYS,
        pod,
        Map.of(AimNames.CACHE_UID, claim.getMetadata().getUid()));
  }

  private ContainerBuilder container(AimArtifact artifact, String name) {
    String own = artifact.getSpec().modelDownloadImage();
    return new ContainerBuilder()
        .withName(name)
        .withImage(own.isEmpty() ? settings.downloadImage() : own)
        .withImagePullPolicy("IfNotPresent")
        .withArgs(artifact.getSpec().sourceUri())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext();
  }

  private static PodSpecBuilder pod(AimArtifact artifact, Container container) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withImagePullSecrets(artifact.getSpec().imagePullSecrets())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container);
  }

  private static Job job(
      AimArtifact artifact,
      String name,
      String component,
      int stays,
      PodSpecBuilder pod,
      Map<String, String> annotations) {
    Map<String, String> labels =
        Map.of(
            AimNames.CACHE_NAME,
            LabelValue.of(artifact.getMetadata().getName()),
            AimNames.CACHE_TYPE,
            "artifact",
            AimNames.COMPONENT,
            component);
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .withAnnotations(annotations)
            .endMetadata()
            .withNewSpec()
            .withBackoffLimit(RETRIES)
            .withTtlSecondsAfterFinished(stays)
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(labels)
            .endMetadata()
            .withSpec(pod.build())
            .endTemplate()
            .endSpec()
            .build();
    return new JobBuilder(job)
        .editMetadata()
        .addToAnnotations(AimNames.MADE_FROM, fingerprint(job))
        .endMetadata()
        .build();
  }

  /** Tells whether a Job would be another one today; short, because it is only compared. */
  private static String fingerprint(Job job) {
    try {
      return Sha256.of(JSON.writeValueAsString(job.getSpec().getTemplate().getSpec()))
          .substring(0, 16);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every Job can be written as JSON", e);
    }
  }
}
