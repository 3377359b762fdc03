package io.phasegate.demo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.job.JobVolumes;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Slots;
import io.phasegate.reconciler.dgdr.resource.Trees;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What requests name and nobody here has: their namespace, a ConfigMap with a base configuration,
 * claims. It is made up, so that their story can go on, and told by name. What is there is left.
 */
final class MadeUp {

  private static final JsonObject LABELS =
      JsonObject.of("demo.phasegate.io/made-up", Json.text("true"));

  private final ApiClient api;
  private final List<String> told = new ArrayList<>();

  MadeUp(ApiClient api) {
    this.api = api;
  }

  /** All that was made up so far, an item each. */
  List<String> told() {
    return List.copyOf(told);
  }

  /** Makes a request's namespace; a name that is none is the API server's to refuse. */
  void namespaceOf(Request request) throws IOException {
    if (!request.namespace().equals("default")) {
      make("/api/v1/namespaces", object("v1", "Namespace", "", request.namespace()), "");
    }
  }

  /**
   * Makes what a request refers to.
   *
   * @param hub the request as v1beta1
   */
  void referencesOf(JsonObject hub) throws IOException {
    DynamoGraphDeploymentRequest request = typed(hub);
    String namespace = request.getMetadata().getNamespace();
    var slots = Slots.of(request);
    Optional<Slots.BaseConfig> base = slots.baseConfig();
    if (base.isPresent()) {
      String key = base.get().key();
      JsonObject data = JsonObject.of(key, Json.text("# made up by ./phasegate demo\n"));
      make(
          "/api/v1/namespaces/%s/configmaps".formatted(namespace),
          object("v1", "ConfigMap", namespace, base.get().name()).with("data", data),
          ", with the key " + key);
    }
    List<String> claims =
        Stream.concat(
                Stream.of(slots.outputClaim()).filter(name -> !name.isEmpty()),
                JobVolumes.modelCacheClaim(request.getSpec()).stream())
            .distinct()
            .toList();
    for (String claim : claims) {
      make(
          "/api/v1/namespaces/%s/persistentvolumeclaims".formatted(namespace),
          object("v1", "PersistentVolumeClaim", namespace, claim).with("spec", claimSpec()),
          "");
    }
  }

  private static DynamoGraphDeploymentRequest typed(JsonObject hub) throws IOException {
    try {
      return Trees.as(hub, DynamoGraphDeploymentRequest.class);
    } catch (Misfit e) {
      throw new IOException("the API server has a request that is none: " + e.getMessage(), e);
    }
  }

  private void make(String collection, JsonObject object, String more) throws IOException {
    if (api.create(collection, object).status() == 201) {
      told.add(
          "%s %s%s"
              .formatted(
                  object.textAt("kind").orElseThrow(),
                  object.textAt("metadata.namespace").map(namespace -> namespace + "/").orElse("")
                      + object.textAt("metadata.name").orElseThrow(),
                  more));
    }
  }

  private static JsonObject object(String version, String kind, String namespace, String name) {
    JsonObject metadata = JsonObject.of("name", Json.text(name)).with("labels", LABELS);
    return JsonObject.of("apiVersion", Json.text(version))
        .with("kind", Json.text(kind))
        .with(
            "metadata",
            namespace.isEmpty() ? metadata : metadata.with("namespace", Json.text(namespace)));
  }

  /** A claim that no volume will ever be looked for. */
  private static JsonObject claimSpec() {
    return JsonObject.of("accessModes", JsonArray.of(List.of(Json.text("ReadWriteMany"))))
        .with("storageClassName", Json.text(""))
        .with("resources", JsonObject.of("requests", JsonObject.of("storage", Json.text("1Gi"))));
  }
}
