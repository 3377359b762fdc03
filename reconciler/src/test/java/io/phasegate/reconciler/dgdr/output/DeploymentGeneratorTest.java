package io.phasegate.reconciler.dgdr.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.output.Generation.Generated;
import io.phasegate.reconciler.dgdr.output.Generation.Unusable;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases 8 to 11 and 13 of spec/dgdr.md section 10, as far as the profiler's output goes. */
class DeploymentGeneratorTest {

  private static final String DGD =
      """
      apiVersion: nvidia.com/v1alpha1
      kind: DynamoGraphDeployment
      metadata: {name: vllm-agg}
      spec: {services: {Frontend: {replicas: 1}}}
      """;

  private final DeploymentGenerator generator = new DeploymentGenerator(LegacyOverrides.create());

  @Test
  void theSampleOutputBecomesADeploymentAndAConfigMap() throws IOException, Misfit {
    var request = Requests.resource("/dgdr/chat-a1-v1alpha1.yaml");
    var output = ProfilerOutput.of(Trees.as(Requests.tree(sample()), ConfigMap.class));

    var generated = (Generated) generator.generate(request, output);

    assertThat(generated.deployment())
        .isEqualTo(
            Requests.tree(
                """
                apiVersion: nvidia.com/v1alpha1
                kind: DynamoGraphDeployment
                metadata:
                  name: chat
                  namespace: inference
                  labels:
                    tier: gold
                    dgdr.nvidia.com/name: chat-a1
                    dgdr.nvidia.com/namespace: inference
                    nvidia.com/managed-by: dynamo-operator
                  annotations: {owner: search-team}
                spec:
                  services:
                    Frontend: {replicas: 1}
                    VllmWorker: {replicas: 2}
                """));
    assertThat(generated.additional())
        .singleElement()
        .satisfies(configMap -> {
          assertThat(configMap.getMetadata().getName()).isEqualTo("planner-profile-data");
          assertThat(configMap.getMetadata().getNamespace()).isEqualTo("inference");
          assertThat(configMap.getMetadata().getLabels())
              .containsOnlyKeys(
                  "dgdr.nvidia.com/name", "dgdr.nvidia.com/namespace", "nvidia.com/managed-by");
          assertThat(configMap.getData()).containsEntry("prefill.json", "{}");
        });
    assertThat(generated.remarks()).isEmpty();
  }

  @Test
  void withoutAnotherNameTheDeploymentIsCalledAfterTheRequest() {
    assertThat(name(Requests.tiny())).isEqualTo("tiny-dgd");
  }

  @Test
  void theNameInTheOverridesComesFirst() {
    var request = Requests.with("{overrides: {dgd: {metadata: {name: mine}}}}");

    assertThat(name(request)).isEqualTo("mine");
  }

  @Test
  void aNameThatCannotBeOneIsRefused() {
    var request = Requests.with("{overrides: {dgd: {metadata: {name: 'A b;c'}}}}");

    assertThat(generate(request, DGD))
        .isInstanceOfSatisfying(
            Unusable.class,
            no -> assertThat(no.why()).contains("A b;c", "spec.overrides.dgd.metadata.name"));
  }

  @Test
  void anotherNamespaceHasNoEffectAndIsNamed() {
    var request =
        Requests.of(
            """
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeploymentRequest
            metadata: {name: old, namespace: inference}
            spec:
              model: m
              backend: vllm
              profilingConfig: {profilerImage: i, config: {a: 1}}
              deploymentOverrides: {namespace: kube-system}
            """);

    var generated = (Generated) generate(request, DGD);

    assertThat(generated.deployment().textAt("metadata.namespace")).contains("inference");
    assertThat(generated.remarks())
        .singleElement()
        .asString()
        .contains("deploymentOverrides.namespace has no effect");
  }

  /** Validation refuses it before; an older reconciler may have let it through. */
  @Test
  void aNameOfV1alpha1ThatCanBeNoneIsNamedByItsOwnField() {
    var request =
        Requests.of(
            """
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeploymentRequest
            metadata: {name: old, namespace: inference}
            spec:
              model: m
              backend: vllm
              profilingConfig: {profilerImage: i, config: {a: 1}}
              deploymentOverrides: {name: Bad_Name}
            """);

    assertThat(generate(request, DGD))
        .isInstanceOfSatisfying(
            Unusable.class,
            no ->
                assertThat(no.why())
                    .contains("\"Bad_Name\"", "v1alpha1's spec.deploymentOverrides.name"));
  }

