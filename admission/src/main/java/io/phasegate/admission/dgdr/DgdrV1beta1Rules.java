package io.phasegate.admission.dgdr;

import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;

/**
 * Rules for people who write v1beta1. What is written as v1alpha1 obeys them too, once it is
 * converted (ruling 32).
 */
public final class DgdrV1beta1Rules {

  /** What is left of a label value, 63, beside {@code profile-}. */
  private static final int MAX_NAME = 55;

  private static final String CONTAINERS = "spec.overrides.profilingJob.template.spec.containers";

  private DgdrV1beta1Rules() {}

  /**
   * The rules.
   *
   * @param schema of v1beta1, for telling whether two specs mean the same
   */
  public static Rules create(StructuralSchema schema) {
    var phase = new DgdrPhase("phase", "status.phase", request -> request);
    var freeze = new DgdrFreeze(schema, phase);
    return rules("v1beta1")
        .fillInOnCreate("spec.image", Settings::defaultImage, DgdrV1beta1Rules::namesNoImage)
        .onCreateAndUpdate("B1", "spec.searchStrategy", DgdrV1beta1Rules::isThoroughWithoutBackend)
        .invalid(
            "thorough search needs a concrete backend; set spec.backend to sglang, trtllm or vllm")
        .onCreate("B9", "metadata.name", request -> request.name().length() > MAX_NAME)
        .invalid(
            "name may have at most 55 characters because the profiling Job is called"
                + " profile-<name>")
        .onCreateAndUpdate("B11", "spec.modelCache.pvcName", DgdrV1beta1Rules::cachesNowhere)
        .warn("modelCache without pvcName has no effect")
        .onUpdate("frozen", freeze::changedSpec)
        .onUpdate("frozen-slots", new DgdrFrozenSlots(phase)::changedSlots)
        .build();
  }

  /** A container of the Job may have its own image, which outranks spec.image. */
  private static boolean namesNoImage(Subject request) {
    return request.isUnset("spec.image")
        && request.at(CONTAINERS).flatMap(Json::asArray).orElse(JsonArray.empty()).items().stream()
            .flatMap(container -> container.asObject().stream())
            .filter(container -> container.textAt("name").filter("profiler"::equals).isPresent())
            .allMatch(container -> container.textAt("image").orElse("").isEmpty());
  }

  private static boolean isThoroughWithoutBackend(Subject request) {
    return request.is("spec.searchStrategy", "thorough")
        && request.isOrUnset("spec.backend", "auto");
  }

  private static boolean cachesNowhere(Subject request) {
    return request.object("spec.modelCache").isPresent()
        && request.isUnset("spec.modelCache.pvcName");
  }
}
