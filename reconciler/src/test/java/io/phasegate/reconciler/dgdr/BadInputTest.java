package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.engine.error.CategorizedError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users and profilers may write: a condition says what to do, and nothing is half-created. */
class BadInputTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{{ no yaml",
        "",
        "- a\n- list",
        "kind: ConfigMap\napiVersion: v1\nmetadata: {name: alone}",
        "kind: DynamoGraphDeployment\napiVersion: v1\nmetadata: {name: liar}",
        "kind: DynamoGraphDeploymentRequest\napiVersion: nvidia.com/v1beta1\nmetadata: {name: x}"
      })
  void outputWithoutADeploymentFailsTheRequest(String manifests) {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(manifests).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("Profiling")).isEqualTo("True/ProfilingCompleted");
    assertThat(life.said("SpecGenerated")).isEqualTo("False/GenerationFailed");
    assertThat(life.message("Succeeded"))
        .contains("SpecGenerated/GenerationFailed", "create a request with a spec.image whose");
    assertThat(life.has(ConfigMap.class, "alone")).isFalse();
  }

  @Test
  void numberThatNoServerReadsFailsTheRequestAndIsNamed() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Manifests.DEPLOYMENT.replace("replicas: 1", "replicas: 1e400"));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("SpecGenerated")).isEqualTo("False/GenerationFailed");
    assertThat(life.message("SpecGenerated"))
        .contains("the document at line 1 has the number 1e400 at spec.services.Frontend.replicas");
    assertThat(life.status().tree().has("profilingResults")).isFalse();
  }

  @Test
  void numberThatNoServerReadsBesideTheDeploymentCostsItsDocument() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(
        Manifests.of(Manifests.CONFIG_MAP.replace("\"{}\"", "1e400"), Manifests.DEPLOYMENT));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.has(ConfigMap.class, "planner-profile-data")).isFalse();
    assertThat(life.told("OutputIgnored"))
        .singleElement()
        .asString()
        .contains("the number 1e400 at data.prefill.json");
  }

  /** Not only our own sidecar writes results. */
  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "aborted", "partial", "running"})
  void aResultThatDoesNotSaySuccessIsNotDeployed(String word) {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(
        Map.of(
            "profiler_status",
            word,
            "profiler_error",
            "it crashed half way",
            "final_config.yaml",
            Manifests.DEPLOYMENT));
    life.jobCompletes().later(Duration.ofSeconds(61)).settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Profiling"))
        .contains("last word is \"" + word + "\"", "it crashed half way");
    assertThat(life.has(DynamoGraphDeployment.class, "tiny-dgd")).isFalse();
  }

  /** A quota, a policy, or an account that does not exist: nobody but the Job's events tells. */
  @Test
  void aJobThatCanMakeNoPodIsNotSaidToRun() {
    var life = Life.of("autoApply: true").profiling();

    life.later(Duration.ofSeconds(30)).settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.message("Profiling"))
        .isEqualTo(
            "Job profile-tiny has no Pod yet; kubectl describe job profile-tiny tells what keeps it"
                + " from one; what to do: docs/operations.md, \"A profiling Job has no Pod\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "pods \"profile-tiny-lnzn2\" is forbidden: violates PodSecurity \"restricted:latest\": so"
            + " | violates PodSecurity \"restricted:latest\": so",
        "Pod \"profile-tiny-lnzn2\" is invalid: spec.x: wrong | spec.x: wrong",
        "admission webhook \"a.b\" denied the request: no | admission webhook \"a.b\" denied the"
            + " request: no"
      })
  void whyAJobCanMakeNoPodIsQuotedWithoutTheNameOfTheOneTry(String event, String quoted) {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.tells(life.job(), "SuccessfulCreate", "Created pod: profile-tiny-xxxxx");
    life.cluster.tells(life.job(), "FailedCreate", "Error creating: " + event);

    life.later(Duration.ofSeconds(30)).settle();

    assertThat(life.message("Profiling"))
        .isEqualTo(
            "Job profile-tiny has no Pod: %s; what to do: docs/operations.md, \"A profiling Job has no Pod\""
                .formatted(quoted));
  }

  @Test
  void hugeDeploymentFailsTheRequest() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Manifests.DEPLOYMENT + "  note: " + "x".repeat(600_000) + "\n");
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("SpecGenerated")).contains("more than 500000 bytes");
  }

  @ParameterizedTest
  @CsvSource({"<, 400000", "日, 450000"})
  void deploymentThatGrowsWhereItIsStoredFailsTheRequest(String character, int times) {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Manifests.DEPLOYMENT + "  note: \"" + character.repeat(times) + "\"\n");
    life.jobCompletes().settle();

    assertThat(life.said("SpecGenerated")).isEqualTo("False/GenerationFailed");
    assertThat(life.message("SpecGenerated")).contains("more than 500000 bytes");
  }

  @Test
  void hugeConfigMapsBesideTheDeploymentFailTheRequestAndNoneIsCreated() {
    var life = Life.of("autoApply: true").profiling();
    String large = Manifests.CONFIG_MAP + "  note: " + "x".repeat(300_000) + "\n";
    String small = Manifests.CONFIG_MAP.replace("planner-profile-data", "small");

    life.publishes(
        Manifests.of(
            small,
            large.replace("data: {prefill.json: \"{}\"}\n", "data:\n"),
            Manifests.DEPLOYMENT));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("SpecGenerated")).contains("250000 at most");
    assertThat(life.has(ConfigMap.class, "small")).isFalse();
  }

  @Test
  void brokenDocumentCostsItselfAndIsNamed() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Manifests.of(Manifests.CONFIG_MAP, "a: [broken\n", Manifests.DEPLOYMENT));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.has(ConfigMap.class, "planner-profile-data")).isTrue();
    assertThat(life.told("OutputIgnored")).hasSize(1);
  }

  @Test
  void ofAHundredBrokenDocumentsElevenAreToldSoThatTheLastStandsForTheRest() {
    var life = Life.of("autoApply: true").profiling();
    String broken = "a: [broken\n---\n".repeat(100);

    life.publishes(broken + Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.told("OutputIgnored")).hasSize(11);
  }

  @Test
  void onlyConfigMapsAreTakenFromAProfiler() {
    var life = Life.of("autoApply: true").profiling();
    String secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: mine}\n";
    String binding =
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name:"
            + " root}\n";
    String root = Manifests.CONFIG_MAP.replace("planner-profile-data", "kube-root-ca.crt");

    life.publishes(Manifests.of(secret, binding, root, Manifests.DEPLOYMENT));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.has(Secret.class, "mine")).isFalse();
    assertThat(life.has(ConfigMap.class, "kube-root-ca.crt")).isFalse();
    assertThat(life.told("OutputIgnored")).hasSize(3);
    assertThat(life.cluster.writes()).noneMatch(write -> write.contains("ClusterRoleBinding"));
  }

  @Test
  void endlessReasonOfAFailureIsCut() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Map.of("profiler_status", "failed", "profiler_error", "no".repeat(500_000)));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Profiling")).hasSizeLessThan(1100);
  }

  @Test
  void malformedAnnotationsAreIgnoredAndNamed() {
    var request = Requests.with(Life.HARDWARE);
    request
        .getMetadata()
        .setAnnotations(
            Map.of(DgdrTable.CONFIG_MAP_REF, "{no json", DgdrTable.OUTPUT_PVC, "No/Claim"));
    var life = Life.of(request);

    life.profiling();

    assertThat(life.told("AnnotationIgnored")).hasSize(2);
    assertThat(life.job().getSpec().getTemplate().getSpec().getVolumes())
        .extracting("name")
        .containsExactly("profiling-output");
  }

  @Test
  void missingClaimFailsTheRequestBeforeThereIsAJob() {
    var life = Life.of("modelCache: {pvcName: weights}");

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("Validation")).isEqualTo("False/ValidationFailed");
    assertThat(life.message("Validation")).contains("spec.modelCache.pvcName", "weights");
    assertThat(life.has(Job.class, "profile-tiny")).isFalse();
  }

  @Test
  void missingBaseConfigurationAndOutputClaimAreNamedTogether() {
    var request = Requests.with(Life.HARDWARE);
    request
        .getMetadata()
        .setAnnotations(
            Map.of(DgdrTable.CONFIG_MAP_REF, "{\"name\":\"base\"}", DgdrTable.OUTPUT_PVC, "out"));
    var life = Life.of(request);

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Validation")).contains("ConfigMap base", "PersistentVolumeClaim out");
  }

  /** As admission would not let it through, and an object from before may have it. */
  @ParameterizedTest
  @ValueSource(strings = {"{name: Bad_Name}", "{labels: {'bad key!': x}}"})
  void overridesOfV1alpha1ThatNoDeploymentCanCarryFailTheRequestBeforeThereIsAJob(
      String overrides) {
    var life =
        Life.of(
            Requests.of(
                """
                apiVersion: nvidia.com/v1alpha1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: tiny, namespace: inference}
                spec:
                  model: Qwen/Qwen3-0.6B
                  backend: vllm
                  autoApply: true
                  profilingConfig:
                    profilerImage: registry.local/profiler:1.0.0
                    config: {hardware: {gpuModel: H100-SXM, gpuVramMib: 81920, numGpusPerNode: 8}}
                  deploymentOverrides: %s
                """
                    .formatted(overrides)));

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("Validation")).isEqualTo("False/ValidationFailed");
    assertThat(life.message("Succeeded")).contains("spec.deploymentOverrides.", "of v1alpha1");
    assertThat(life.has(Job.class, "profile-tiny")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overrides: {profilingJob: {backoffLimit: many}}",
        "overrides: {profilingJob: {template: {spec: {tolerations: all}}}}"
      })
  void overridesThatBreakTheJobFailTheRequest(String overrides) {
    var life = Life.of(overrides);

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("Profiling")).isEqualTo("False/JobCreationFailed");
    assertThat(life.message("Profiling")).contains("spec.overrides.profilingJob");
    assertThat(life.has(Job.class, "profile-tiny")).isFalse();
  }

  @Test
  void jobThatTheApiServerRefusesFailsTheRequest() {
    var life = Life.of("autoApply: true");
    life.cluster.fails(
        "create Job", CategorizedError.invalidSpec("InvalidSpec", "spec.template is invalid"));

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Profiling")).contains("spec.template is invalid");
  }

  @Test
  void whatTheApiServerRefusesInTheJobIsNamedAsItsAuthorWroteIt() {
    var life = Life.of("overrides: {profilingJob: {backoffLimit: -1}}");
    life.cluster.fails(
        "create Job",
        CategorizedError.invalidSpec(
            "InvalidSpec",
            "Job.batch \"profile-tiny\" is invalid: spec.backoffLimit: Invalid value: -1: must be"
                + " greater than or equal to 0"));

    life.settle();

    assertThat(life.message("Succeeded"))
        .contains("cannot be created with spec.overrides.profilingJob.backoffLimit as it is");
  }

  @Test
  void theAuthorOfAV1alpha1RequestIsToldItsFieldsWhereTheDeploymentIsRefused() {
    var life = ofV1alpha1().profiling();
    life.cluster.fails(
        "create DynamoGraphDeployment", CategorizedError.invalidSpec("InvalidSpec", "no services"));

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.message("DeploymentReady"))
        .contains(
            "whose spec.overrides.dgd of v1beta1 puts right what follows",
            "another profiler as spec.profilingConfig.profilerImage: no services");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: alone}"})
  void theAuthorOfAV1alpha1RequestIsToldItsFieldsWhereNoDeploymentWasGenerated(String manifests) {
    var life = ofV1alpha1().profiling();
    Map<String, String> success = Map.of("profiler_status", "success");

    life.publishes(success);
    if (!manifests.isEmpty()) {
      life.publishes(manifests);
    }
    life.jobCompletes().settle();

    assertThat(life.message("SpecGenerated"))
        .contains("create a request with a spec.profilingConfig.profilerImage whose profiler");
  }

  private static Life ofV1alpha1() {
    var request = Requests.with(Life.HARDWARE + "autoApply: true");
    request.getMetadata().setAnnotations(Map.of(DgdrTable.SPEC_PAYLOAD, "{\"from\":\"v1alpha1\"}"));
    return Life.of(request);
  }

  @Test
  void deploymentThatTheApiServerRefusesFailsTheRequest() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.fails(
        "create DynamoGraphDeployment", CategorizedError.invalidSpec("InvalidSpec", "no services"));

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("DeploymentReady")).isEqualTo("False/DeploymentRejected");
    assertThat(life.message("Succeeded"))
        .contains("refused as it was generated", "spec.overrides.dgd", "no services");
    assertThat(life.has(DynamoGraphDeployment.class, "tiny-dgd")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {55, 56, 59, 60, 63, 64, 200, 242, 253})
  void namesOfAnyLengthThatDifferInTheirLastLetterStayApartAndWithinKubernetesLimits(int length) {
    List<String> one = namesAround("n".repeat(length - 1) + "1");
    List<String> other = namesAround("n".repeat(length - 1) + "2");

    assertThat(one).doesNotContainAnyElementsOf(other);
  }

  /** What a request is found by: its Job, the label on its Pods, its deployment, its result. */
  private static List<String> namesAround(String name) {
    var request = Requests.with(Life.HARDWARE);
    request.getMetadata().setName(name);
    var life = Life.of(request).profiled();
    var job = life.job();
    var pods = job.getSpec().getTemplate().getMetadata();
    String deployment = life.status().deployment();
    String output =
        life.cluster.the(ConfigMap.class, DgdrNames.output(name)).getMetadata().getName();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.has(DynamoGraphDeployment.class, deployment)).isTrue();
    assertThat(List.of(job.getMetadata().getName(), deployment))
        .allSatisfy(made -> assertThat(made).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"));
    assertThat(output).hasSizeLessThanOrEqualTo(253);
    assertThat(pods.getLabels().values())
        .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(63));
    return List.of(
        job.getMetadata().getName(),
        pods.getLabels().getOrDefault(DgdrNames.NAME_LABEL, ""),
        deployment,
        output);
  }

  @Test
  void phaseThatNobodyKnowsFailsTheRequestAndIsNamed() {
    var life = Life.of("autoApply: true");
    life.changes(request -> request.setStatus(Requests.tree("phase: Dreaming")));

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Succeeded")).contains("Dreaming");
  }

  @Test
  void aSpecThatNestsTooDeepIsRefusedInWordsAndNothingIsCreated() {
    var life = Life.of(Requests.nested(9_000));

    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Validation")).contains("spec.overrides.dgd nests deeper than 500");
    assertThat(life.cluster.writes()).noneMatch(write -> write.contains("Job"));
  }
}
