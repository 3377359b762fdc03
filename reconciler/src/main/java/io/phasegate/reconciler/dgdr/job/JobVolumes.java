package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes of the profiling pod and where the profiler sees them: spec/dgdr.md 6.4. */
public final class JobVolumes {

  /** Where results are written. */
  public static final String OUTPUT_DIR = "/data";

  /** Where the base configuration is mounted; whatever its key, it is a file of one name. */
  public static final String CONFIG_DIR = "/config";

  /** Where model weights are mounted unless the request says otherwise. */
  public static final String DEFAULT_MODEL_CACHE = "/opt/model-cache";

  static final String OUTPUT = "profiling-output";
  private static final String CONFIG = "profiling-config";
  private static final String MODEL_CACHE = "model-cache";

  private JobVolumes() {}

  static List<Volume> volumes(JsonObject spec, Slots slots) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(output(slots.outputClaim()));
    modelCacheClaim(spec)
        .map(claim ->
            new VolumeBuilder()
                .withName(MODEL_CACHE)
                .withNewPersistentVolumeClaim(claim, true)
                .build())
        .ifPresent(volumes::add);
    slots.baseConfig().map(JobVolumes::config).ifPresent(volumes::add);
    return volumes;
  }

  /** The mounts of the container that profiles. */
  static List<VolumeMount> mounts(JsonObject spec, Slots slots) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(new VolumeMountBuilder().withName(OUTPUT).withMountPath(OUTPUT_DIR).build());
    if (modelCacheClaim(spec).isPresent()) {
      mounts.add(readOnly(MODEL_CACHE, modelCachePath(spec)));
    }
    if (slots.baseConfig().isPresent()) {
      mounts.add(readOnly(CONFIG, CONFIG_DIR));
    }
    return mounts;
  }

  /** The claim with model weights, if the request names one. */
  public static Optional<String> modelCacheClaim(JsonObject spec) {
    return spec.textAt("modelCache.pvcName").filter(claim -> !claim.isEmpty());
  }

  /** Where the profiler finds model weights. */
  public static String modelCachePath(JsonObject spec) {
    return spec.textAt("modelCache.pvcMountPath")
        .filter(path -> !path.isEmpty())
        .orElse(DEFAULT_MODEL_CACHE);
  }

  static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  private static Volume output(String claim) {
    var volume = new VolumeBuilder().withName(OUTPUT);
    return claim.isEmpty()
        ? volume.withNewEmptyDir().endEmptyDir().build()
        : volume.withNewPersistentVolumeClaim(claim, null).build();
  }

  private static Volume config(Slots.BaseConfig base) {
    return new VolumeBuilder()
        .withName(CONFIG)
        .withNewConfigMap()
        .withName(base.name())
        .addNewItem()
        .withKey(base.key())
        .withPath(Slots.DEFAULT_KEY)
        .endItem()
        .endConfigMap()
        .build();
  }
}