  @Test
  void nothingOfTheDeploymentsOwnIsLost() {
    String odd = "{big: 9007199254740993, exact: 1.50, none: null, text: \"1.50\"}";

    var generated =
        (Generated)
            generate(
                Requests.tiny(),
                "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nspec: " + odd);

    assertThat(generated.deployment().textAt("apiVersion")).contains("nvidia.com/v1beta1");
    assertThat(generated.deployment().get("spec")).contains(Requests.tree(odd));
  }

  @Test
  void whatAProfilerMayNotDecideIsTakenAway() {
    var generated =
        (Generated)
            generate(
                Requests.tiny(),
                """
                apiVersion: nvidia.com/v1alpha1
                kind: DynamoGraphDeployment
                metadata:
                  name: x
                  namespace: kube-system
                  uid: abc
                  finalizers: [a/b]
                  ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: q}]
                  labels: {dgdr.nvidia.com/name: forged, keep: me, number: 3}
                spec: {}
                status: {state: successful}
                """);

    assertThat(generated.deployment())
        .isEqualTo(
            Requests.tree(
                """
                apiVersion: nvidia.com/v1alpha1
                kind: DynamoGraphDeployment
                metadata:
                  name: tiny-dgd
                  namespace: inference
                  labels:
                    dgdr.nvidia.com/name: tiny
                    dgdr.nvidia.com/namespace: inference
                    keep: me
                    nvidia.com/managed-by: dynamo-operator
                spec: {}
                """));
  }

  @Test
  void outputWithoutADeploymentIsUnusable() {
    assertThat(generate(Requests.tiny(), configMap("a")))
        .isInstanceOfSatisfying(
            Unusable.class,
            no -> assertThat(no.why()).contains("generated no DynamoGraphDeployment"));
  }

