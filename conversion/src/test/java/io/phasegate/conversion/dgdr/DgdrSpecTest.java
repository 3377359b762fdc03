package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotation;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.payload;
import static io.phasegate.conversion.dgdr.Dgdr.remove;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The spec's plain fields, the free-form blob, and what neither version can lose. Cases: 3.10. */
class DgdrSpecTest {

  @Test
  void case1_plainFieldsAreCopied() {
    var request =
        alpha(
            "spec: {model: m, backend: vllm, autoApply: true, profilingConfig: {profilerImage:"
                + " i}}");

    var hub = toBeta(request);

    assertThat(hub.get("spec"))
        .hasValue(yaml("{model: m, backend: vllm, autoApply: true, image: i}"));
    assertThat(annotation(hub, DgdrTable.SPEC_PAYLOAD)).isEqualTo("absent");
  }

  @Test
  void case2_absentAutoApplyIsSpelledOutSinceTheHubsDefaultDiffers() {
    var request = alpha("spec: {model: m}");

    var hub = toBeta(request);

    assertThat(at(hub, "spec.autoApply")).isEqualTo("false");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case4_absentAutoApplyOfTheHubComesBackAbsent() {
    var request = beta("spec: {model: m}");

    var spoke = toAlpha(request);

    assertThat(at(spoke, "spec.autoApply")).isEqualTo("true");
    assertThat(toBeta(spoke)).isEqualTo(request);
  }

  @Test
  void case5_alphaUserWhoTurnsAutoApplyOffWins() {
    var spoke = toAlpha(beta("spec: {model: m}"));

    var hub = toBeta(edit(spoke, "spec.autoApply", "false"));

    assertThat(at(hub, "spec.autoApply")).isEqualTo("false");
  }

  @Test
  void partialObjectGetsNoAutoApply() {
    var fieldSet =
        yaml(
            """
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeploymentRequest
            spec: {model: m}
            """);

    var hub = toBeta(fieldSet);

    assertThat(hub)
        .isEqualTo(
            yaml(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {}
                spec: {model: m}
                """));
  }

  @Test
  void case7_mockerSwitchedOffIsKept() {
    var request = beta("spec: {model: m, autoApply: true, features: {mocker: {enabled: false}}}");

    var spoke = toAlpha(request);

    assertThat(at(spoke, "spec.useMocker")).isEqualTo("absent");
    assertThat(toBeta(spoke)).isEqualTo(request);
  }

  @Test
  void case8_alphaUserWhoTurnsTheMockerOnWins() {
    var spoke =
        toAlpha(beta("spec: {model: m, autoApply: true, features: {mocker: {enabled: false}}}"));

    var hub = toBeta(edit(spoke, "spec.useMocker", "true"));

    assertThat(at(hub, "spec.features.mocker.enabled")).isEqualTo("true");
  }

  @Test
  void case9_bothImagesComeBack() {
    var request =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig: {profilerImage: p}
              deploymentOverrides: {workersImage: w}
            """);

    var hub = toBeta(request);

    assertThat(at(hub, "spec.image")).isEqualTo("\"p\"");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case10_imageChangedOnTheHubIsTheProfilers() {
    var hub =
        toBeta(
            alpha(
                """
                spec:
                  profilingConfig: {profilerImage: p}
                  deploymentOverrides: {workersImage: w}
                """));

    var spoke = toAlpha(edit(hub, "spec.image", "x"));

    assertThat(at(spoke, "spec.profilingConfig.profilerImage")).isEqualTo("\"x\"");
    assertThat(at(spoke, "spec.deploymentOverrides.workersImage")).isEqualTo("\"w\"");
  }

  @Test
  void case11_workersImageStandsInForAnEmptyProfilerImage() {
    var request =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig: {profilerImage: ""}
              deploymentOverrides: {workersImage: w}
            """);

    var hub = toBeta(request);

    assertThat(at(hub, "spec.image")).isEqualTo("\"w\"");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void workersImageThatStoodInGoesWhenTheHubNamesAnother() {
    var hub = toBeta(alpha("spec: {autoApply: true, deploymentOverrides: {workersImage: w}}"));

    var spoke = toAlpha(edit(hub, "spec.image", "x"));

    assertThat(at(spoke, "spec.profilingConfig.profilerImage")).isEqualTo("\"x\"");
    assertThat(at(spoke, "spec.deploymentOverrides")).isEqualTo("absent");
  }

  @Test
  void ruling27_workersImageStaysAwayWhileTheHubNamesNoImage() {
    var hub =
        toBeta(
            alpha(
                """
                spec:
                  profilingConfig: {profilerImage: p}
                  deploymentOverrides: {name: n, workersImage: w}
                """));

    var spoke = toAlpha(remove(hub, "spec.image"));

    assertThat(at(spoke, "spec.deploymentOverrides")).isEqualTo("{\"name\":\"n\"}");
  }

  @Test
  void emptyImagesComeBackEmpty() {
    var request =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig: {profilerImage: ""}
              deploymentOverrides: {workersImage: ""}
            """);

    var hub = toBeta(request);

    assertThat(at(hub, "spec.image")).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void equalImagesOfBothKindsComeBackAsBoth() {
    var request =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig: {profilerImage: same}
              deploymentOverrides: {workersImage: same}
            """);

    assertThat(toAlpha(toBeta(request))).isEqualTo(request);
  }

  @Test
  void case13_typedLeavesOfTheBlobLeaveNoPayload() {
    var request =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig: {config: {sla: {ttft: 200, itl: 20.5, isl: 3000, osl: 150}}}
            """);

    var hub = toBeta(request);

    assertThat(at(hub, "spec.sla")).isEqualTo("{\"ttft\":200,\"itl\":20.5}");
    assertThat(at(hub, "spec.workload")).isEqualTo("{\"isl\":3000,\"osl\":150}");
    assertThat(annotation(hub, DgdrTable.SPEC_PAYLOAD)).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case14_integralNumberIsPrintedWithoutFraction() {
    var hub = toBeta(config("{sla: {isl: 3000.0}}"));

    assertThat(at(hub, "spec.workload.isl")).isEqualTo("3000");
  }

  @Test
  void case16_lengthThatIsAStringStaysInTheBlob() {
    assertKeptInBlob("{sla: {isl: '3000'}}");
  }

  @Test
  void case17_lengthOverInt32StaysInTheBlob() {
    assertKeptInBlob("{sla: {isl: 3000000000}}");
  }

  /** An int32 knows no minus zero, and into such a leaf numbers are respelled. */
  @Test
  void ruling28_minusZeroIsZeroInAnInt32() {
    assertThat(at(toBeta(config("{sla: {isl: -0}}")), "spec.workload.isl")).isEqualTo("0");
  }

  @Test
  void ruling28_hugeExponentIsNeverExpanded() {
    assertKeptInBlob("{sla: {isl: 1e1000000000}}");
  }

  @Test
  void exponentThatJavaCannotCountStaysInTheBlob() {
    assertKeptInBlob("{sla: {isl: 1e99999999999, osl: 1e-99999999999}}");
  }

  @Test
  void case19_nullStaysInTheBlob() {
    assertKeptInBlob("{sla: {ttft: null}}");
  }

  @Test
  void case20_bigNumbersKeepTheirDigits() {
    assertKeptInBlob("{x: 9007199254740993}");
  }

  @Test
  void case22_emptyBlobIsKept() {
    assertKeptInBlob("{}");
  }

  @Test
  void case28_blobThatIsAStringIsKeptVerbatim() {
    assertKeptInBlob("'{broken'");
  }

  @Test
  void case29_slaThatIsNoObjectIsKept() {
    assertKeptInBlob("{sla: none}");
  }

  @Test
  void case32_emptyObjectsHaveAnEmptyCounterpart() {
    var hub = toBeta(config("{sla: {}, deployment: {modelCache: {}}}"));

    assertThat(at(hub, "spec.sla")).isEqualTo("{}");
    assertThat(at(hub, "spec.modelCache")).isEqualTo("{}");
    assertThat(toAlpha(hub)).isEqualTo(config("{sla: {}, deployment: {modelCache: {}}}"));
  }

  @Test
  void case25_lengthsAloneMakeNoSla() {
    var hub = toBeta(config("{sla: {isl: 10}}"));

    assertThat(at(hub, "spec.workload")).isEqualTo("{\"isl\":10}");
    assertThat(at(hub, "spec.sla")).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(config("{sla: {isl: 10}}"));
  }

  @Test
  void case26_unknownSiblingsInTheBlobComeBack() {
    var request = config("{sla: {custom: 1, ttft: 5}}");

    var hub = toBeta(request);

    assertThat(at(hub, "spec.sla")).isEqualTo("{\"ttft\":5}");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case31_modelCacheMovesLeafByLeaf() {
    var request = config("{deployment: {modelCache: {pvcName: p, extra: 1}}}");

    var hub = toBeta(request);

    assertThat(at(hub, "spec.modelCache")).isEqualTo("{\"pvcName\":\"p\"}");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case34_hubUserWhoRemovesTheModelCacheWins() {
    var hub =
        toBeta(config("{deployment: {namespace: n, modelCache: {pvcName: p, pvcMountPath: /x}}}"));

    var spoke = toAlpha(remove(hub, "spec.modelCache"));

    assertThat(at(spoke, "spec.profilingConfig.config"))
        .isEqualTo("{\"deployment\":{\"namespace\":\"n\"}}");
  }

  @Test
  void case35_plannerIsTheSameObject() {
    var request = config("{planner: {a: 1}}");

    var hub = toBeta(request);

    assertThat(at(hub, "spec.features.planner")).isEqualTo("{\"a\":1}");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void emptyPlannerOfTheBlobDoesNotTurnThePlannerOn() {
    var request = config("{planner: {}}");

    var hub = toBeta(request);

    assertThat(at(hub, "spec.features")).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case37_emptyPlannerOfTheHubIsRestored() {
    var request = beta("spec: {autoApply: true, features: {planner: {}}}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case43_gpuDiscoveryAndOverridesComeBackAsWritten() {
    var request =
        alpha(
            """
            spec:
              autoApply: false
              enableGpuDiscovery: false
              deploymentOverrides: {name: n, labels: {a: b}}
            """);

    assertThat(toAlpha(toBeta(request))).isEqualTo(request);
  }

  @Test
  void case58_hardwareTravelsInThePayload() {
    var request = beta("spec: {autoApply: true, hardware: {gpuSku: h200_sxm, totalGpus: 16}}");

    var spoke = toAlpha(request);

    assertThat(payload(spoke, DgdrTable.SPEC_PAYLOAD))
        .isEqualTo(
            yaml(
                "{version: 1, from: v1beta1, spec: {hardware: {gpuSku: h200_sxm, totalGpus:"
                    + " 16}}}"));
    assertThat(toBeta(spoke)).isEqualTo(request);
  }

  @Test
  void case59_concurrencyAndLengthsMeetAgain() {
    var request = beta("spec: {autoApply: true, workload: {isl: 1, osl: 2, concurrency: 8}}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case61_lengthsWithoutSlaMakeNoSla() {
    var request = beta("spec: {autoApply: true, workload: {isl: 5}}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case62_emptyWorkloadIsKept() {
    var request = beta("spec: {autoApply: true, workload: {}}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void emptySlaBesideLengthsIsKept() {
    var request = beta("spec: {autoApply: true, sla: {}, workload: {isl: 5}}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case64_alphaEditLeavesSavedFieldsAlone() {
    var spoke = toAlpha(beta("spec: {autoApply: true, backend: vllm, searchStrategy: thorough}"));

    var hub = toBeta(edit(spoke, "spec.backend", "trtllm"));

    assertThat(hub)
        .isEqualTo(beta("spec: {autoApply: true, backend: trtllm, searchStrategy: thorough}"));
  }

  @Test
  void case67_unknownKeysSurvive() {
    var request = beta("spec: {autoApply: true, foo: 1, workload: {bar: [1, 2]}}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case113_absentSpecStaysAbsent() {
    var request = alpha("{}");

    var hub = toBeta(request);

    assertThat(hub).isEqualTo(beta("{}"));
  }

  @Test
  void nullSpecStaysNull() {
    var hub = toBeta(alpha("spec: null"));

    assertThat(at(hub, "spec")).isEqualTo("null");
  }

  @Test
  void case115_absentBackendStaysAbsent() {
    var spoke = toAlpha(beta("spec: {model: m, autoApply: true}"));

    assertThat(at(spoke, "spec.backend")).isEqualTo("absent");
  }

  @Test
  void emptyBackendIsSavedAndComesBack() {
    var request = alpha("spec: {autoApply: true, backend: ''}");

    var hub = toBeta(request);

    assertThat(at(hub, "spec.backend")).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  private static JsonObject config(String yaml) {
    return alpha("spec: {autoApply: true, profilingConfig: {config: %s}}".formatted(yaml));
  }

  /** The blob says nothing that the hub could hold, and comes back to the digit. */
  private static void assertKeptInBlob(String yaml) {
    var request = config(yaml);

    var hub = toBeta(request);

    assertThat(hub.get("spec")).hasValue(yaml("{autoApply: true}"));
    assertThat(toAlpha(hub)).isEqualTo(request);
  }
}
