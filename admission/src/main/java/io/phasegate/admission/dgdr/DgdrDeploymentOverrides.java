package io.phasegate.admission.dgdr;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.label.LabelSyntax;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code spec.deploymentOverrides} of v1alpha1: what no deployment could carry. It would come to
 * light when the deployment is created, after all GPU hours of a profiling.
 */
final class DgdrDeploymentOverrides {

  static final String NAME = "spec.deploymentOverrides.name";
  static final String LABELS = "spec.deploymentOverrides.labels";
  static final String ANNOTATIONS = "spec.deploymentOverrides.annotations";

  /** Pods carry a deployment's name as a label, and services are called after it. */
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private DgdrDeploymentOverrides() {}

  /** True when a field holds what can be no name of a deployment; an empty one counts as absent. */
  static boolean hasBadName(Subject request, String field) {
    return !request.isUnset(field)
        && request.text(field).filter(name -> DNS_LABEL.matcher(name).matches()).isEmpty();
  }

  /** The labels that are none. */
  static Stream<FieldPath> badLabels(Subject request) {
    return entries(
        request,
        LABELS,
        label ->
            LabelSyntax.isKey(label.getKey())
                && label.getValue().asText().filter(LabelSyntax::isValue).isPresent());
  }

  /** The annotations that are none; their values may be anything. */
  static Stream<FieldPath> badAnnotations(Subject request) {
    return entries(
        request, ANNOTATIONS, annotation -> LabelSyntax.isAnnotationKey(annotation.getKey()));
  }

  private static Stream<FieldPath> entries(
      Subject request, String field, Predicate<Map.Entry<String, Json>> isFine) {
    return request.object(field).orElse(JsonObject.empty()).entries().stream()
        .filter(entry -> !isFine.test(entry))
        .map(entry -> FieldPath.of(field).name(entry.getKey()));
  }
}
