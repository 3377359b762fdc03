package io.phasegate.reconciler.dgdr.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec/dgdr.md 5.5, and case 4 of section 10. */
class ValidationTest {

  private static final LegacyOverrides LEGACY = LegacyOverrides.create();
  private static final Hardware.Known HARDWARE = new Hardware.Known(JsonObject.empty(), "");
  private static final References NOTHING =
      new References(skipped(), skipped(), skipped(), HARDWARE);

  private static final DynamoGraphDeploymentRequest WITH_BASE =
      Requests.annotated("nvidia.com/dgdr-config-map-ref", "{\"name\":\"base\",\"key\":\"k\"}");

  @Test
  void aRequestThatNamesNothingIsValid() {
    assertThat(validate(Requests.tiny(), NOTHING)).isInstanceOf(Validation.Valid.class);
  }

  @Test
  void thoroughSearchNeedsAConcreteEngine() {
    assertThat(problem(Requests.with("{searchStrategy: thorough, backend: auto}"), NOTHING))
        .contains("set spec.backend to sglang, trtllm or vllm");
    assertThat(problem(Requests.with("{searchStrategy: thorough}"), NOTHING))
        .contains("spec.searchStrategy");
  }

  @Test
  void aMissingModelCacheIsNamed() {
    var request = Requests.with("{modelCache: {pvcName: weights}}");
    var references =
        new References(absent("PersistentVolumeClaim", "weights"), skipped(), skipped(), HARDWARE);

    assertThat(problem(request, references))
        .isEqualTo(
            "spec.modelCache.pvcName names PersistentVolumeClaim weights, which does not exist in"
                + " namespace inference; create it, then re-create the request");
  }

  @Test
  void whoWroteV1alpha1IsToldOfItsFields() {
    var request =
        Requests.of(
            """
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeploymentRequest
            metadata: {name: old, namespace: inference}
            spec:
              model: m
              backend: vllm
              profilingConfig:
                profilerImage: i
                outputPVC: out
                configMapRef: {name: base}
                config:
                  engine: {maxContextLength: 1}
                  deployment: {modelCache: {pvcName: weights, pvcMountPath: /data}}
            """);
    var references =
        new References(
            absent("PersistentVolumeClaim", "weights"),
            absent("ConfigMap", "base"),
            absent("PersistentVolumeClaim", "out"),
            HARDWARE);

    assertThat(((Validation.Invalid) validate(request, references)).problems())
        .satisfiesExactly(
            path ->
                assertThat(path)
                    .startsWith(
                        "spec.profilingConfig.config.deployment.modelCache.pvcMountPath \"/data\""),
            cache ->
                assertThat(cache)
                    .startsWith(
                        "spec.profilingConfig.config.deployment.modelCache.pvcName names"
                            + " PersistentVolumeClaim weights"),
            output ->
                assertThat(output)
                    .startsWith("spec.profilingConfig.outputPVC names PersistentVolumeClaim out"),
            base ->
                assertThat(base)
                    .startsWith("spec.profilingConfig.configMapRef names ConfigMap base"));
  }

  @Test
  void aMissingOutputClaimIsNamedByItsAnnotation() {
    var request = Requests.annotated("nvidia.com/dgdr-output-pvc", "out");
    var references =
        new References(skipped(), skipped(), absent("PersistentVolumeClaim", "out"), HARDWARE);

    assertThat(problem(request, references))
        .startsWith("annotation nvidia.com/dgdr-output-pvc names PersistentVolumeClaim out");
  }

  @Test
  void aMissingBaseConfigurationIsNamed() {
    var references = new References(skipped(), absent("ConfigMap", "base"), skipped(), HARDWARE);

    assertThat(problem(WITH_BASE, references)).contains("names ConfigMap base", "create it");
  }

  @Test
  void aBaseConfigurationWithoutItsKeyIsNamed() {
    assertThat(problem(WITH_BASE, base(Map.of("other", "x"))))
        .contains("names key k, which ConfigMap base does not have");
  }

  @Test
  void aBaseConfigurationWithItsKeyIsFine() {
    assertThat(validate(WITH_BASE, base(Map.of("k", "x")))).isInstanceOf(Validation.Valid.class);
  }

  @Test
  void unknownGpusMakeARequestInvalid() {
    var references =
        new References(skipped(), skipped(), skipped(), new Hardware.Unknown("write hardware"));

    assertThat(problem(Requests.tiny(), references)).isEqualTo("write hardware");
  }

