package io.phasegate.reconciler.aim.child;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.aim.size.Amount;
import io.phasegate.reconciler.engine.resource.LabelValue;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The volume that a model is downloaded into. Made once: neither class nor size can change. */
public final class CacheClaim {

  private CacheClaim() {}

  /** The claim, with room for a model of so many bytes. */
  public static PersistentVolumeClaim of(
      AimArtifact artifact, RuntimeConfig config, ArtifactSettings settings, long modelBytes) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(AimNames.claim(artifact))
        .withLabels(labels(artifact))
        .endMetadata()
        .withNewSpec()
        .withAccessModes(settings.accessMode())
        .withStorageClassName(storageClass(artifact, config))
        .withNewResources()
        .addToRequests("storage", Amount.volume(modelBytes, config.headroomPercent()))
        .endResources()
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(AimArtifact artifact) {
    Map<String, String> own =
        Objects.requireNonNullElse(artifact.getMetadata().getLabels(), Map.of());
    Map<String, String> labels = new TreeMap<>();
    labels.put(AimNames.CACHE_NAME, LabelValue.of(artifact.getMetadata().getName()));
    labels.put(AimNames.SOURCE_MODEL, AimNames.sourceLabel(artifact.getSpec().sourceUri()));
    if ("true".equals(own.get(AimNames.TEMPLATE_CREATED))) {
      labels.put(AimNames.CACHE_TYPE, "template-cache");
    }
    return labels;
  }

  /** The artifact's, else the config's, else none: then the cluster chooses. */
  @SuppressWarnings(
      "NullAway") // The builder takes null for absent, and has no other way to say so.
  private static String storageClass(AimArtifact artifact, RuntimeConfig config) {
    String own = artifact.getSpec().storageClassName();
    String chosen = own.isEmpty() ? config.storageClass() : own;
    return chosen.isEmpty() ? null : chosen;
  }

  /** What a claim asks for, for instance {@code 10Gi}; empty when it does not say. */
  public static String requested(PersistentVolumeClaim claim) {
    var resources = claim.getSpec() == null ? null : claim.getSpec().getResources();
    var requests = resources == null ? null : resources.getRequests();
    var storage = requests == null ? null : requests.get("storage");
    return storage == null ? "" : storage.toString();
  }
}
