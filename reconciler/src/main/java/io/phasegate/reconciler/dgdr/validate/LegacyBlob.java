package io.phasegate.reconciler.dgdr.validate;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Set;

/** v1alpha1's free-form profiler settings, of which a v1beta1 profiler is told only a part. */
public final class LegacyBlob {

  /** Settings that reach the profiler, or us; see DgdrTable and ruling 42. */
  private static final Set<String> KNOWN =
      Set.of(
          "sla.ttft",
          "sla.itl",
          "sla.isl",
          "sla.osl",
          "sla.optimizationType",
          "deployment.modelCache.pvcName",
          "deployment.modelCache.modelPathInPvc",
          "deployment.modelCache.pvcMountPath",
          "hardware.numGpusPerNode",
          "hardware.gpuModel",
          "hardware.gpuVramMib",
          "hardware.system");

  private LegacyBlob() {}

  /**
   * What reaches no profiler any more, for the event {@code ProfilingConfigIgnored} (ruling 42):
   * sorted; a key of which nothing is known by itself, of others the dotted paths.
   */
  public static List<String> ignored(JsonObject blob) {
    return Leaves.of(blob, Path.of("")).keySet().stream()
        .filter(path -> !path.isEmpty())
        .filter(path -> !path.keys().getFirst().equals("planner"))
        .filter(path -> !KNOWN.contains(path.toString()))
        .map(path -> isKnownKey(path.keys().getFirst()) ? path.toString() : path.keys().getFirst())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isKnownKey(String key) {
    return KNOWN.stream().anyMatch(path -> path.startsWith(key + "."));
  }
}
