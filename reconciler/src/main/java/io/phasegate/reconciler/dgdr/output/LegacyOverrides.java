package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;

/**
 * What a v1alpha1 user wrote and v1beta1 has no place for. Asked of the converter, so that whatever
 * conversion saves and restores is what counts here, too.
 */
public final class LegacyOverrides {

  private static final ApiVersion V1ALPHA1 = new ApiVersion("nvidia.com", "v1alpha1");

  private final Converter converter;

  public LegacyOverrides(Converter converter) {
    this.converter = converter;
  }

  /** With the kinds of this release; reads the CRDs, so make one and keep it. */
  public static LegacyOverrides create() {
    return new LegacyOverrides(new Converter(Kinds.registry()));
  }

  /** {@code spec.deploymentOverrides}; the empty object when there are none. */
  public JsonObject deployment(DynamoGraphDeploymentRequest request) {
    return spec(request).objectAt("deploymentOverrides").orElse(JsonObject.empty());
  }

  /**
   * {@code spec.profilingConfig.config} with all of its keys; the empty object when there is none.
   */
  public JsonObject profilerBlob(DynamoGraphDeploymentRequest request) {
    return spec(request).objectAt("profilingConfig.config").orElse(JsonObject.empty());
  }

  private JsonObject spec(DynamoGraphDeploymentRequest request) {
    return switch (converter.convert(request.tree(), V1ALPHA1)) {
      case Conversion.Converted(var object) -> object.objectAt("spec").orElse(JsonObject.empty());
      case Conversion.Refused _ -> JsonObject.empty();
    };
  }
}
