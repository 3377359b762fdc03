package io.phasegate.admission.dgdr;

import static io.phasegate.admission.finding.Violation.show;
import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.DecimalNumber;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Rules for people who write v1alpha1, in its own fields. */
public final class DgdrV1alpha1Rules {

  private static final String GPU_DISCOVERY = "spec.enableGpuDiscovery";
  private static final String CONFIG = "spec.profilingConfig.config";
  private static final String IMAGE = "spec.profilingConfig.profilerImage";
  private static final String MIN_GPUS = CONFIG + ".engine.minNumGpusPerEngine";
  private static final String MAX_GPUS = CONFIG + ".engine.maxNumGpusPerEngine";
  private static final String CONFIG_BACKEND = CONFIG + ".engine.backend";
  private static final String CONFIG_MODEL = CONFIG + ".deployment.model";

  private DgdrV1alpha1Rules() {}

  /**
   * The rules.
   *
   * @param schema of v1alpha1, for telling whether two specs mean the same
   * @param toHub conversion to v1beta1, for a state alone does not tell the phase
   */
  public static Rules create(StructuralSchema schema, UnaryOperator<JsonObject> toHub) {
    var freeze = new DgdrFreeze(schema, new DgdrPhase("state", "status.state", toHub));
    return rules("v1alpha1")
        .fillInOnCreate(IMAGE, Settings::defaultImage, DgdrV1alpha1Rules::namesNoImage)
        .onCreateAndUpdate("A1", GPU_DISCOVERY, DgdrV1alpha1Rules::setsGpuDiscovery)
        .warn("deprecated and ignored; GPU discovery is always attempted")
        .onCreateAndUpdate("A2", IMAGE, DgdrV1alpha1Rules::lacksImage)
        .required("profilerImage must name the profiling image")
        .onCreateAndUpdate("A3", CONFIG, DgdrV1alpha1Rules::lacksConfig)
        .required("config must contain the profiler settings")
        .onCreateAndUpdate("A4", CONFIG, DgdrV1alpha1Rules::hasConfigOfAnotherType)
        .invalid("config must be a JSON object")
        .onCreateAndUpdate("A5", CONFIG_BACKEND, DgdrV1alpha1Rules::namesTwoBackends)
        .warn(request -> replaced(request, CONFIG_BACKEND, "spec.backend"))
        .onCreateAndUpdate("A6", CONFIG_MODEL, DgdrV1alpha1Rules::namesTwoModels)
        .warn(request -> replaced(request, CONFIG_MODEL, "spec.model"))
        .onCreateAndUpdate("A8", MIN_GPUS, DgdrV1alpha1Rules::wantsMoreGpusThanItMayHave)
        .invalid(request ->
            "minNumGpusPerEngine %s exceeds maxNumGpusPerEngine %s"
                .formatted(shown(request, MIN_GPUS), shown(request, MAX_GPUS)))
        .onUpdate("frozen", freeze::changedSpec)
        .build();
  }

  private static boolean setsGpuDiscovery(Subject request) {
    return request.has(GPU_DISCOVERY);
  }

  /** The workers' image stands in for the profiler's (ruling 34). */
  private static boolean namesNoImage(Subject request) {
    return request.isUnset(IMAGE) && request.isUnset("spec.deploymentOverrides.workersImage");
  }

  /** The schema lets an object without spec through; no rule makes demands on what is not there. */
  private static boolean lacksImage(Subject request) {
    return request.has("spec") && namesNoImage(request);
  }

  private static boolean lacksConfig(Subject request) {
    boolean isEmpty = request.object(CONFIG).filter(JsonObject::isEmpty).isPresent();
    return request.has("spec") && (isEmpty || !request.has(CONFIG));
  }

  private static boolean hasConfigOfAnotherType(Subject request) {
    return request.has(CONFIG) && request.object(CONFIG).isEmpty();
  }

  private static boolean namesTwoBackends(Subject request) {
    return isOther(request, CONFIG_BACKEND, "spec.backend");
  }

  private static boolean namesTwoModels(Subject request) {
    return isOther(request, CONFIG_MODEL, "spec.model");
  }

  private static boolean isOther(Subject request, String field, String winner) {
    Optional<String> replacement = request.text(winner);
    return replacement.isPresent()
        && request.text(field).isPresent()
        && !request.text(field).equals(replacement);
  }

  private static String replaced(Subject request, String field, String winner) {
    return "%s will be replaced by %s %s"
        .formatted(shown(request, field), winner, shown(request, winner));
  }

  private static boolean wantsMoreGpusThanItMayHave(Subject request) {
    Optional<DecimalNumber> least = request.number(MIN_GPUS).filter(DecimalNumber::isPositive);
    Optional<DecimalNumber> most = request.number(MAX_GPUS).filter(DecimalNumber::isPositive);
    return least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0;
  }

  private static String shown(Subject request, String field) {
    return show(request.at(field).orElse(Json.Null.NULL));
  }
}
