package io.phasegate.reconciler.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds the words of a kind's status against the enums in its CRD (D-22). */
final class StatusEnums {

  private StatusEnums() {}

  /**
   * What the CRD would refuse.
   *
   * @param words by the path of the field within the status; a field without enum takes them all
   */
  static Optional<String> objection(
      CustomResourceDefinition crd, String version, Map<String, Set<String>> words) {
    for (var field : words.entrySet()) {
      Set<String> refused = new TreeSet<>(field.getValue());
      Optional<Set<String>> allowed =
          schema(crd, version, "status." + field.getKey()).flatMap(StatusEnums::words);
      allowed.ifPresent(refused::removeAll);
      if (allowed.isPresent() && !refused.isEmpty()) {
        return Optional.of(
            "CRD %s refuses %s in status.%s of %s; apply the CRD of this release"
                .formatted(crd.getMetadata().getName(), refused, field.getKey(), version));
      }
    }
    return Optional.empty();
  }

  private static Optional<JSONSchemaProps> schema(
      CustomResourceDefinition crd, String version, String path) {
    Optional<JSONSchemaProps> schema =
        crd.getSpec().getVersions().stream()
            .filter(each -> version.equals(each.getName()))
            .findFirst()
            .map(CustomResourceDefinitionVersion::getSchema)
            .map(validation -> validation.getOpenAPIV3Schema());
    for (String key : path.split("\\.", -1)) {
      schema =
          schema
              .map(JSONSchemaProps::getProperties)
              .flatMap(properties -> Optional.ofNullable(properties.get(key)));
    }
    return schema;
  }

  private static Optional<Set<String>> words(JSONSchemaProps schema) {
    var values = Objects.requireNonNullElse(schema.getEnum(), List.<JsonNode>of());
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().map(value -> value.asText()).collect(Collectors.toSet()));
  }
}