  @Test
  void outputWithoutTheKeyIsUnusable() {
    assertThat(generator.generate(Requests.tiny(), output(Map.of("other", "x"))))
        .isInstanceOfSatisfying(
            Unusable.class,
            no -> assertThat(no.why()).contains("dgdr-output-tiny", "final_config.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"apps/v1", "nvidia.com.evil.org/v1", "v1", "nvidia.com/", "evil/nvidia.com/v1"})
  void anObjectThatOnlyCallsItselfADeploymentIsNone(String apiVersion) {
    assertThat(generate(Requests.tiny(), DGD.replace("nvidia.com/v1alpha1", apiVersion)))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void aBrokenDocumentCostsItselfAndNothingElse() {
    String broken = "a: [1, 2\nb: }{\n  - x\n";

    var generated =
        (Generated)
            generate(
                Requests.tiny(),
                configMap("one")
                    + "---\n"
                    + broken
                    + "---\n"
                    + DGD
                    + "--- # two\n"
                    + configMap("two"));

    assertThat(generated.deployment().textAt("kind")).contains("DynamoGraphDeployment");
    assertThat(generated.additional())
        .extracting(configMap -> configMap.getMetadata().getName())
        .containsExactly("one", "two");
    assertThat(generated.remarks()).singleElement().asString().contains("is no YAML");
  }

  @Test
  void documentsThatAreNoObjectsAreNamedWithTheirLine() {
    var generated = (Generated) generate(Requests.tiny(), DGD + "---\n- 1\n---\nfoo: bar\n---\n");

    assertThat(generated.remarks())
        .containsExactly(
            "the document at line 6 is no object", "the document at line 8 has no kind");
  }

  @Test
  void theLastOfSeveralDeploymentsCounts() {
    var generated =
        (Generated) generate(Requests.tiny(), DGD + "---\n" + DGD.replace("Frontend", "Other"));

    assertThat(generated.deployment().at("spec.services.Other")).isPresent();
    assertThat(generated.remarks()).singleElement().asString().contains("the last one counts");
  }

  @Test
  void onlyConfigMapsAreCreatedBesideIt() {
    var generated =
        (Generated)
            generate(
                Requests.tiny(),
                DGD
                    + "---\n"
                    + configMap("ok")
                    + "---\n{apiVersion: v1, kind: Secret, metadata: {name: s}}\n"
                    + "---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding,"
                    + " metadata: {name: c}}\n"
                    + "---\n{apiVersion: evil/v1, kind: ConfigMap, metadata: {name: e}}\n");

    assertThat(generated.additional()).hasSize(1);
    assertThat(generated.remarks())
        .hasSize(3)
        .anySatisfy(remark -> assertThat(remark).startsWith("Secret \"s\" is skipped"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgdr-output-tiny", "dgdr-output-other", "kube-root-ca.crt", "../x", ""})
  void namesThatOthersRelyOnAreNotTaken(String name) {
    var generated = (Generated) generate(Requests.tiny(), DGD + "---\n" + configMap(name));

    assertThat(generated.additional()).isEmpty();
    assertThat(generated.remarks()).hasSize(1);
  }

  @Test
  void theUsersOwnBaseConfigurationIsNotTaken() {
    var request = Requests.annotated("nvidia.com/dgdr-config-map-ref", "{\"name\":\"chat-base\"}");

    var generated = (Generated) generate(request, DGD + "---\n" + configMap("chat-base"));

    assertThat(generated.additional()).isEmpty();
  }

  @Test
  void tooMuchBesideTheDeploymentMakesTheOutputUnusable() {
    String large = configMap("large").replace("v: w", "v: " + "w".repeat(250_000));

    assertThat(generate(Requests.tiny(), DGD + "---\n" + large))
        .isInstanceOfSatisfying(
            Unusable.class, no -> assertThat(no.why()).contains("250000 at most"));
  }

  @Test
  void aFewLinesThatStandForGigabytesAreSkipped() {
    var bomb = new StringBuilder("kind: ConfigMap\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(9)).append("*a%d]\n".formatted(i - 1));
    }

    var generated = (Generated) generate(Requests.tiny(), DGD + "---\n" + bomb);

    assertThat(generated.additional()).isEmpty();
    assertThat(generated.remarks())
        .singleElement()
        .asString()
        .contains("aliases", "more than 500000 values");
  }

  @Test
  void candidatesAreTakenFromTheSeventhColumn() {
    String table =
        """
        {"cost":{"table":{"data":[
          [1,2,3,4,5,6,"# a comment\\nkind: A\\n"], [1,2], "x", [1,2,3,4,5,6,"}{"],
          [1,2,3,4,5,6,"kind: B",8]]}}}
        """;

    List<JsonObject> candidates = candidates(table);

    assertThat(candidates)
        .containsExactly(
            Requests.tree("{config: {kind: A}}"), Requests.tree("{config: {kind: B}}"));
  }

  private List<JsonObject> candidates(String table) {
    var generated =
        (Generated)
            generator.generate(
                Requests.tiny(),
                output(Map.of("final_config.yaml", DGD, "webui_data.json", table)));
    return generated.candidates();
  }

  @ParameterizedTest
  @CsvSource({"<, 50000", "日, 90000", "a, 260000"})
  void aCandidateThatIsTooLargeWhereItIsStoredIsLeftOut(String character, int times) {
    String table =
        """
        {"cost":{"table":{"data":[[1,2,3,4,5,6,"note: '%s'"], [1,2,3,4,5,6,"kind: B"]]}}}
        """
            .formatted(character.repeat(times));

    List<JsonObject> candidates = candidates(table);

    assertThat(candidates).containsExactly(Requests.tree("{config: {kind: B}}"));
  }

  @Test
  void candidatesAreTakenUntilTheirRoomIsFull() {
    String row = "[1,2,3,4,5,6,\"note: '%s'\"]".formatted("<".repeat(20_000));
    String table = "{\"cost\":{\"table\":{\"data\":[%s,%s,%s]}}}".formatted(row, row, row);

    List<JsonObject> candidates = candidates(table);

    assertThat(candidates).hasSize(2);
  }

  @Test
  void aCandidateWithANumberThatNoServerReadsIsLeftOut() {
    String table =
        """
        {"cost":{"table":{"data":[[1,2,3,4,5,6,"vram: 1e400"], [1,2,3,4,5,6,"kind: B"]]}}}
        """;

    List<JsonObject> candidates = candidates(table);

    assertThat(candidates).containsExactly(Requests.tree("{config: {kind: B}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1.5E+309", "1e1000000000"})
  void aDeploymentWithANumberThatNoServerReadsIsNamedWithItsPlace(String number) {
    String manifests =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: beside}\n---\n"
            + DGD.replace("{replicas: 1}", "{args: [{limit: %s}]}".formatted(number));

    assertThat(generate(Requests.tiny(), manifests))
        .isInstanceOfSatisfying(
            Unusable.class,
            no ->
                assertThat(no.why())
                    .contains(
                        "the document at line 5",
                        "the number " + number + " at spec.services.Frontend.args[0].limit"));
  }

  @Test
  void anIntegerOfFourHundredDigitsIsNoNumberForAServerEither() {
    String manifests = DGD.replace("replicas: 1", "replicas: " + "9".repeat(400));

    assertThat(generate(Requests.tiny(), manifests))
        .isInstanceOfSatisfying(
            Unusable.class, no -> assertThat(no.why()).contains("…").hasSizeLessThan(400));
  }

  @Test
  void theLargestAndTheSmallestDoubleAreTakenAsTheyAreSpelled() {
    String manifests =
        DGD.replace(
            "{replicas: 1}", "{a: 1.7976931348623157e308, b: 1e-400, c: 18446744073709551616}");

    var generated = (Generated) generate(Requests.tiny(), manifests);

    assertThat(generated.deployment().objectAt("spec.services.Frontend"))
        .contains(Requests.tree("{a: 1.7976931348623157e308, b: 1e-400, c: 18446744073709551616}"));
  }

  @Test
  void theSelectedConfigIsLabelledAnewBeforeItIsDeployed() {
    var request = Requests.tiny();
    request.setStatus(
        JsonObject.of(
            "profilingResults",
            JsonObject.of(
                "selectedConfig",
                Requests.tree(DGD.replace("name: vllm-agg", "name: picked, namespace: other")))));

    JsonObject selected = generator.selected(request, /* edited= */ false).orElseThrow();

    assertThat(selected.textAt("metadata.name")).contains("picked");
    assertThat(selected.textAt("metadata.namespace")).contains("inference");
    assertThat(selected.objectAt("metadata.labels").orElseThrow().get("dgdr.nvidia.com/name"))
        .contains(Json.text("tiny"));
  }

  @Test
  void aSelectedConfigWithoutANameIsCalledAfterTheRequestWhereTheSpecWasEdited() {
    var request = Requests.with("{overrides: {dgd: {metadata: {name: edited}}}}");
    request.setStatus(
        JsonObject.of(
            "profilingResults",
            JsonObject.of(
                "selectedConfig", Requests.tree(DGD.replace("name: vllm-agg", "labels: {}")))));

    assertThat(generator.selected(request, /* edited= */ true).orElseThrow())
        .satisfies(selected -> assertThat(selected.textAt("metadata.name")).contains("tiny-dgd"));
    assertThat(generator.selected(request, /* edited= */ false).orElseThrow())
        .satisfies(selected -> assertThat(selected.textAt("metadata.name")).contains("edited"));
  }

  @Test
  void aSelectedConfigOfAnotherKindIsNotDeployed() {
    var request = Requests.tiny();
    request.setStatus(
        JsonObject.of(
            "profilingResults",
            JsonObject.of("selectedConfig", Requests.tree("{apiVersion: v1, kind: Secret}"))));

    assertThat(generator.selected(request, /* edited= */ false)).isEmpty();
  }

  private String name(DynamoGraphDeploymentRequest request) {
    return ((Generated) generate(request, DGD)).deployment().textAt("metadata.name").orElseThrow();
  }

  private Generation generate(DynamoGraphDeploymentRequest request, String manifests) {
    return generator.generate(request, output(Map.of("final_config.yaml", manifests)));
  }

  private static ProfilerOutput output(Map<String, String> data) {
    return ProfilerOutput.of(new ConfigMapBuilder().withData(data).build());
  }

  private static String configMap(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"%s\"}\ndata: {v: w}\n"
        .formatted(name);
  }

  private static String sample() throws IOException {
    try (var in = DeploymentGeneratorTest.class.getResourceAsStream("/dgdr/output-chat-a1.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
