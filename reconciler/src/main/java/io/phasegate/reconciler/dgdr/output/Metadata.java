package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.util.Optional;

/**
 * The metadata of what is created from the profiler's output: its labels and annotations, and
 * nothing else that it may have written (owners, finalizers, a uid, another namespace).
 */
final class Metadata {

  private Metadata() {}

  /** A deployment under a name, with the labels and annotations of v1alpha1's overrides (5.8). */
  static JsonObject ofDeployment(
      JsonObject deployment,
      String name,
      DynamoGraphDeploymentRequest request,
      JsonObject overrides) {
    return replaced(
        deployment,
        name,
        request,
        words(overrides.objectAt("labels")),
        words(overrides.objectAt("annotations")));
  }

  /** An object that goes with the deployment, under its own name. */
  static JsonObject ofAdditional(
      JsonObject object, String name, DynamoGraphDeploymentRequest request) {
    return replaced(object, name, request, JsonObject.empty(), JsonObject.empty());
  }

  private static JsonObject replaced(
      JsonObject object,
      String name,
      DynamoGraphDeploymentRequest request,
      JsonObject moreLabels,
      JsonObject moreAnnotations) {
    JsonObject labels = words(object.objectAt("metadata.labels"));
    labels = with(labels, moreLabels);
    var ours =
        DgdrNames.labels(request.getMetadata().getNamespace(), request.getMetadata().getName());
    for (var label : ours.entrySet()) {
      labels = labels.with(label.getKey(), Json.text(label.getValue()));
    }
    JsonObject annotations = with(words(object.objectAt("metadata.annotations")), moreAnnotations);
    JsonObject metadata =
        JsonObject.of("name", Json.text(name))
            .with("namespace", Json.text(request.getMetadata().getNamespace()))
            .with("labels", labels);
    return object.with(
        "metadata", annotations.isEmpty() ? metadata : metadata.with("annotations", annotations));
  }

  /** Only text can be a label or an annotation; {@code replicas: 3} in YAML is none. */
  private static JsonObject words(Optional<JsonObject> map) {
    JsonObject words = JsonObject.empty();
    for (var entry : map.orElse(JsonObject.empty()).entries()) {
      if (entry.getValue() instanceof Json.Text) {
        words = words.with(entry.getKey(), entry.getValue());
      }
    }
    return words;
  }

  private static JsonObject with(JsonObject base, JsonObject more) {
    JsonObject all = base;
    for (var entry : more.entries()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }
}
