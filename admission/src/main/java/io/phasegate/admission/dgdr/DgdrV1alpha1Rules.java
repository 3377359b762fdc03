package io.phasegate.admission.dgdr;

import static io.phasegate.admission.dgdr.DgdrGpuFacts.CONFIG;
import static io.phasegate.admission.dgdr.DgdrGpuFacts.MAX_GPUS;
import static io.phasegate.admission.dgdr.DgdrGpuFacts.MIN_GPUS;
import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.label.LabelSyntax;
import io.phasegate.admission.payload.Room;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;
import java.util.Optional;

/** Rules for people who write v1alpha1, in its own fields. */
public final class DgdrV1alpha1Rules {

  private static final String GPU_DISCOVERY = "spec.enableGpuDiscovery";
  private static final String IMAGE = DgdrImages.PROFILER;
  private static final String CONFIG_BACKEND = CONFIG + ".engine.backend";
  private static final String CONFIG_MODEL = CONFIG + ".deployment.model";

  private DgdrV1alpha1Rules() {}

  /**
   * The rules.
   *
   * @param schema of v1alpha1, for telling whether two specs mean the same
   * @param table to v1beta1, for telling what has room there
   */
  public static Rules create(StructuralSchema schema, ConversionTable table) {
    var freeze = new DgdrFreeze(schema.field("spec").orElseThrow(), DgdrPhase.STATE);
    var room = new Room(table);
    return rules("v1alpha1")
        .fillInOnCreate(
            IMAGE, DgdrImages.WHEN_FILLED, Settings::defaultImage, DgdrImages::areMissing)
        .onCreateAndUpdate("A1", GPU_DISCOVERY, "it is set", request -> request.has(GPU_DISCOVERY))
        .warn("deprecated and ignored; GPU discovery is always attempted")
        .onCreateAndUpdate(
            "A2", IMAGE, "no image of any kind is named", DgdrV1alpha1Rules::lacksImage)
        .required("profilerImage must name the profiling image")
        .onCreateAndUpdate("A3", CONFIG, "it is absent or empty", DgdrV1alpha1Rules::lacksConfig)
        .required("config must contain the profiler settings")
        .onCreateAndUpdate("A4", CONFIG, "it is no object", DgdrV1alpha1Rules::hasOtherConfig)
        .invalid("config must be a JSON object")
        .onCreateAndUpdate(
            "A5",
            CONFIG_BACKEND,
            "it differs from spec.backend",
            request -> isOther(request, CONFIG_BACKEND, "spec.backend"))
        .warn("{} will be replaced by spec.backend {spec.backend}")
        .onCreateAndUpdate(
            "A6",
            CONFIG_MODEL,
            "it differs from spec.model",
            request -> isOther(request, CONFIG_MODEL, "spec.model"))
        .warn("{} will be replaced by spec.model {spec.model}")
        .onCreateAndUpdate(
            "A7", DgdrGpuFacts.IN_CONFIG, DgdrGpuFacts.WHEN, DgdrGpuFacts::areMissing)
        .required(
            "GPU facts are needed: set hardware.numGpusPerNode, hardware.gpuModel and"
                + " hardware.gpuVramMib, or enable GPU discovery")
        .inPlaceOf("B2")
        .onCreateAndUpdate(
            "A8",
            MIN_GPUS,
            "it exceeds maxNumGpusPerEngine, both above zero",
            DgdrV1alpha1Rules::wantsMoreGpusThanItMayHave)
        .invalid(
            "minNumGpusPerEngine {} exceeds maxNumGpusPerEngine {"
                + MAX_GPUS
                + "}; lower the one or"
                + " raise the other")
        .onCreateAndUpdate(
            "A9-name",
            DgdrDeploymentOverrides.NAME,
            "it is no DNS-1123 label",
            request -> DgdrDeploymentOverrides.hasBadName(request, DgdrDeploymentOverrides.NAME))
        .invalid(DgdrV1beta1Rules.DEPLOYMENT_NAME)
        .onCreateAndUpdateWherever(
            "A9-labels",
            DgdrDeploymentOverrides.LABELS,
            ".*",
            "it is no label",
            DgdrDeploymentOverrides::badLabels)
        .invalid("the key must be " + LabelSyntax.KEY + "; the value must be " + LabelSyntax.VALUE)
        .onCreateAndUpdateWherever(
            "A9-annotations",
            DgdrDeploymentOverrides.ANNOTATIONS,
            ".*",
            "its key can be none",
            DgdrDeploymentOverrides::badAnnotations)
        .invalid("the key must be " + LabelSyntax.KEY)
        .rule(freeze.whileWorkGoesOn())
        .rule(freeze.whileReady())
        .rule(freeze.afterFailure())
        .rule(room.mustSuffice())
        .rule(room.mustHaveSufficed())
        .rule(room.shouldHaveSufficed())
        .build();
  }

  /** The schema lets an object without spec through; no rule makes demands on what is not there. */
  private static boolean lacksImage(Subject request) {
    return request.has("spec") && DgdrImages.areMissing(request);
  }

  private static boolean lacksConfig(Subject request) {
    boolean isEmpty = request.object(CONFIG).filter(JsonObject::isEmpty).isPresent();
    return request.has("spec") && (isEmpty || !request.has(CONFIG));
  }

  private static boolean hasOtherConfig(Subject request) {
    return request.has(CONFIG) && request.object(CONFIG).isEmpty();
  }

  private static boolean isOther(Subject request, String field, String winner) {
    Optional<String> replacement = request.text(winner);
    return replacement.isPresent()
        && request.text(field).isPresent()
        && !request.text(field).equals(replacement);
  }

  private static boolean wantsMoreGpusThanItMayHave(Subject request) {
    return request.isPositive(MIN_GPUS)
        && request.isPositive(MAX_GPUS)
        && request.isLess(MAX_GPUS, MIN_GPUS);
  }
}
