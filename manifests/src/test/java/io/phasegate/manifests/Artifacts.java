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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
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
    return write(name, standIn, "hf://acme/" + name, spec);
  }

  ApiResponse write(String name, String standIn, String source, String spec) throws IOException {
    return api.create(
        url(),
        yaml(
            """
            apiVersion: aim.eai.amd.com/v1alpha1
            kind: AIMArtifact
            metadata:
              name: %1$s
              labels: {aim.eai.amd.com/stand-in: %2$s}
            spec:
              sourceUri: %3$s
              storageClassName: %1$s
            %4$s
            """
                .formatted(name, standIn, source, spec.indent(2))));
  }

  private String configs(String kind) {
    return kind.equals("AIMClusterRuntimeConfig")
        ? GROUP + "/aimclusterruntimeconfigs"
        : GROUP + "/namespaces/" + namespace + "/aimruntimeconfigs";
  }

  void deleteConfig(String kind, String name) throws IOException {
    api.delete(configs(kind) + "/" + name).orThrow();
  }

  /** A config of the namespace, or of the cluster. */
  void config(String kind, String name, String spec) throws IOException {
    api.create(
            configs(kind),
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
    volume(name, name);
  }

  /** A volume of a class; each can be claimed once. */
  void volume(String name, String storageClass) throws IOException {
    api.create(
            "/api/v1/persistentvolumes",
            yaml(
                """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s}
                spec:
                  capacity: {storage: 2Gi}
                  storageClassName: %2$s
                  accessModes: [ReadWriteMany]
                  persistentVolumeReclaimPolicy: Retain
                  hostPath: {path: /tmp/%1$s}
                """
                    .formatted(name, storageClass)))
        .orThrow();
  }

  /** A reference, as JSON, to an owner that is made here. */
  String ownerReference(String name) throws IOException {
    JsonObject owner =
        api.create(
                all("configmaps"),
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}".formatted(name)))
            .orThrow()
            .json();
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"%s\",\"uid\":\"%s\"}"
        .formatted(name, owner.textAt("metadata.uid").orElseThrow());
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

  void awaitMode(String name, String mode) {
    soon().untilAsserted(() -> assertThat(get(name).textAt("status.mode")).hasValue(mode));
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
    return ofChildren(resources, name, "metadata.name");
  }

  /** The uids of what an artifact has made. */
  List<String> uids(String resources, String name) throws IOException {
    return ofChildren(resources, name, "metadata.uid");
  }

  private List<String> ofChildren(String resources, String name, String path) throws IOException {
    JsonObject all =
        api.get(all(resources) + "?labelSelector=aim.eai.amd.com/cache.name=" + name)
            .orThrow()
            .json();
    return items(all, "items").stream().map(each -> each.textAt(path).orElse("")).toList();
  }

  private String all(String resources) {
    String group = resources.equals("jobs") ? "/apis/batch/v1" : "/api/v1";
    return "%s/namespaces/%s/%s".formatted(group, namespace, resources);
  }

  /** Somebody deletes what an artifact has made. */
  void deleteChildren(String resources, String name) throws IOException {
    for (String child : children(resources, name)) {
      api.delete(all(resources) + "/" + child + "?propagationPolicy=Background").orThrow();
    }
  }

  /** What a child is called: spec/engine.md 8.3. */
  String childName(String name, String what) throws IOException {
    String uid = get(name).textAt("metadata.uid").orElseThrow();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(('"' + uid + '"').getBytes(StandardCharsets.UTF_8));
      return "%s-%s-%s".formatted(name, what, HexFormat.of().formatHex(digest).substring(0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Somebody makes a Job or a claim of a name. */
  void occupy(String resources, String yaml) throws IOException {
    api.create(all(resources), yaml(yaml)).orThrow();
  }

  /** The events about an artifact, as {@code type reason}, each as often as it was told. */
  List<String> told(String name) throws IOException {
    return toldInFull(name).stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
  }

  /** The same, as {@code type reason: message}. */
  List<String> toldInFull(String name) throws IOException {
    JsonObject list =
        api.get(all("events") + "?fieldSelector=involvedObject.name=" + name).orThrow().json();
    return items(list, "items").stream()
        .flatMap(event -> Collections.nCopies(count(event), told(event)).stream())
        .sorted()
        .toList();
  }

  private static String told(JsonObject event) {
    return "%s %s: %s"
        .formatted(
            event.textAt("type").orElse(""),
            event.textAt("reason").orElse(""),
            event.textAt("message").orElse(""));
  }

  private static int count(JsonObject event) {
    return event.get("count").orElse(Json.Null.NULL) instanceof Json.Num(var number)
        ? Integer.parseInt(number)
        : 1;
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
