package io.phasegate.reconciler.dgdr.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of a request as its author calls them: v1alpha1's where it was written in that
 * version, as far as conversion has noted that or the API server has (in the field managers of the
 * spec), else those of v1beta1, in which it is stored.
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
    String spoke = TABLE.spokeVersion().version();
    return new AuthorsFields(from.equals(spoke) || isWrittenIn(spoke, request));
  }

  /** Only who wrote of the spec counts: we write annotations, in the version that is stored. */
  private static boolean isWrittenIn(String version, DynamoGraphDeploymentRequest request) {
    List<ManagedFieldsEntry> managers =
        Objects.requireNonNullElse(
            request.getMetadata().getManagedFields(), List.<ManagedFieldsEntry>of());
    Set<String> versions =
        managers.stream()
            .filter(entry -> Objects.requireNonNullElse(entry.getSubresource(), "").isEmpty())
            .filter(AuthorsFields::isOfSpec)
            .map(entry -> Objects.requireNonNullElse(entry.getApiVersion(), ""))
            .collect(Collectors.toUnmodifiableSet());
    return versions.equals(Set.of(HasMetadata.getGroup(request.getClass()) + "/" + version));
  }

  private static boolean isOfSpec(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().containsKey("f:spec");
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
