package io.phasegate.admission.dgdr;

import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;

/**
 * Where a request can name the image of its profiling Job (ruling 34), in either version: fields of
 * the one are absent in the other.
 */
final class DgdrImages {

  static final String PROFILER = "spec.profilingConfig.profilerImage";
  static final String HUB = "spec.image";

  /** The condition for the default image as people read it. */
  static final String WHEN_FILLED =
      "no image of any kind is named; it gets that of --default-image, where the webhook has one";

  /** The workers' image stands in for the profiler's. */
  private static final String WORKERS = "spec.deploymentOverrides.workersImage";

  private DgdrImages() {}

  /** True when there is no image of any kind, in this version's fields or in those saved. */
  static boolean areMissing(Subject request) {
    return !isNamedIn(request) && request.elsewhere().filter(DgdrImages::isNamedIn).isEmpty();
  }

  private static boolean isNamedIn(Subject request) {
    return !request.isUnset(PROFILER)
        || !request.isUnset(WORKERS)
        || !request.isUnset(HUB)
        || isNamedByTheJob(request);
  }

  /** The profiler's container may have its own image, which outranks spec.image. */
  private static boolean isNamedByTheJob(Subject request) {
    return request
        .at(DgdrOverrides.CONTAINERS)
        .flatMap(Json::asArray)
        .orElse(JsonArray.empty())
        .items()
        .stream()
        .flatMap(container -> container.asObject().stream())
        .filter(DgdrOverrides::isProfiler)
        .anyMatch(DgdrImages::namesOne);
  }

  private static boolean namesOne(JsonObject container) {
    return container.textAt("image").filter(image -> !image.isEmpty()).isPresent();
  }
}
