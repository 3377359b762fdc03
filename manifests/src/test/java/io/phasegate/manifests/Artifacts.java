package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The artifacts of one namespace and what has come of them, as their author sees it. */
record Artifacts(ApiClient api, String namespace) {

  private static final String GROUP = "/apis/aim.eai.amd.com/v1alpha1";

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
  }

  private String url() {
    return GROUP + "/namespaces/" + namespace + "/aimartifacts";
  }

  String url(String name) {
    return url() + "/" + name;
  }

  /**
   * Writes one whose Pods do what the stand-in is called, with these lines in its spec. Its storage
   * class has its name, so that it gets its own volume or none.
   */
  void create(String name, String standIn, String spec) throws IOException {
    write(name, standIn, spec).orThrow();
  }

  ApiResponse write(String name, String standIn, String spec) throws IOException {
    return api.create(
        url(),
        yaml(
            """
            apiVersion: aim.eai.amd.com/v1alpha1
            kind: AIMArtifact
            metadata:
              name: %s
              labels: {aim.eai.amd.com/stand-in: %s}
            spec:
              sourceUri: hf://acme/%s
              storageClassName: %s
            %s
            """
                .formatted(name, standIn, name, name, spec.indent(2))));
  }

  /** A config of the namespace, or of the cluster. */
  void config(String kind, String name, String spec) throws IOException {
    boolean clusters = kind.equals("AIMClusterRuntimeConfig");
    api.create(
            clusters
                ? GROUP + "/aimclusterruntimeconfigs"
                : GROUP + "/namespaces/" + namespace + "/aimruntimeconfigs",
            yaml(
                """
                apiVersion: aim.eai.amd.com/v1alpha1
                kind: %s
                metadata: {name: %s}
                spec:
                %s
                """
                    .formatted(kind, name, spec.indent(2))))
        .orThrow();
  }

  /** A storage class of which volumes are made by hand. */
  void storageClass(String name) throws IOException {
    api.create(
            "/apis/storage.k8s.io/v1/storageclasses",
            yaml(
                """
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %s}
                provisioner: example.com/by-hand
                volumeBindingMode: Immediate
                """
                    .formatted(name)))
        .orThrow();
  }

  /** A volume for the artifact of this name. */
  void volume(String name) throws IOException {
    api.create(
            "/api/v1/persistentvolumes",
            yaml(
                """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s}
                spec:
                  capacity: {storage: 2Gi}
                  storageClassName: %1$s
                  accessModes: [ReadWriteMany]
                  persistentVolumeReclaimPolicy: Retain
                  hostPath: {path: /tmp/%1$s}
                """
                    .formatted(name)))
        .orThrow();
  }

  void secret(String name, String key) throws IOException {
    api.create(
            "/api/v1/namespaces/" + namespace + "/secrets",
            yaml(
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                stringData: {%s: secret}
                """
                    .formatted(name, key)))
        .orThrow();
  }

  /** What a downloading Pod writes, with the rights of a test. */
  void reportsProgress(String name, int percentage) throws IOException {
    api.patch(
            url(name) + "/status",
            ApiClient.MERGE_PATCH,
            "{\"status\":{\"progress\":{\"percentage\":%d,\"displayPercentage\":\"%d %%\"}}}"
                .formatted(percentage, percentage))
        .orThrow();
  }

  ApiResponse edit(String name, String mergePatch) throws IOException {
    return api.patch(url(name), ApiClient.MERGE_PATCH, mergePatch);
  }

  JsonObject get(String name) throws IOException {
    return api.get(url(name)).orThrow().json();
  }

  void delete(String name) throws IOException {
    api.delete(url(name)).orThrow();
  }

  String word(String name) throws IOException {
    return get(name).textAt("status.status").orElse("");
  }

  void awaitWord(String name, String word) {
    soon().untilAsserted(() -> assertThat(word(name)).as("%s", get(name)).isEqualTo(word));
  }

  void awaitCondition(String name, String type, String saying) {
    soon()
        .untilAsserted(
            () -> assertThat(condition(name, type)).as("%s", get(name)).isEqualTo(saying));
  }

  /** A condition as {@code status/reason}; {@code /} when it is not there. */
  String condition(String name, String type) throws IOException {
    JsonObject condition = conditionObject(name, type);
    return condition.textAt("status").orElse("") + "/" + condition.textAt("reason").orElse("");
  }

  String message(String name, String type) throws IOException {
    return conditionObject(name, type).textAt("message").orElse("");
  }

  private JsonObject conditionObject(String name, String type) throws IOException {
    return items(get(name), "status.conditions").stream()
        .filter(each -> each.textAt("type").orElse("").equals(type))
        .findFirst()
        .orElse(JsonObject.empty());
  }

  /** The names of what an artifact has made. */
  List<String> children(String resources, String name) throws IOException {
    String group = resources.equals("jobs") ? "/apis/batch/v1" : "/api/v1";
    JsonObject all =
        api.get(
                "%s/namespaces/%s/%s?labelSelector=aim.eai.amd.com/cache.name=%s"
                    .formatted(group, namespace, resources, name))
            .orThrow()
            .json();
    return items(all, "items").stream()
        .map(each -> each.textAt("metadata.name").orElse(""))
        .toList();
  }

  private static List<JsonObject> items(JsonObject object, String path) {
    return object.at(path).flatMap(Json::asArray).orElse(JsonArray.empty()).items().stream()
        .flatMap(item -> item.asObject().stream())
        .toList();
  }

  private static JsonObject yaml(String text) {
    try {
      return YamlReader.read(text).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalArgumentException("line " + e.line() + ": " + e.reason(), e);
    }
  }
}
