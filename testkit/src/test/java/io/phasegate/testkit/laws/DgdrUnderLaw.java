package io.phasegate.testkit.laws;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.testkit.generate.KindGenerator;
import io.phasegate.testkit.generate.Side;
import io.phasegate.testkit.generate.Surprises;
import io.phasegate.testkit.laws.KindUnderLaw.Held;
import io.phasegate.testkit.laws.KindUnderLaw.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** DynamoGraphDeploymentRequest under law. */
final class DgdrUnderLaw {

  private static final String BLOB = "spec.profilingConfig.config.";
  private static final String POD = "spec.overrides.profilingJob.template.spec";

  private static final List<Json> EXACT_PHASES =
      texts("Pending", "Profiling", "Ready", "Deploying", "Failed");

  private DgdrUnderLaw() {}

  static KindUnderLaw create() {
    CustomResourceDefinition crd = Crds.read("dynamographdeploymentrequests");
    ConversionTable table = DgdrTable.create();
    return new KindUnderLaw(
        crd,
        table,
        KindGenerator.of(crd, table, spoke(), hub()),
        List.of(
            new Relation(
                paths(
                    "spec.profilingConfig.profilerImage", "spec.deploymentOverrides.workersImage"),
                paths("spec.image")),
            new Relation(
                paths("status.state", "status.deployment"),
                paths(
                    "status.phase",
                    "status.dgdName",
                    "status.deploymentInfo",
                    "status.profilingPhase",
                    "status.profilingJobName"))),
        Set.copyOf(
            paths(
                "spec.autoApply",
                "spec.features.mocker.enabled",
                "spec.image",
                "spec.features.planner",
                POD + ".containers",
                "status.phase",
                "status.dgdName")),
        List.of(
            held("spec.autoApply", "spec.autoApply", Json.Bool.class::isInstance),
            held("spec.useMocker", "spec.features.mocker.enabled", Json.Bool.TRUE::equals),
            held("spec.profilingConfig.profilerImage", "spec.image", DgdrUnderLaw::isSomeText),
            held(BLOB + "planner", "spec.features.planner", DgdrUnderLaw::isSomeObject),
            held("status.state", "status.phase", EXACT_PHASES::contains)),
        DgdrUnderLaw::completed,
        Set.of(Path.of("spec.useMocker")),
        hub -> withContainers(withNamedProfiler(hub)),
        Set.of("spec.model"));
  }

  private static boolean isSomeText(Json value) {
    return value.asText().filter(text -> !text.isEmpty()).isPresent();
  }

  private static boolean isSomeObject(Json value) {
    return value.asObject().filter(object -> !object.isEmpty()).isPresent();
  }

  /** Absence of autoApply is read differently; a pod spec needs its containers. */
  private static JsonObject completed(Side side, JsonObject object) {
    Draft draft = Draft.of(object);
    if (object.objectAt("spec").isPresent() && object.at("spec.autoApply").isEmpty()) {
      draft.put(Path.of("spec.autoApply"), Json.Bool.TRUE);
    }
    if (side == Side.HUB && object.objectAt(POD).isPresent()) {
      draft.put(Path.of(POD + ".containers"), JsonArray.empty());
    }
    return draft.freeze();
  }

