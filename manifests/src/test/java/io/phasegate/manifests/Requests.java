package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The requests of one namespace and what has come of them, as their author sees it. */
record Requests(ApiClient api, String namespace) {

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  /** Writes one in v1beta1, with these lines in its spec beside the least that it needs. */
  void create(String name, String spec) throws IOException {
    write(
        BETA,
        """
        metadata: {name: %s}
        spec:
          model: acme/tiny-1b
          image: registry.example.com/profiler:1
        %s
        """
            .formatted(name, spec.indent(2)));
  }

  /** Writes one as it is. */
  void write(String version, String yaml) throws IOException {
    api.create(Dgdr.all(version, namespace), Dgdr.of(version, yaml)).orThrow();
  }

  /** One with a profiler that does what the stand-ins are told in these annotations. */
  void createWithProfiler(String name, String annotations) throws IOException {
    create(
        name,
        """
        overrides:
          profilingJob:
            backoffLimit: 0
            template:
              metadata:
                annotations: {%s}
        """
            .formatted(annotations));
  }

  /** Edits one as its author would. */
  void edit(String name, String mergePatch) throws IOException {
    tryEdit(name, mergePatch).orThrow();
  }

  ApiResponse tryEdit(String name, String mergePatch) throws IOException {
    return api.patch(Dgdr.one(BETA, namespace, name), ApiClient.MERGE_PATCH, mergePatch);
  }

  JsonObject get(String name) throws IOException {
    return api.get(Dgdr.one(BETA, namespace, name)).orThrow().json();
  }

  void delete(String name) throws IOException {
    api.delete(Dgdr.one(BETA, namespace, name)).orThrow();
  }

  String phase(String name) throws IOException {
    return get(name).textAt("status.phase").orElse("");
  }

  void awaitPhase(String name, String phase) {
    soon().untilAsserted(() -> assertThat(phase(name)).isEqualTo(phase));
  }

  /** A condition as {@code status/reason}. */
  String condition(String name, String type) throws IOException {
    JsonObject condition = conditionObject(name, type);
    return condition.textAt("status").orElse("") + "/" + condition.textAt("reason").orElse("");
  }

  String message(String name, String type) throws IOException {
    return conditionObject(name, type).textAt("message").orElse("");
  }

  private JsonObject conditionObject(String name, String type) throws IOException {
    return items(get(name).at("status.conditions").flatMap(Json::asArray)).stream()
        .filter(each -> each.textAt("type").orElse("").equals(type))
        .findFirst()
        .orElse(JsonObject.empty());
  }

  ApiResponse job(String name) throws IOException {
    return api.get(jobUrl(name));
  }

  String jobUrl(String name) {
    return "/apis/batch/v1/namespaces/%s/jobs/profile-%s".formatted(namespace, name);
  }

  /** The Pods of a request's Job. */
  List<JsonObject> pods(String name) throws IOException {
    return items(
        api.get(
                "/api/v1/namespaces/%s/pods?labelSelector=job-name=profile-%s"
                    .formatted(namespace, name))
            .orThrow()
            .json()
            .get("items")
            .flatMap(Json::asArray));
  }

  ApiResponse deployment(String name) throws IOException {
    return api.get(deploymentUrl(name));
  }

  String deploymentUrl(String name) {
    return "/apis/nvidia.com/v1alpha1/namespaces/"
        + namespace
        + "/dynamographdeployments"
        + "/"
        + name
        + "-dgd";
  }

  /** What somebody else writes into the deployment's status. */
  void deploymentSays(String name, String state) throws IOException {
    api.patch(
            deploymentUrl(name) + "/status",
            ApiClient.MERGE_PATCH,
            "{\"status\":{\"state\":\"%s\"}}".formatted(state))
        .orThrow();
  }

  /** The reasons of a request's events, one for each time that they were counted. */
  List<String> told(String name) throws IOException {
    JsonObject list =
        api.get(
                "/api/v1/namespaces/%s/events?fieldSelector=involvedObject.name=%s"
                    .formatted(namespace, name))
            .orThrow()
            .json();
    return items(list.get("items").flatMap(Json::asArray)).stream()
        .flatMap(
            event -> Collections.nCopies(count(event), event.textAt("reason").orElse("")).stream())
        .sorted()
        .toList();
  }

  private static int count(JsonObject event) {
    return event.get("count").orElse(Json.Null.NULL) instanceof Json.Num(var number)
        ? Integer.parseInt(number)
        : 1;
  }

  private static List<JsonObject> items(Optional<JsonArray> array) {
    return array.orElse(JsonArray.empty()).items().stream()
        .flatMap(item -> item.asObject().stream())
        .toList();
  }
}
