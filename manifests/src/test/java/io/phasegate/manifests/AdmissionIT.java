package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.ALPHA;
import static io.phasegate.manifests.Dgdr.BETA;
import static io.phasegate.manifests.Dgdr.all;
import static io.phasegate.manifests.Dgdr.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people see when admission says no, or something worth knowing. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionIT {

  private final Cluster cluster;
  private final ApiClient api;
  private final String namespace;
  private final Installation installation;

  AdmissionIT(Cluster cluster, TestNamespace namespace) throws IOException {
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
  void kubectlShowsTheAlphaFieldThatIsWrong() {
    var refused =
        cluster.kubectl("create", "-n", namespace, "-f", "samples/dgdr-refused-v1alpha1.yaml");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("The DynamoGraphDeploymentRequest \"refused-legacy\" is invalid")
        .contains("spec.profilingConfig.config.engine.minNumGpusPerEngine");
  }

  @Test
  void kubectlShowsTheBetaFieldThatIsWrong() {
    var refused =
        cluster.kubectl("create", "-n", namespace, "-f", "samples/dgdr-refused-v1beta1.yaml");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("spec.searchStrategy")
        .contains("thorough search needs a concrete backend");
  }

  @Test
  void refusalIsA422WithACausePerField() throws IOException {
    ApiResponse refused =
        api.create(
            all(ALPHA, namespace),
            Dgdr.of(ALPHA, "metadata: {name: empty}\nspec: {model: m, backend: vllm}"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().textAt("reason")).hasValue("Invalid");
    assertThat(refused.json().at("details.causes").map(Json::toString).orElse(""))
        .contains("spec.profilingConfig.profilerImage", "spec.profilingConfig.config");
  }

  @Test
  void B9_nameThatIsTooLongForTheProfilingJobIsRefusedInBothVersions() throws IOException {
    String name = "n".repeat(56);

    ApiResponse alpha =
        api.create(
            all(ALPHA, namespace),
            Dgdr.of(
                ALPHA,
                """
                metadata: {name: %s}
                spec: {model: m, backend: vllm, profilingConfig: {profilerImage: i, config: {sla: {ttft: 1}}}}
                """
                    .formatted(name)));
    ApiResponse beta =
        api.create(
            all(BETA, namespace),
            Dgdr.of(BETA, "metadata: {name: %s}\nspec: {model: m}".formatted(name)));

    assertThat(alpha.text()).contains("metadata.name").contains("at most 55 characters");
    assertThat(beta.text()).contains("metadata.name").contains("at most 55 characters");
  }

  @Test
  void A1_warningReachesThePersonAtKubectl() {
    var applied =
        cluster.kubectl("apply", "-n", namespace, "-f", "samples/dgdr-v1alpha1.yaml").orThrow();

    assertThat(applied.err()).contains("Warning: spec.enableGpuDiscovery");
  }

  @Test
  void labelOfARequestThatWasWarnedOfIsSetInSilence() throws IOException {
    ApiResponse created =
        api.create(
            all(BETA, namespace),
            Dgdr.of(
                BETA,
                "metadata: {name: labelled}\n"
                    + "spec: {model: m, image: i, sla: {e2eLatency: 2, ttft: 1}}"));
    ApiResponse edited = merge(BETA, "labelled", "{\"spec\":{\"model\":\"n\"}}");
    ApiResponse labelled = merge(BETA, "labelled", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

    assertThat(created.orThrow().warnings()).anyMatch(it -> it.contains("spec.sla"));
    assertThat(edited.orThrow().warnings()).anyMatch(it -> it.contains("spec.sla"));
    assertThat(labelled.orThrow().warnings()).isEmpty();
  }

  /** The old object is shown without the default of useMocker, and the new one with it. */
  @Test
  void labelOfARequestInV1alpha1IsSetInSilenceToo() throws IOException {
    createAlpha(
        "labelled-alpha",
        "enableGpuDiscovery: true, profilingConfig: {profilerImage: i, config: {sla: {ttft: 1}}}");

    ApiResponse edited = merge(ALPHA, "labelled-alpha", "{\"spec\":{\"model\":\"n\"}}");
    ApiResponse labelled =
        merge(ALPHA, "labelled-alpha", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

    assertThat(edited.orThrow().warnings()).anyMatch(it -> it.contains("enableGpuDiscovery"));
    assertThat(labelled.orThrow().warnings()).noneMatch(it -> it.contains("enableGpuDiscovery"));
  }

  @Test
  void frozenSpecIsRefusedInTheVersionThatWasWritten() throws IOException {
    createAlpha("frozen", "profilingConfig: {profilerImage: i, config: {sla: {ttft: 1}, note: a}}");
    api.patch(
            one(BETA, namespace, "frozen") + "/status",
            ApiClient.MERGE_PATCH,
            "{\"status\":{\"phase\":\"Profiling\"}}")
        .orThrow();

    ApiResponse savedLeaf =
        api.patch(
            one(ALPHA, namespace, "frozen"),
            ApiClient.MERGE_PATCH,
            "{\"spec\":{\"profilingConfig\":{\"config\":{\"note\":\"b\"}}}}");
    ApiResponse label =
        api.patch(
            one(ALPHA, namespace, "frozen"),
            ApiClient.MERGE_PATCH,
            "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

    assertThat(savedLeaf.status()).isEqualTo(422);
    assertThat(savedLeaf.text()).contains("spec is frozen in state Profiling");
    assertThat(label.status()).isEqualTo(200);
  }

  @Test
  void finalizerCanBeRemovedFromARequestThatIsGoingAway() throws IOException {
    api.create(
            all(BETA, namespace),
            Dgdr.of(
                BETA, "metadata: {name: going, finalizers: [example.com/hold]}\nspec: {model: m}"))
        .orThrow();
    api.delete(one(BETA, namespace, "going")).orThrow();

    ApiResponse removed =
        api.patch(
            one(ALPHA, namespace, "going"),
            ApiClient.MERGE_PATCH,
            "{\"metadata\":{\"finalizers\":null}}");

    assertThat(removed.status()).isEqualTo(200);
    assertThat(api.get(one(BETA, namespace, "going")).status()).isEqualTo(404);
  }

  @Test
  void dryRunGetsATrueAnswerAndLeavesNothing() throws IOException {
    JsonObject request = Dgdr.of(BETA, "metadata: {name: dry}\nspec: {model: m}");

    ApiResponse answer = api.create(all(BETA, namespace) + "?dryRun=All", request);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(api.get(one(BETA, namespace, "dry")).status()).isEqualTo(404);
  }

  private ApiResponse merge(String version, String name, String patch) throws IOException {
    return api.patch(one(version, namespace, name), ApiClient.MERGE_PATCH, patch);
  }

  private void createAlpha(String name, String more) throws IOException {
    api.create(
            all(ALPHA, namespace),
            Dgdr.of(
                ALPHA,
                "metadata: {name: %s}\nspec: {model: m, backend: vllm, %s}".formatted(name, more)))
        .orThrow();
  }
}
