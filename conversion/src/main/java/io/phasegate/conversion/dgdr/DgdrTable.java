package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.DgdrWitnessed.witnessed;
import static io.phasegate.conversion.table.ConversionTable.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Leaf;
import io.phasegate.conversion.table.Legacy;
import io.phasegate.conversion.table.Slot;

/**
 * DynamoGraphDeploymentRequest, v1alpha1 and v1beta1 (hub). One line per field; each line serves
 * both ways. Source: spec/dgdr.md 3.2 to 3.9, rulings 2, 3 and 24 to 27.
 */
public final class DgdrTable {

  /** The hub's annotation for {@code spec.profilingConfig.configMapRef}. */
  public static final String CONFIG_MAP_REF = "nvidia.com/dgdr-config-map-ref";

  /** The hub's annotation for {@code spec.profilingConfig.outputPVC}. */
  public static final String OUTPUT_PVC = "nvidia.com/dgdr-output-pvc";

  /** What one version's spec holds and the other's cannot. */
  public static final String SPEC_PAYLOAD = "nvidia.com/dgdr-spec";

  /** What one version's status holds and the other's cannot. */
  public static final String STATUS_PAYLOAD = "nvidia.com/dgdr-status";

  private static final String BLOB = "spec.profilingConfig.config.";
  private static final String POD = "spec.overrides.profilingJob.template.spec.";

  private DgdrTable() {}

  /** The table. */
  public static ConversionTable create() {
    return table("nvidia.com", "DynamoGraphDeploymentRequest")
        .spoke("v1alpha1")
        .hub("v1beta1")
        // ---- spec
        .part("spec", SPEC_PAYLOAD)
        .same("spec.model")
        .same("spec.backend", Leaf.NOT_EMPTY_TEXT)
        .same("spec.runtimeVersionOverride")
        .same("spec.autoApply", /* absent in v1alpha1 */ Json.Bool.FALSE, /* hub */ Json.Bool.TRUE)
        .flag("spec.useMocker", "spec.features.mocker.enabled")
        .line(new DgdrImage())
        .slot("spec.profilingConfig.configMapRef", CONFIG_MAP_REF, Slot.Form.NAMED_OBJECT)
        .slot("spec.profilingConfig.outputPVC", OUTPUT_PVC, Slot.Form.TEXT)
        // the free-form profiler settings: these leaves have a typed place, the rest is saved
        .move(BLOB + "sla.ttft", "spec.sla.ttft", Leaf.NUMBER)
        .move(BLOB + "sla.itl", "spec.sla.itl", Leaf.NUMBER)
        .move(
            BLOB + "sla.optimizationType", "spec.sla.optimizationType", Leaf.LATENCY_OR_THROUGHPUT)
        .move(BLOB + "sla.isl", "spec.workload.isl", Leaf.INT32)
        .move(BLOB + "sla.osl", "spec.workload.osl", Leaf.INT32)
        .emptyObject(BLOB + "sla", "spec.sla")
        .move(BLOB + "deployment.modelCache.pvcName", "spec.modelCache.pvcName", Leaf.TEXT)
        .move(
            BLOB + "deployment.modelCache.modelPathInPvc",
            "spec.modelCache.pvcModelPath",
            Leaf.TEXT)
        .move(
            BLOB + "deployment.modelCache.pvcMountPath", "spec.modelCache.pvcMountPath", Leaf.TEXT)
        .emptyObject(BLOB + "deployment.modelCache", "spec.modelCache")
        .line(new DgdrPlanner())
        // the profiling Job's pod
        .move("spec.profilingConfig.tolerations", POD + "tolerations")
        .move("spec.profilingConfig.nodeSelector", POD + "nodeSelector")
        .line(new DgdrProfilerContainer())
        .spokeOnly(
            "spec.enableGpuDiscovery", "spec.profilingConfig.config", "spec.deploymentOverrides")
        .hubOnly(
            "spec.hardware",
            "spec.workload.concurrency",
            "spec.workload.requestRate",
            "spec.sla.e2eLatency",
            "spec.searchStrategy",
            "spec.features.kvRouter",
            "spec.overrides")
        .legacy(
            "nvidia.com/dgdr-enable-gpu-discovery",
            "v1alpha1",
            "spec.enableGpuDiscovery",
            Legacy.Form.TRUE)
        .legacy(
            "nvidia.com/dgdr-deployment-overrides",
            "v1alpha1",
            "spec.deploymentOverrides",
            Legacy.Form.JSON_OBJECT)
        .legacy(
            "nvidia.com/dgdr-profiling-config",
            "v1alpha1",
            "spec.profilingConfig.config",
            Legacy.Form.JSON_OBJECT)
        .scrub(
            "nvidia.com/dgdr-profiler-image",
            "nvidia.com/dgdr-profiling-config-empty",
            "nvidia.com/dgdr-hub-spec",
            "nvidia.com/dgdr-spoke-spec")
        // ---- status
        .part("status", STATUS_PAYLOAD)
        .same("status.observedGeneration")
        .same("status.conditions")
        .move("status.generatedDeployment", "status.profilingResults.selectedConfig")
        .line(new DgdrPhase())
        .line(new DgdrDeploymentName())
        .line(
            witnessed("status.profilingPhase", "status.profilingJobName")
                .by("status.phase")
                .believingDynamoIn("Profiling"))
        .line(
            witnessed("status.deploymentInfo")
                .by("status.phase", "status.dgdName")
                .believingDynamoIn("Deploying", "Deployed", "Ready"))
        .spokeOnly("status.backend", "status.profilingResults")
        .hubOnly("status.profilingResults.pareto")
        .legacy("nvidia.com/dgdr-status-backend", "v1alpha1", "status.backend", Legacy.Form.TEXT)
        .legacy(
            "nvidia.com/dgdr-profiling-results",
            "v1alpha1",
            "status.profilingResults",
            Legacy.Form.TEXT)
        .legacy(
            "nvidia.com/dgdr-deployment-status",
            "v1alpha1",
            "status.deployment",
            Legacy.Form.JSON_OBJECT)
        .legacy(
            "nvidia.com/dgdr-profiling-job-name",
            "v1beta1",
            "status.profilingJobName",
            Legacy.Form.TEXT)
        .scrub(
            "nvidia.com/dgdr-hub-status",
            "nvidia.com/dgdr-spoke-status",
            "nvidia.com/dgdr-spoke-hub-status")
        // ---- when annotations grow too large
        .firstToGo(
            "status.profilingResults.pareto", "spec.overrides.dgd", "spec.profilingConfig.config")
        .build();
  }
}