  /** A container without a name that stands for the profiler comes back with its name (case 52). */
  private static JsonObject withNamedProfiler(JsonObject hub) {
    Path path = Path.of(POD + ".containers");
    Optional<JsonArray> containers = hub.at(path).flatMap(Json::asArray);
    if (containers.isEmpty()
        || containers.get().items().stream().anyMatch(item -> name(item).equals("profiler"))) {
      return hub;
    }
    List<Json> named = new ArrayList<>(containers.get().items());
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i) instanceof JsonObject container && name(container).isEmpty()) {
        named.set(i, container.with("name", Json.text("profiler")));
        Draft draft = Draft.of(hub);
        draft.put(path, JsonArray.of(named));
        return draft.freeze();
      }
    }
    return hub;
  }

  /** The schema demands containers in a pod spec; where a whole object lacks them it gets []. */
  private static JsonObject withContainers(JsonObject hub) {
    boolean whole = hub.at("metadata.name").isPresent() || hub.at("metadata.uid").isPresent();
    Optional<JsonObject> pod = hub.objectAt(POD);
    boolean calledFor =
        pod.filter(fields -> fields.has("tolerations") || fields.has("nodeSelector")).isPresent();
    if (!whole || !calledFor || pod.orElseThrow().has("containers")) {
      return hub;
    }
    Draft draft = Draft.of(hub);
    draft.put(Path.of(POD + ".containers"), JsonArray.empty());
    return draft.freeze();
  }

  private static String name(Json container) {
    return container
        .asObject()
        .flatMap(object -> object.get("name"))
        .map(name -> name.asText().orElse("no string"))
        .orElse("");
  }

  private static Surprises spoke() {
    List<Json> counts = numbers("4000", "3000.0", "4e3", "3000000000", "20.5", "-1", "0");
    List<Json> times = numbers("200", "20.5", "0.10", "1e3", "-0.0");
    return new Surprises(
        Map.of(
            "spec.profilingConfig.profilerImage", texts("i:1", "i:2", ""),
            "spec.deploymentOverrides.workersImage", texts("i:1", "i:2", ""),
            "spec.profilingConfig.outputPVC", texts("results", ""),
            "spec.profilingConfig.configMapRef.name", texts("base", ""),
            "status.state", texts("Ready", "Ready", "DeploymentDeleted", "Deploying"),
            "status.deployment.name", texts("d", "e", "")),
        Map.ofEntries(
            Map.entry(BLOB + "sla.ttft", times),
            Map.entry(BLOB + "sla.itl", times),
            Map.entry(BLOB + "sla.isl", counts),
            Map.entry(BLOB + "sla.osl", counts),
            Map.entry(BLOB + "sla.optimizationType", texts("latency", "throughput", "speed")),
            Map.entry(BLOB + "deployment.modelCache.pvcName", texts("weights", "")),
            Map.entry(BLOB + "deployment.modelCache.modelPathInPvc", texts("m", "")),
            Map.entry(BLOB + "deployment.modelCache.pvcMountPath", texts("/x")),
            Map.entry(BLOB + "deployment.model", texts("m")),
            Map.entry(BLOB + "planner.mode", texts("disagg")),
            Map.entry(BLOB + "engine.backend", texts("vllm")),
            Map.entry(BLOB + "hardware.numGpusPerNode", numbers("8")),
            Map.entry(BLOB + "sweep.useAiConfigurator", List.of(Json.Bool.TRUE))),
        List.of("image", "hardware", "sla", "phase", "dgdName", "overrides", "features", "extra"));
  }

  private static Surprises hub() {
    return new Surprises(
        Map.of(
            "spec.image",
            texts("i:1", "i:2", ""),
            POD + ".containers[].name",
            texts("profiler", "profiler", "sidecar", ""),
            "status.phase",
            texts("Ready", "Deployed", "Deployed", "Profiling", "Deploying"),
            "status.dgdName",
            texts("d", "e", "")),
        Map.of(
            "spec.features.planner.mode",
            texts("disagg"),
            POD + ".restartPolicy",
            texts("Never"),
            POD + ".hostNetwork",
            List.of(Json.Bool.TRUE)),
        List.of(
            "useMocker",
            "profilingConfig",
            "state",
            "deployment",
            "backend",
            "enableGpuDiscovery",
            "deploymentOverrides",
            "extra"));
  }

  private static Held held(String spoke, String hub, Predicate<Json> values) {
    return new Held(Path.of(spoke), Path.of(hub), values);
  }

  private static List<Path> paths(String... paths) {
    return Stream.of(paths).map(Path::of).toList();
  }

  private static List<Json> texts(String... texts) {
    return Stream.of(texts).<Json>map(Json::text).toList();
  }

  private static List<Json> numbers(String... numbers) {
    return Stream.of(numbers).<Json>map(Json.Num::new).toList();
  }
}
