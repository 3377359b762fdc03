package io.phasegate.reconciler.dgdr.output;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Slots;
import io.phasegate.reconciler.dgdr.resource.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of the profiler's other documents is created: ConfigMaps, and no others (5.9). */
sealed interface AdditionalConfigMaps {

  /** The most that all of them may have together, in bytes of JSON (G5). */
  int LIMIT = 250_000;

  /**
   * These are created.
   *
   * @param skipped a sentence for each document that is not taken
   */
  record Taken(List<ConfigMap> configMaps, List<String> skipped) implements AdditionalConfigMaps {}

  record TooLarge(String why) implements AdditionalConfigMaps {}

  /** Chooses among the documents beside the deployment. */
  static AdditionalConfigMaps of(DynamoGraphDeploymentRequest request, List<JsonObject> documents) {
    long size =
        documents.stream()
            .mapToLong(document -> document.toString().getBytes(StandardCharsets.UTF_8).length)
            .sum();
    if (size > LIMIT) {
      return new TooLarge(
          "the objects beside the deployment have %d bytes, and may have %d at most"
              .formatted(size, LIMIT));
    }
    Map<String, ConfigMap> taken = new LinkedHashMap<>();
    List<String> skipped = new ArrayList<>();
    for (JsonObject document : documents) {
      String kind = document.textAt("kind").orElse("");
      String name = document.textAt("metadata.name").orElse("");
      String what = "%s \"%s\" is skipped: ".formatted(kind, name);
      if (!kind.equals("ConfigMap") || !document.textAt("apiVersion").orElse("").equals("v1")) {
        skipped.add(what + "only ConfigMaps of v1 are created beside the deployment");
      } else if (!DgdrNames.isObjectName(name)) {
        skipped.add(what + "this can be no name of a ConfigMap");
      } else if (isForbidden(name, request)) {
        skipped.add(what + "this name is not for profilers to take");
      } else {
        take(Metadata.ofAdditional(document, name, request), what, taken, skipped);
      }
    }
    return new Taken(List.copyOf(taken.values()), List.copyOf(skipped));
  }

  private static void take(
      JsonObject document, String what, Map<String, ConfigMap> taken, List<String> skipped) {
    try {
      ConfigMap configMap = Trees.as(document, ConfigMap.class);
      if (taken.put(configMap.getMetadata().getName(), configMap) != null) {
        skipped.add("an earlier " + what + "there is another one of this name");
      }
    } catch (Misfit e) {
      skipped.add(what + e.getMessage());
    }
  }

  /** Names that others rely on: results of profilers, the cluster's root, the user's own base. */
  private static boolean isForbidden(String name, DynamoGraphDeploymentRequest request) {
    return name.startsWith(DgdrNames.OUTPUT_PREFIX)
        || name.equals("kube-root-ca.crt")
        || Slots.of(request).baseConfig().filter(base -> base.name().equals(name)).isPresent();
  }
}
