package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of spec/dgdr.md 3.10 that need no more than a look at the other side, and back. */
class DgdrOtherCasesTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{spec: {autoApply: true, profilingConfig: {config: {hardware: {a: 1}, engine: {b: 2}}}}}",
        "{spec: {autoApply: true, deploymentOverrides: {name: n, labels: {a: b}}}}",
        "{spec: {autoApply: true, profilingConfig: {profilerImage: i}}}",
        "{status: {state: Ready, generatedDeployment: a text}}",
        "{status: {state: Ready, generatedDeployment: [1, {a: 2}]}}",
        "{status: {state: DeploymentDeleted, deployment: {name: d}, observedGeneration: 2}}"
      })
  void case23_38_44_119_alphaComesBack(String rest) {
    JsonObject spoke = alpha(rest);

    assertThat(toAlpha(toBeta(spoke))).isEqualTo(spoke);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "12.50", "[[]]", "text", "{}", "{a: 1}"})
  void plannerOfAnyShapeComesBack(String planner) {
    JsonObject hub = edit(beta("spec: {autoApply: true}"), "spec.features.planner", planner);

    assertThat(toBeta(toAlpha(hub)).at("spec")).isEqualTo(hub.at("spec"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from", "shape", "omitted", "version"})
  void unknownStatusKeyThatIsAWordOfOurPayloadComesBack(String key) {
    JsonObject hub = edit(beta("status: {phase: Profiling}"), "status." + key, "[a, {b: c}]");
    JsonObject spoke = edit(alpha("status: {state: Profiling}"), "status." + key, "v1alpha1");

    assertThat(toBeta(toAlpha(hub)).at("status")).isEqualTo(hub.at("status"));
    assertThat(toAlpha(toBeta(spoke)).at("status")).isEqualTo(spoke.at("status"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "[]", "{\"from\":\"v1beta1\",\"spec\":{}}"})
  void case91_payloadThatSaysNothingLeavesRoomForDynamosOwnAnnotations(String payload) {
    JsonObject hub = annotate(beta("spec: {model: m}"), "nvidia.com/dgdr-spec", payload);

    JsonObject spoke = toAlpha(annotate(hub, "nvidia.com/dgdr-enable-gpu-discovery", "true"));

    assertThat(at(spoke, "spec.enableGpuDiscovery")).isEqualTo("true");
  }

  @Test
  void case30_modelCacheMovesLeafByLeaf() {
    JsonObject hub =
        toBeta(
            alpha(
                "spec: {profilingConfig: {config: {deployment: {modelCache: {pvcName: p,"
                    + " modelPathInPvc: m, pvcMountPath: /x}}}}}"));

    assertThat(at(hub, "spec.modelCache"))
        .isEqualTo("{\"pvcName\":\"p\",\"pvcModelPath\":\"m\",\"pvcMountPath\":\"/x\"}");
  }

  @Test
  void case65_baseDeploymentKeepsItsBytes() {
    String dgd =
        "{\"apiVersion\":\"nvidia.com/v1alpha1\",\"kind\":\"DynamoGraphDeployment\","
            + "\"spec\":{\"z\":1.50,\"a\":[1e3,-0.0,null,{}],\"text\":\"\u00fc\\\\n\"}}";
    JsonObject hub = edit(beta("spec: {autoApply: true}"), "spec.overrides.dgd", dgd);

    JsonObject back = toBeta(toAlpha(hub));

    assertThat(back.at("spec.overrides.dgd")).isEqualTo(hub.at("spec.overrides.dgd"));
    assertThat(at(back, "spec.overrides.dgd.spec.z")).isEqualTo("1.50");
    assertThat(at(back, "spec.overrides.dgd.spec.a")).isEqualTo("[1e3,-0.0,null,{}]");
  }

  @Test
  void case74_76_statesWithoutAPhaseComeBackWhileTheHubIsUntouched() {
    JsonObject hub = toBeta(alpha("status: {state: Initializing}"));

    assertThat(at(hub, "status.phase")).isEqualTo("\"Pending\"");
    assertThat(at(toAlpha(hub), "status.state")).isEqualTo("\"Initializing\"");
    assertThat(at(toAlpha(edit(hub, "status.phase", "Profiling")), "status.state"))
        .isEqualTo("\"Profiling\"");
  }

  @Test
  void case86_absentStatusStaysAbsent() {
    assertThat(toAlpha(beta("spec: {model: m}")).has("status")).isFalse();
    assertThat(toBeta(alpha("spec: {model: m}")).has("status")).isFalse();
  }

  @Test
  void case116_backendAutoIsCopied() {
    assertThat(at(toAlpha(beta("spec: {backend: auto}")), "spec.backend")).isEqualTo("\"auto\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"x\"", "null", "17"})
  void case92_payloadThatIsNoObjectCountsAsNone(String text) {
    JsonObject hub = annotate(beta("status: {phase: Failed}"), DgdrTable.STATUS_PAYLOAD, text);

    assertThat(toAlpha(hub)).isEqualTo(alpha("status: {state: Failed}"));
  }

  @Test
  void case112_hubEditsWinOverWhatWasSavedForTheSpoke() {
    JsonObject hub =
        toBeta(
            alpha(
                """
                spec:
                  autoApply: true
                  enableGpuDiscovery: false
                  profilingConfig:
                    profilerImage: i
                    configMapRef: {name: c}
                    config: {sla: {ttft: 1, note: n}, other: [1]}
                status: {state: Initializing, backend: vllm}
                """));
    JsonObject edited =
        edit(edit(edit(hub, "spec.sla.ttft", "2"), "spec.image", "j"), "status.phase", "Failed");

    JsonObject back = toBeta(toAlpha(edited));

    assertThat(back.get("spec")).isEqualTo(edited.get("spec"));
    assertThat(back.get("status")).isEqualTo(edited.get("status"));
  }
}
