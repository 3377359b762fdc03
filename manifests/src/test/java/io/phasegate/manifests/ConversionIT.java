package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.BETA;
import static io.phasegate.manifests.Dgdr.all;
import static io.phasegate.manifests.Dgdr.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests there and back through a real API server. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionIT {

  private static final Path CONFIG_MAP_REF =
      Path.of("metadata.annotations").key("nvidia.com/dgdr-config-map-ref");
  private static final Path OUTPUT_PVC =
      Path.of("metadata.annotations").key("nvidia.com/dgdr-output-pvc");

  private final ApiClient api;
  private final String namespace;
  private final Cluster cluster;
  private final Installation installation;

  ConversionIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.api = cluster.api();
    this.namespace = namespace.name();
    this.installation = Installation.on(cluster);
  }

  @AfterAll
  void uninstall() {
    installation.close();
  }

  @Test
  void legacyRequestComesBackWhole() throws IOException {
    JsonObject sample = Dgdr.sample("dgdr-v1alpha1.yaml");
    JsonObject created = api.create(all(ALPHA, namespace), sample).orThrow().json();

    JsonObject hub = api.get(one(BETA, namespace, "support-chat")).orThrow().json();
    JsonObject back = api.get(one(ALPHA, namespace, "support-chat")).orThrow().json();

    assertThat(hub.at("spec.image")).isEqualTo(sample.at("spec.profilingConfig.profilerImage"));
    assertThat(hub.at("spec.workload.isl")).hasValue(Json.Num.of(3500));
    assertThat(hub.at(CONFIG_MAP_REF).flatMap(Json::asText).orElse(""))
        .contains("\"name\":\"support-chat-base\"");
    assertThat(hub.at(OUTPUT_PVC)).hasValue(Json.text("profiling-results"));
    assertThat(written(back)).isEqualTo(written(created));
    assertThat(back.get("spec")).isEqualTo(created.get("spec"));
  }

  @Test
  void hubRequestIsReadByAlphaClientsAndComesBackWhole() throws IOException {
    JsonObject sample = Dgdr.sample("dgdr-v1beta1.yaml");
    JsonObject created = api.create(all(BETA, namespace), sample).orThrow().json();
    String name = created.textAt("metadata.name").orElseThrow();

    JsonObject spoke = api.get(one(ALPHA, namespace, name)).orThrow().json();
    JsonObject saved = api.replace(one(ALPHA, namespace, name), spoke).orThrow().json();
    JsonObject back = api.get(one(BETA, namespace, name)).orThrow().json();

    assertThat(spoke.at("spec.profilingConfig.profilerImage")).isEqualTo(sample.at("spec.image"));
    assertThat(saved.textAt("apiVersion")).hasValue("nvidia.com/v1alpha1");
    assertThat(back.get("spec")).isEqualTo(created.get("spec"));
  }

  @Test
  void oneListHoldsRequestsThatWereWrittenInBothVersions() throws IOException {
    create(ALPHA, "listed-old", "profilingConfig: {profilerImage: i, config: {sla: {ttft: 1}}}");
    create(BETA, "listed-new", "image: i");

    for (String version : List.of(ALPHA, BETA)) {
      JsonObject list = api.get(all(version, namespace)).orThrow().json();

      assertThat(items(list))
          .filteredOn(item -> item.textAt("metadata.name").orElse("").startsWith("listed-"))
          .hasSize(2)
          .allSatisfy(
              item -> assertThat(item.textAt("apiVersion")).hasValue("nvidia.com/" + version));
    }
  }

  @Test
  void twoFieldManagersApplyInTwoVersions() throws IOException {
    api.apply(
            one(ALPHA, namespace, "shared"),
            "legacy-pipeline",
            request(
                ALPHA,
                "shared",
                "profilingConfig: {profilerImage: i, outputPVC: o, config: {sla: {ttft: 100}}}"))
        .orThrow();
    api.apply(
            one(BETA, namespace, "shared"),
            "platform-team",
            Dgdr.of(
                BETA,
                """
                metadata: {name: shared}
                spec: {hardware: {totalGpus: 8}, workload: {concurrency: 4}}
                """))
        .orThrow();

    JsonObject hub = api.get(one(BETA, namespace, "shared")).orThrow().json();
    JsonObject again =
        api.apply(
                one(ALPHA, namespace, "shared"),
                "legacy-pipeline",
                request(
                    ALPHA,
                    "shared",
                    "profilingConfig: {profilerImage: i2, outputPVC: o, config: {sla: {ttft:"
                        + " 100}}}"))
            .orThrow()
            .json();
    JsonObject after = api.get(one(BETA, namespace, "shared")).orThrow().json();

    assertThat(managers(hub)).contains("legacy-pipeline", "platform-team");
    assertThat(hub.at("spec.sla.ttft")).hasValue(Json.Num.of(100));
    assertThat(hub.at("spec.hardware.totalGpus")).hasValue(Json.Num.of(8));
    assertThat(again.at("spec.profilingConfig.profilerImage")).hasValue(Json.text("i2"));
    assertThat(after.at("spec.hardware.totalGpus")).hasValue(Json.Num.of(8));
    assertThat(after.at("spec.workload.concurrency")).hasValue(Json.Num.of(4));
    assertThat(after.at(OUTPUT_PVC)).hasValue(Json.text("o"));
    assertThat(managers(after)).contains("legacy-pipeline", "platform-team");
  }

  /** V10: the server converts the fields that each manager owns as objects of their own. */
  @Test
  void eachManagerKeepsItsFieldsInItsVersion() throws IOException {
    String alpha = one(ALPHA, namespace, "managed");
    String beta = one(BETA, namespace, "managed");
    api.apply(
            alpha,
            "legacy-pipeline",
            request(
                ALPHA,
                "managed",
                "profilingConfig: {profilerImage: i, outputPVC: o, config: {sla: {ttft: 100}}}"))
        .orThrow();
    api.apply(
            beta,
            "platform-team",
            Dgdr.of(
                BETA,
                """
                metadata: {name: managed}
                spec: {hardware: {totalGpus: 8}, workload: {concurrency: 4}}
                """))
        .orThrow();

    for (String url : List.of(alpha, beta)) {
      JsonObject object = api.get(url).orThrow().json();
      assertThat(ownedBy("legacy-pipeline", object))
          .hasValueSatisfying(entry -> {
            assertThat(entry.textAt("apiVersion")).hasValue("nvidia.com/v1alpha1");
            assertThat(entry.at("fieldsV1.f:spec.f:profilingConfig.f:outputPVC")).isPresent();
            assertThat(entry.at("fieldsV1.f:spec.f:model")).isPresent();
          });
      assertThat(ownedBy("platform-team", object))
          .hasValueSatisfying(entry -> {
            assertThat(entry.textAt("apiVersion")).hasValue("nvidia.com/v1beta1");
            assertThat(entry.at("fieldsV1.f:spec.f:hardware.f:totalGpus")).isPresent();
          });
    }

    // What a manager no longer applies goes, and only that.
    api.apply(
            beta,
            "platform-team",
            Dgdr.of(BETA, "metadata: {name: managed}\nspec: {hardware: {totalGpus: 8}}"))
        .orThrow();
    api.apply(
            alpha,
            "legacy-pipeline",
            request(
                ALPHA,
                "managed",
                "profilingConfig: {profilerImage: i, config: {sla: {ttft: 100}}}"))
        .orThrow();
    JsonObject hub = api.get(beta).orThrow().json();
    assertThat(hub.at("spec.workload.concurrency")).isEmpty();
    assertThat(hub.at(OUTPUT_PVC)).isEmpty();
    assertThat(hub.at("spec.hardware.totalGpus")).hasValue(Json.Num.of(8));
    assertThat(hub.at("spec.sla.ttft")).hasValue(Json.Num.of(100));
  }

  private static Optional<JsonObject> ownedBy(String manager, JsonObject object) {
    return object.at("metadata.managedFields").flatMap(Json::asArray).orElseThrow().items().stream()
        .flatMap(entry -> entry.asObject().stream())
        .filter(entry -> entry.textAt("manager").equals(Optional.of(manager)))
        .findFirst();
  }

  /** V9: what the target's schema does not know is pruned by the API server, not by us. */
  @Test
  void defaultsAndPruningAreThoseOfTheVersionThatWasWritten() throws IOException {
    JsonObject created =
        create(ALPHA, "pruned", "profilingConfig: {profilerImage: i}, nonsense: 1");

    JsonObject hub = api.get(one(BETA, namespace, "pruned")).orThrow().json();

    assertThat(created.at("spec.nonsense")).isEmpty();
    assertThat(hub.at("spec.nonsense")).isEmpty();
    assertThat(created.at("spec.autoApply")).hasValue(Json.Bool.FALSE);
    assertThat(hub.at("spec.autoApply")).hasValue(Json.Bool.FALSE);
    assertThat(hub.at("spec.searchStrategy")).hasValue(Json.text("rapid"));
  }

  @Test
  void statusEditLeavesTheSpecAlone() throws IOException {
    JsonObject created = create(BETA, "with-status", "image: i, hardware: {totalGpus: 2}");

    api.patch(
            one(BETA, namespace, "with-status") + "/status",
            ApiClient.MERGE_PATCH,
            "{\"spec\":{\"image\":\"other\"},\"status\":{\"phase\":\"Deployed\",\"dgdName\":\"d\"}}")
        .orThrow();

    JsonObject hub = api.get(one(BETA, namespace, "with-status")).orThrow().json();
    JsonObject spoke = api.get(one(ALPHA, namespace, "with-status")).orThrow().json();
    assertThat(hub.get("spec")).isEqualTo(created.get("spec"));
    assertThat(spoke.at("status.state")).hasValue(Json.text("Ready"));
    assertThat(spoke.at("status.deployment.created")).hasValue(Json.Bool.TRUE);
  }

  @Test
  void alphaStatusEditIsReadOnTheHub() throws IOException {
    create(ALPHA, "old-status", "profilingConfig: {profilerImage: i, config: {sla: {ttft: 1}}}");

    api.patch(
            one(ALPHA, namespace, "old-status") + "/status",
            ApiClient.MERGE_PATCH,
            "{\"status\":{\"state\":\"Profiling\"}}")
        .orThrow();

    JsonObject hub = api.get(one(BETA, namespace, "old-status")).orThrow().json();
    assertThat(hub.at("status.phase")).hasValue(Json.text("Profiling"));
    assertThat(hub.at("spec.image")).hasValue(Json.text("i"));
  }

  @Test
  void kubectlShowsBothVersions() {
    var applied =
        cluster.kubectl("apply", "-n", namespace, "-f", "samples/dgdr-minimal.yaml").orThrow();
    var beta =
        cluster
            .kubectl("get", "dynamographdeploymentrequests.v1beta1.nvidia.com", "-n", namespace)
            .orThrow();
    var alpha =
        cluster
            .kubectl("get", "dynamographdeploymentrequests.v1alpha1.nvidia.com", "-n", namespace)
            .orThrow();

    assertThat(applied.out()).contains("created");
    assertThat(beta.out()).contains("PHASE");
    assertThat(alpha.out()).contains("STATE", "DGD-STATE");
    assertThat(alpha.err()).contains("deprecated");
  }

  private JsonObject create(String version, String name, String spec) throws IOException {
    return api.create(all(version, namespace), request(version, name, spec)).orThrow().json();
  }

  private static JsonObject request(String version, String name, String spec) {
    return Dgdr.of(
        version, "metadata: {name: %s}\nspec: {model: m, backend: vllm, %s}".formatted(name, spec));
  }

  private static List<JsonObject> items(JsonObject list) {
    return list.get("items").flatMap(Json::asArray).orElseThrow().items().stream()
        .map(item -> item.asObject().orElseThrow())
        .toList();
  }

  private static List<String> managers(JsonObject object) {
    return object.at("metadata.managedFields").flatMap(Json::asArray).orElseThrow().items().stream()
        .map(entry -> entry.asObject().flatMap(o -> o.textAt("manager")).orElse(""))
        .toList();
  }

  /** What a person wrote, without what the server keeps a book of. */
  private static JsonObject written(JsonObject object) {
    Draft draft = Draft.of(object);
    draft.take(Path.of("metadata.managedFields"), Path.of("metadata"));
    return draft.freeze();
  }
}
