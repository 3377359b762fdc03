package io.phasegate.demo;

import io.phasegate.cli.ManifestFile;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.output.SubPhase;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What every stage has before the play begins, and what its profiler is going to pretend. */
final class Scenery {

  /** The one node. */
  static final String NODE = "node-1";

  private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

  private static final String GPUS =
      """
      {"metadata": {"labels": {
        "nvidia.com/gpu.count": "8",
        "nvidia.com/gpu.product": "NVIDIA-H200",
        "nvidia.com/gpu.memory": "143771"}}}
      """;

  private Scenery() {}

  /**
   * Says of the node that it has GPUs, and brings the role of profiling Pods.
   *
   * @param api where the node is there already
   * @param manifests those that we ship
   */
  static void set(ApiClient api, Path manifests) throws IOException {
    api.patch("/api/v1/nodes/" + NODE, ApiClient.MERGE_PATCH, GPUS).orThrow();
    api.create(ROLES, read(manifests.resolve("components/dgdr/profiling-clusterrole.yaml")))
        .orThrow();
  }

  /** The first object of a manifest of ours. */
  static JsonObject read(Path manifest) {
    return ManifestFile.read(manifest.toString(), System.in).manifests().getFirst().object();
  }

  /** The steps of profiling between its beginning and its result. */
  static List<String> profilerSteps() {
    return Stream.of(SubPhase.values())
        .filter(step -> step != SubPhase.INITIALIZING && step != SubPhase.DONE)
        .map(SubPhase::word)
        .toList();
  }
}
