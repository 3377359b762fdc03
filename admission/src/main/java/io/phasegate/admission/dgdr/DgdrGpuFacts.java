package io.phasegate.admission.dgdr;

import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import java.util.stream.Stream;

/**
 * What a request says about its GPUs, and whether it must (A7, B2). An operator that looks after
 * all namespaces may look at nodes; one that is confined to some may do so only where discovery is
 * on. Else somebody has to say it: in v1beta1's {@code hardware}, or in v1alpha1's settings, which
 * count in v1beta1 as well when they are saved there (ruling 42).
 */
final class DgdrGpuFacts {

  static final String CONFIG = "spec.profilingConfig.config";
  static final String MIN_GPUS = CONFIG + ".engine.minNumGpusPerEngine";
  static final String MAX_GPUS = CONFIG + ".engine.maxNumGpusPerEngine";
  static final String IN_CONFIG = CONFIG + ".hardware";
  static final String ON_HUB = "spec.hardware";

  /** The condition as people read it. */
  static final String WHEN =
      "the webhook runs with --namespaces and --gpu-discovery false, and the GPUs are not"
          + " described";

  private DgdrGpuFacts() {}

  /** True when facts are needed and neither version's fields have any. */
  static boolean areMissing(Subject request) {
    return mustBeGiven(request.settings())
        && request.has("spec")
        && !areIn(request)
        && request.elsewhere().filter(DgdrGpuFacts::areIn).isEmpty();
  }

  private static boolean mustBeGiven(Settings settings) {
    return !settings.namespaces().isEmpty() && !settings.gpuDiscovery();
  }

  private static boolean areIn(Subject request) {
    boolean config =
        Stream.of("gpuModel", "gpuVramMib", "numGpusPerNode")
            .anyMatch(key -> request.has(IN_CONFIG + "." + key));
    boolean engine = request.isPositive(MIN_GPUS) && request.isPositive(MAX_GPUS);
    boolean hub =
        !request.isUnset(ON_HUB + ".gpuSku")
            || request.has(ON_HUB + ".vramMb")
            || request.has(ON_HUB + ".numGpusPerNode");
    return config || engine || hub;
  }
}
