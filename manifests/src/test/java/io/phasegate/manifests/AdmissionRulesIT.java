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
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of spec/dgdr.md section 4 through a real API server, in the version it is about. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionRulesIT {

  private static final String LEGACY = "model: m, backend: vllm, profilingConfig: ";

  private final ApiClient api;
  private final String namespace;
  private final Installation installation;

  AdmissionRulesIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.api = cluster.api();
    this.namespace = namespace.name();
    this.installation = Installation.on(cluster);
  }

  @AfterAll
  void uninstall() {
    installation.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A2    | {config: {sla: {ttft: 1}}}                                                             | spec.profilingConfig.profilerImage
          A3    | {profilerImage: i}                                                                     | spec.profilingConfig.config
          A3-   | {profilerImage: i, config: {}}                                                         | spec.profilingConfig.config
          A4    | {profilerImage: i, config: [1]}                                                        | spec.profilingConfig.config
          A8    | {profilerImage: i, config: {engine: {minNumGpusPerEngine: 4, maxNumGpusPerEngine: 2}}} | spec.profilingConfig.config.engine.minNumGpusPerEngine
          A9    | {profilerImage: i, config: {a: 1}}, deploymentOverrides: {name: Bad_Name}               | spec.deploymentOverrides.name
          A9-   | {profilerImage: i, config: {a: 1}}, deploymentOverrides: {labels: {'bad key!': x}}      | spec.deploymentOverrides.labels.bad key!
          """)
  void refusalOfV1alpha1NamesItsField(String rule, String profiling, String field)
      throws IOException {
    assertRefused(create(ALPHA, "refused", LEGACY + profiling), field);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          B1  | searchStrategy: thorough, backend: auto                                                                                  | spec.searchStrategy
          B1- | searchStrategy: thorough                                                                                                 | spec.searchStrategy
          B5  | workload: {concurrency: 1, requestRate: 2}                                                                               | spec.workload
          B6  | sla: {ttft: -1}                                                                                                          | spec.sla.ttft
          B6- | hardware: {totalGpus: 0}                                                                                                 | spec.hardware.totalGpus
          B7  | overrides: {dgd: {apiVersion: nvidia.com/v1beta1, kind: Pod}}                                                            | spec.overrides.dgd.kind
          B7- | overrides: {dgd: {apiVersion: v1, kind: DynamoGraphDeployment}}                                                          | spec.overrides.dgd.apiVersion
          B8  | overrides: {dgd: {apiVersion: nvidia.com/v1beta1, kind: DynamoGraphDeployment, metadata: {name: a.b}}}                   | spec.overrides.dgd.metadata.name
          B10 | overrides: {profilingJob: {template: {spec: {containers: [{name: profiler}, {name: profiler}]}}}}                        | spec.overrides.profilingJob.template.spec.containers[1]
          """)
  void refusalOfV1beta1NamesItsField(String rule, String spec, String field) throws IOException {
    assertRefused(create(BETA, "refused", "model: m, image: i, " + spec), field);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A1 | enableGpuDiscovery: true, | {profilerImage: i, config: {sla: {ttft: 1}}}                          | spec.enableGpuDiscovery: deprecated
          A5 |                           | {profilerImage: i, config: {engine: {backend: sglang}}}               | spec.profilingConfig.config.engine.backend: "sglang" will be replaced
          A6 |                           | {profilerImage: i, config: {deployment: {model: other}}}              | spec.profilingConfig.config.deployment.model: "other" will be replaced
          """)
  void warningOfV1alpha1ReachesItsAuthor(String rule, String more, String profiling, String warning)
      throws IOException {
    ApiResponse created =
        create(ALPHA, name("warned", rule), (more == null ? "" : more) + LEGACY + profiling);

    assertThat(created.orThrow().warnings()).anyMatch(text -> text.contains(warning));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          B11 | modelCache: {pvcModelPath: /models}                                                                     | spec.modelCache.pvcName: modelCache without pvcName
          B12 | hardware: {totalGpus: 1, numGpusPerNode: 8}                                                             | spec.hardware.totalGpus: 1 is less than numGpusPerNode 8
          B13 | sla: {e2eLatency: 1, ttft: 1}                                                                           | spec.sla: e2eLatency stands for
          B15 | overrides: {profilingJob: {template: {spec: {hostNetwork: true, containers: [{name: profiler}]}}}}      | hostNetwork: this override is ignored
          """)
  void warningOfV1beta1ReachesItsAuthor(String rule, String spec, String warning)
      throws IOException {
    ApiResponse created = create(BETA, name("warned", rule), "model: m, image: i, " + spec);

    assertThat(created.orThrow().warnings()).anyMatch(text -> text.contains(warning));
  }

  /** What v1alpha1's author wrote is refused for the hub's rule at the author's own field. */
  @Test
  void B6_isToldToTheAuthorOfV1alpha1AtItsOwnField() throws IOException {
    ApiResponse refused =
        create(ALPHA, "refused", LEGACY + "{profilerImage: i, config: {sla: {ttft: -1}}}");

    assertRefused(refused, "spec.profilingConfig.config.sla.ttft");
  }

  @Test
  void allViolationsAreToldAtOnceInTheirOrderAndOncePerField() throws IOException {
    ApiResponse refused =
        create(
            BETA,
            "refused",
            "model: m, image: i, searchStrategy: thorough, sla: {ttft: -1, itl: -1},"
                + " workload: {concurrency: 1, requestRate: -2}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(causes(refused))
        .containsExactly(
            "spec.searchStrategy",
            "spec.sla.itl",
            "spec.sla.ttft",
            "spec.workload",
            "spec.workload.requestRate");
  }

  @Test
  void A7_B2_areAskedWhereNobodyMayLookAtNodes_andRatchet() throws IOException {
    create(BETA, "blind", "model: m, image: i").orThrow();
    installation.stopWebhook();
    installation.startWebhook(api, "--namespaces=" + namespace, "--gpu-discovery=false");
    try {
      assertRefused(create(BETA, "refused", "model: m, image: i"), "spec.hardware");
      assertRefused(
          create(ALPHA, "refused", LEGACY + "{profilerImage: i, config: {sla: {ttft: 1}}}"),
          "spec.profilingConfig.config.hardware");
      assertThat(
              create(BETA, "seeing", "model: m, image: i, hardware: {numGpusPerNode: 8}").status())
          .isEqualTo(201);

      assertThat(edit(BETA, "blind", "model", "\"n\"").status())
          .as("what was wrong before the update may stay so")
          .isEqualTo(200);
      assertThat(edit(ALPHA, "blind", "model", "\"o\"").status()).isEqualTo(200);
      assertRefused(edit(BETA, "seeing", "hardware", "null"), "spec.hardware");
    } finally {
      installation.stopWebhook();
      installation.startWebhook(api);
    }
  }

  @Test
  void ratchet_updateThatBringsAViolationIsRefused() throws IOException {
    create(BETA, "good", "model: m, image: i, backend: vllm, searchStrategy: thorough").orThrow();

    assertRefused(edit(BETA, "good", "backend", "\"auto\""), "spec.searchStrategy");
  }

  /** Spec 4.4, with rulings 5 and 33: what an edit of model, and autoApply turned on, come to. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'',        200, 200",
    "Pending,   200, 200",
    "Profiling, 422, 422",
    "Ready,     422, 200",
    "Deploying, 422, 422",
    "Deployed,  422, 422",
    "Failed,    200, 200",
  })
  void phaseTable_inBothVersions(String phase, int model, int autoApply) throws IOException {
    for (String version : List.of(ALPHA, BETA)) {
      String name = name("phase-" + version, phase.isEmpty() ? "none" : phase);
      create(BETA, name, "model: m, image: i, backend: vllm, autoApply: false").orThrow();
      // v1alpha1's edits need what its rules demand (A2, A3 ratchet).
      if (!phase.isEmpty()) {
        status(name, "{\"phase\":\"%s\"}".formatted(phase)).orThrow();
      }

      ApiResponse edited = edit(version, name, "model", "\"n\"");
      ApiResponse started = edit(version, name, "autoApply", "true");

      assertThat(edited.status()).as("%s: model: %s", version, edited.text()).isEqualTo(model);
      assertThat(started.status())
          .as("%s: autoApply: %s", version, started.text())
          .isEqualTo(autoApply);
      if (phase.equals("Failed")) {
        assertThat(edited.warnings()).anyMatch(text -> text.contains("the edit changes nothing"));
      }
      assertThat(label(version, name).status()).as("metadata is never frozen").isEqualTo(200);
      assertThat(status(name, "{\"observedGeneration\":7}").status())
          .as("nor is the status")
          .isEqualTo(200);
      assertThat(api.delete(one(version, namespace, name)).status())
          .as("nor is deleting held up")
          .isEqualTo(200);
    }
  }

  @Test
  void dryRunOfARefusedEditIsRefusedAndOfAGoodOneLeavesNothing() throws IOException {
    create(BETA, "rehearsed", "model: m, image: i").orThrow();

    ApiResponse good =
        api.patch(
            one(BETA, namespace, "rehearsed") + "?dryRun=All",
            ApiClient.MERGE_PATCH,
            "{\"spec\":{\"model\":\"n\"}}");
    ApiResponse bad =
        api.patch(
            one(BETA, namespace, "rehearsed") + "?dryRun=All",
            ApiClient.MERGE_PATCH,
            "{\"spec\":{\"sla\":{\"ttft\":0}}}");

    assertThat(good.status()).isEqualTo(200);
    assertRefused(bad, "spec.sla.ttft");
    assertThat(api.get(one(BETA, namespace, "rehearsed")).orThrow().json().textAt("spec.model"))
        .hasValue("m");
  }

  /** Even where the same update would be refused of an object that stays. */
  @Test
  void finalizerGoesWhateverTheSpecIs() throws IOException {
    JsonObject held =
        Dgdr.of(
            BETA,
            """
            metadata: {name: held, finalizers: [example.com/hold]}
            spec: {model: m, image: i}
            """);
    api.create(all(BETA, namespace), held).orThrow();
    status("held", "{\"phase\":\"Profiling\"}").orThrow();
    String both =
        "{\"metadata\":{\"finalizers\":null},\"spec\":{\"model\":\"n\",\"sla\":{\"ttft\":0}}}";

    ApiResponse before = api.patch(one(BETA, namespace, "held"), ApiClient.MERGE_PATCH, both);
    api.delete(one(BETA, namespace, "held")).orThrow();
    ApiResponse after = api.patch(one(BETA, namespace, "held"), ApiClient.MERGE_PATCH, both);

    assertThat(before.status()).isEqualTo(422);
    assertThat(after.status()).as(after.text()).isEqualTo(200);
    assertThat(api.get(one(BETA, namespace, "held")).status()).isEqualTo(404);
  }

  private static String name(String prefix, String word) {
    return (prefix + "-" + word).toLowerCase(Locale.ROOT);
  }

  private ApiResponse create(String version, String name, String spec) throws IOException {
    return api.create(
        all(version, namespace),
        Dgdr.of(version, "metadata: {name: %s}\nspec: {%s}".formatted(name, spec)));
  }

  private ApiResponse edit(String version, String name, String field, String value)
      throws IOException {
    return api.patch(
        one(version, namespace, name),
        ApiClient.MERGE_PATCH,
        "{\"spec\":{\"%s\":%s}}".formatted(field, value));
  }

  private ApiResponse label(String version, String name) throws IOException {
    return api.patch(
        one(version, namespace, name),
        ApiClient.MERGE_PATCH,
        "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
  }

  private ApiResponse status(String name, String status) throws IOException {
    return api.patch(
        one(BETA, namespace, name) + "/status",
        ApiClient.MERGE_PATCH,
        "{\"status\":%s}".formatted(status));
  }

  private static void assertRefused(ApiResponse answer, String field) throws IOException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().textAt("reason")).hasValue("Invalid");
    assertThat(causes(answer)).as(answer.text()).anyMatch(cause -> cause.startsWith(field));
  }

  private static List<String> causes(ApiResponse answer) throws IOException {
    return answer.json().at("details.causes").flatMap(Json::asArray).orElseThrow().items().stream()
        .map(cause -> cause.asObject().orElseThrow().textAt("field").orElse(""))
        .toList();
  }
}
