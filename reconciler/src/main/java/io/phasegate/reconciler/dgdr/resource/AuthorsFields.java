package io.phasegate.reconciler.dgdr.resource;

import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import java.util.Optional;

/**
 * The fields of a request as its author calls them: v1alpha1's where it was written in that
 * version, as far as conversion has noted that, else those of v1beta1, in which it is stored.
 */
public final class AuthorsFields {

  private static final ConversionTable TABLE = DgdrTable.create();

  private final boolean legacy;

  private AuthorsFields(boolean legacy) {
    this.legacy = legacy;
  }

  /** Those of a request. */
  public static AuthorsFields of(DynamoGraphDeploymentRequest request) {
    String from =
        object(request.annotation(DgdrTable.SPEC_PAYLOAD))
            .flatMap(payload -> payload.textAt("from"))
            .orElse("");
    return new AuthorsFields(from.equals(TABLE.spokeVersion().version()));
  }

  private static Optional<JsonObject> object(String json) {
    try {
      return json.isEmpty() ? Optional.empty() : JsonReader.read(json).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  /**
   * What the author calls a field of v1beta1; where v1alpha1 has none for it, whose field it is.
   *
   * @param field {@code spec.image}; containers by their names in brackets
   */
  public String name(String field) {
    // The table speaks of the whole list and means these, all that v1alpha1 has of containers.
    Path path = Path.of(field.replace("containers[profiler].resources", "containers"));
    return legacy
        ? TABLE.spokePathOf(path).map(Path::toString).orElse(field + " of v1beta1")
        : field;
  }

  /** What the author calls one of the two annotations that speak to us (ruling 2). */
  public String slot(String annotation) {
    if (!legacy) {
      return "annotation " + annotation;
    }
    return annotation.equals(DgdrTable.OUTPUT_PVC)
        ? "spec.profilingConfig.outputPVC"
        : "spec.profilingConfig.configMapRef";
  }
}
