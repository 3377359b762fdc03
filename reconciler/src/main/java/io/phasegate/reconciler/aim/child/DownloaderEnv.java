package io.phasegate.reconciler.aim.child;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.Env;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of the Jobs: what the Job says, under the config's, under the artifact's. */
public final class DownloaderEnv {

  static final String CACHE = "/cache";

  private DownloaderEnv() {}

  /** What the config and the artifact give to both Jobs. */
  public static List<EnvVar> shared(AimArtifact artifact, RuntimeConfig config) {
    return overlaid(config.env().variables(), Env.of(artifact.getSpec().env()).variables());
  }

  /** All variables of the download Job. */
  static List<EnvVar> download(AimArtifact artifact, RuntimeConfig config, long modelBytes) {
    return overlaid(
        List.of(
            literal("AIM_DOWNLOADER_PROTOCOL", "XET,HF_TRANSFER"),
            literal("TMPDIR", "/tmp/"),
            literal("HF_HOME", "/tmp/.hf"),
            literal("EXPECTED_SIZE_BYTES", Long.toString(modelBytes)),
            literal("MOUNT_PATH", CACHE),
            literal("ARTIFACT_NAME", artifact.getMetadata().getName()),
            literal("ARTIFACT_NAMESPACE", artifact.getMetadata().getNamespace()),
            literal("STALL_TIMEOUT", "120"),
            literal("TARGET_DIR", CACHE)),
        shared(artifact, config));
  }

  private static EnvVar literal(String name, String value) {
    return new EnvVar(name, value, null);
  }

  /** The lower ones in their order, each replaced where the upper ones have its name. */
  private static List<EnvVar> overlaid(List<EnvVar> lower, List<EnvVar> upper) {
    Map<String, EnvVar> all = new LinkedHashMap<>();
    lower.forEach(each -> all.put(each.getName(), each));
    upper.forEach(each -> all.put(each.getName(), each));
    return new ArrayList<>(all.values());
  }
}