  @Test
  void withoutAnAnswerNothingIsDecided() {
    var references =
        new References(skipped(), unanswered("ConfigMap", "base"), skipped(), HARDWARE);

    assertThat(validate(WITH_BASE, references)).isInstanceOf(Validation.NotNow.class);
  }

  @Test
  void whatIsSurelyWrongCountsEvenWithoutAllAnswers() {
    var request = Requests.with("{searchStrategy: thorough}");
    var references =
        new References(unanswered("PersistentVolumeClaim", "w"), skipped(), skipped(), HARDWARE);

    assertThat(validate(request, references)).isInstanceOf(Validation.Invalid.class);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var request = Requests.with("{searchStrategy: thorough, modelCache: {pvcName: weights}}");
    var references =
        new References(
            absent("PersistentVolumeClaim", "weights"),
            skipped(),
            skipped(),
            new Hardware.Unknown("write hardware"));

    assertThat(((Validation.Invalid) validate(request, references)).problems()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relative",
        "/a:b",
        "/data",
        "/data/",
        "/data/x",
        "//data/./x",
        "/config",
        "/config/x",
        "/weights/../data",
        "/",
        "//",
        "$(x)"
      })
  void aMountPathThatCannotWorkIsRefusedBeforeTheJobIs(String path) {
    var request = Requests.with("{modelCache: {pvcName: w, pvcMountPath: '" + path + "'}}");

    assertThat(problem(request, NOTHING))
        .contains("spec.modelCache.pvcMountPath \"" + path + "\"", "such as /opt/model-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/opt/model-cache", "/dataset", "/weights/data", "/weights/"})
  void aMountPathBesideOursIsFine(String path) {
    var request = Requests.with("{modelCache: {pvcName: w, pvcMountPath: '" + path + "'}}");

    assertThat(validate(request, NOTHING)).isInstanceOf(Validation.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Real_Claim", "..", "a/status", "real?x=y", "a b", "-a"})
  void aClaimThatCanHaveNoSuchNameIsNotToBeCreated(String name) {
    var request = Requests.with("{modelCache: {pvcName: '" + name + "'}}");
    var references =
        new References(absent("PersistentVolumeClaim", name), skipped(), skipped(), HARDWARE);

    assertThat(problem(request, references))
        .startsWith(
            "spec.modelCache.pvcName \"" + name + "\" can be no name of a PersistentVolumeClaim")
        .doesNotContain("create it");
  }

  @Test
  void aNameForTheDeploymentThatCanBeNoneIsRefusedBeforeGpusAreSpent() {
    var request = Requests.with("{overrides: {dgd: {metadata: {name: My_App}}}}");

    assertThat(problem(request, NOTHING)).contains("\"My_App\" can be no name");
  }

  @Test
  void malformedAnnotationsAreRemarksAndNoProblems() {
    var request = Requests.annotated("nvidia.com/dgdr-config-map-ref", "{");

    var valid = (Validation.Valid) validate(request, NOTHING);

    assertThat(valid.remarks()).hasSize(1);
  }

  @Test
  void settingsOfV1alpha1ThatReachNoProfilerAreNamed() {
    var blob =
        Requests.tree(
            """
            sla: {ttft: 1, note: x}
            planner: {any: thing}
            engine: {a: 1, b: 2}
            hardware: {system: h200_sxm}
            deployment: {namespace: n, modelCache: {pvcName: w}}
            """);

    assertThat(LegacyBlob.ignored(blob))
        .containsExactly("deployment.namespace", "engine", "sla.note");
    assertThat(LegacyBlob.ignored(JsonObject.empty())).isEmpty();
  }

  private static Validation validate(DynamoGraphDeploymentRequest request, References references) {
    return Validation.of(request, LEGACY.deployment(request), references);
  }

  private static String problem(DynamoGraphDeploymentRequest request, References references) {
    return ((Validation.Invalid) validate(request, references)).message();
  }

  private static References base(Map<String, String> data) {
    ConfigMap configMap = new ConfigMapBuilder().withData(data).build();
    return new References(skipped(), FetchResult.found(configMap), skipped(), HARDWARE);
  }

  private static <T> FetchResult<T> skipped() {
    return FetchResult.skipped("not named");
  }

  private static <T> FetchResult<T> absent(String kind, String name) {
    return FetchResult.absent(new ResourceRef("v1", kind, "inference", name));
  }

  private static <T> FetchResult<T> unanswered(String kind, String name) {
    return FetchResult.failed(
        new ResourceRef("v1", kind, "inference", name),
        CategorizedError.infrastructure("Timeout", "no answer in time"));
  }
}
