package io.phasegate.reconciler.dgdr.validate;

import io.phasegate.admission.label.LabelSyntax;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the author of a request wants his deployment to be called and to carry. It counts only when
 * profiling is over, and must be right before that costs anything. Admission refuses all of this as
 * well; but it can have been away.
 */
final class DeploymentMetadata {

  /** What only v1alpha1 has is named with its version: most people will look at v1beta1. */
  private static final String LEGACY = "spec.deploymentOverrides.%s of v1alpha1";

  private DeploymentMetadata() {}

  /**
   * Adds a sentence for each thing that is wrong.
   *
   * @param overrides {@code spec.deploymentOverrides} of v1alpha1
   */
  static void check(JsonObject spec, JsonObject overrides, List<String> problems) {
    Optional<String> name =
        spec.textAt("overrides.dgd.metadata.name").filter(each -> !each.isEmpty());
    if (name.isPresent()) {
      name("spec.overrides.dgd.metadata.name", name.get(), problems);
    } else {
      overrides
          .textAt("name")
          .filter(each -> !each.isEmpty())
          .ifPresent(each -> name(LEGACY.formatted("name"), each, problems));
    }
    for (var label : entries(overrides, "labels")) {
      String value = label.getValue().asText().orElse("");
      if (!LabelSyntax.isKey(label.getKey())) {
        key("labels", "label", label.getKey(), problems);
      } else if (!LabelSyntax.isValue(value)) {
        problems.add(
            "%s gives label %s the value \"%s\", which can be none; it must be %s"
                .formatted(LEGACY.formatted("labels"), label.getKey(), value, LabelSyntax.VALUE));
      }
    }
    for (var annotation : entries(overrides, "annotations")) {
      if (!LabelSyntax.isAnnotationKey(annotation.getKey())) {
        key("annotations", "annotation", annotation.getKey(), problems);
      }
    }
  }

  private static void name(String field, String name, List<String> problems) {
    if (!DgdrNames.isDeploymentName(name)) {
      problems.add(
          ("%s \"%s\" can be no name of a DynamoGraphDeployment; write at most 63 lower-case"
                  + " letters, digits and dashes, beginning and ending with a letter or digit")
              .formatted(field, name));
    }
  }

  private static void key(String field, String what, String key, List<String> problems) {
    problems.add(
        "%s has \"%s\", which can be no %s; its key must be %s"
            .formatted(LEGACY.formatted(field), key, what, LabelSyntax.KEY));
  }

  private static Set<Map.Entry<String, Json>> entries(JsonObject overrides, String field) {
    return overrides.objectAt(field).orElse(JsonObject.empty()).entries();
  }
}
