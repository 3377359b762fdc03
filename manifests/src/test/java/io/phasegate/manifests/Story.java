package io.phasegate.manifests;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request in a namespace of its own, where all that comes of it is found. Told twice, the story
 * ends the same.
 */
record Story(Requests requests) {

  /** In its namespace nobody else is called so. */
  static final String NAME = "story";

  /** What may come of a request, by the path of its API group. */
  private static final Map<String, String> KINDS =
      Map.of(
          "jobs", "apis/batch/v1",
          "dynamographdeployments", "apis/nvidia.com/v1alpha1",
          "configmaps", "api/v1",
          "serviceaccounts", "api/v1",
          "rolebindings", "apis/rbac.authorization.k8s.io/v1");

  /** Makes the namespace, and the request in it. */
  static Story begin(Cluster cluster, String namespace) throws IOException {
    cluster.createNamespace(namespace);
    var requests = new Requests(cluster.api(), namespace);
    requests.create(NAME, "");
    return new Story(requests);
  }

  String namespace() {
    return requests.namespace();
  }

  /** The last that a reconciler does is to tell that the deployment is ready. */
  boolean isOver() throws IOException {
    return requests.phase(NAME).equals("Deployed")
        && requests.told(NAME).contains("DeploymentReady");
  }

  /**
   * What is left of it: status, annotations, and every object with its owners. The same for all
   * that ended alike, since it holds no uids and no times.
   */
  List<String> end() throws IOException {
    JsonObject request = requests.get(NAME);
    List<String> end = new ArrayList<>();
    end.add(
        request
            .objectAt("status")
            .orElse(JsonObject.empty())
            .toString()
            .replace(namespace(), "NAMESPACE")
            .replaceAll("(\"lastTransitionTime\":)\"[^\"]*\"", "$1\"\""));
    end.add("annotations " + request.objectAt("metadata.annotations").orElse(JsonObject.empty()));
    for (var kind : KINDS.entrySet()) {
      items(kind.getKey(), kind.getValue())
          .map(item -> kind.getKey() + " " + item.textAt("metadata.name").orElse("") + owners(item))
          .forEach(end::add);
    }
    return end.stream().sorted().toList();
  }

  private Stream<JsonObject> items(String plural, String group) throws IOException {
    return objects(
        requests
            .api()
            .get("/%s/namespaces/%s/%s".formatted(group, namespace(), plural))
            .orThrow()
            .json()
            .get("items")
            .flatMap(Json::asArray)
            .orElse(JsonArray.empty()));
  }

  private static String owners(JsonObject object) {
    return objects(
            object.at("metadata.ownerReferences").flatMap(Json::asArray).orElse(JsonArray.empty()))
        .map(owner ->
            " of %s %s".formatted(owner.textAt("kind").orElse(""), owner.textAt("name").orElse("")))
        .sorted()
        .reduce("", String::concat);
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.items().stream().flatMap(item -> item.asObject().stream());
  }
}
