package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.remove;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fourteen known bugs of Dynamo 1.0's converter (spec/dgdr.md 3.5), each shown right here. */
class DgdrBaselineBugsTest {

  private static final String PODS = "spec.overrides.profilingJob.template.spec";

  @Test
  void bug1_specOfTheHubAloneSurvivesTheSpoke() {
    JsonObject hub =
        beta(
            """
            spec:
              autoApply: true
              hardware: {gpuSku: h200_sxm, vramMb: 141120, rdma: true}
              workload: {isl: 1, concurrency: 8, requestRate: 4.5}
              sla: {e2eLatency: 900}
              searchStrategy: thorough
              features: {mocker: {enabled: false}}
              overrides:
                dgd: {apiVersion: nvidia.com/v1alpha1, kind: DynamoGraphDeployment}
                profilingJob:
                  backoffLimit: 0
                  template: {spec: {priorityClassName: low, containers: []}}
            """);

    assertThat(toBeta(toAlpha(hub))).isEqualTo(hub);
  }

  @Test
  void bug2_statusOfTheHubAloneSurvivesTheSpoke() {
    JsonObject hub =
        beta(
            """
            status:
              phase: Deployed
              dgdName: d
              profilingPhase: Done
              deploymentInfo: {replicas: 3, availableReplicas: 2}
              profilingResults: {pareto: [{config: {a: 1}}], selectedConfig: {b: 2}}
            """);

    assertThat(toBeta(toAlpha(hub))).isEqualTo(hub);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec: {autoApply: true, enableGpuDiscovery: false}",
        "spec: {autoApply: true, profilingConfig: {profilerImage: p}, deploymentOverrides:"
            + " {workersImage: w}}",
        "spec: {autoApply: true, profilingConfig: {nodeSelector: {pool: gpu}}}",
        "spec: {autoApply: true, profilingConfig: {resources: {claims: [{name: gpu}]}}}",
        "status: {state: Initializing}",
        "status: {state: DeploymentDeleted, deployment: {name: d, state: failed}}",
        "status: {state: ''}"
      })
  void bug3_whatOnlyTheSpokeCanSaySurvivesTheHub(String rest) {
    JsonObject spoke = alpha(rest);

    assertThat(toAlpha(toBeta(spoke))).isEqualTo(spoke);
  }

  @Test
  void bug4_absentAutoApplyIsNotTurnedIntoTrue() {
    assertThat(at(toBeta(toAlpha(beta("spec: {model: m}"))), "spec.autoApply")).isEqualTo("absent");
  }

  @Test
  void bug5_privateKeysAreNotShownAndNothingRemovedComesBack() {
    JsonObject spoke =
        alpha(
            """
            spec:
              autoApply: true
              deploymentOverrides: {name: n}
              profilingConfig: {outputPVC: o, configMapRef: {name: c}, config: {x: 1}}
            status: {state: Pending, backend: vllm, profilingResults: configmap/x}
            """);

    JsonObject seenAgain = toAlpha(toBeta(spoke));
    JsonObject bare =
        edit(edit(seenAgain, "spec", "{autoApply: true}"), "status", "{state: Pending}");

    assertThat(seenAgain.at("metadata.annotations")).isEmpty();
    assertThat(toBeta(bare)).isEqualTo(beta("{spec: {autoApply: true}, status: {phase: Pending}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sla", "workload", "modelCache", "features"})
  void bug6_whatTheHubUserClearsStaysCleared(String field) {
    JsonObject spoke =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig:
                config:
                  sla: {ttft: 1, isl: 2}
                  deployment: {modelCache: {pvcName: p}}
                  planner: {a: 1}
                  other: kept
            """);
    JsonObject cleared = remove(toBeta(spoke), "spec." + field);

    JsonObject seenByAlpha = toAlpha(cleared);

    assertThat(toBeta(seenByAlpha).get("spec")).isEqualTo(cleared.get("spec"));
    assertThat(at(seenByAlpha, "spec.profilingConfig.config.other")).isEqualTo("\"kept\"");
  }

  @Test
  void bug7_savedDeploymentIsForgottenWhenTheNameHasChanged() {
    JsonObject spoke =
        alpha(
            "status: {state: Deploying, deployment: {name: old, namespace: elsewhere, state:"
                + " pending, created: true}}");
    JsonObject renamed = edit(toBeta(spoke), "status.dgdName", "new");

    assertThat(at(toAlpha(renamed), "status.deployment.name")).isEqualTo("\"new\"");
    assertThat(at(toAlpha(renamed), "status.deployment.namespace")).isEqualTo("\"inference\"");
  }

  @Test
  void bug8_sourceIsNotChanged() {
    JsonObject spoke =
        alpha(
            "{metadata: {name: chat, annotations: {team: search}}, spec: {enableGpuDiscovery:"
                + " true, profilingConfig: {outputPVC: o, config: {sla: {ttft: 1}}}}}");
    String before = spoke.toString();

    JsonObject hub = toBeta(spoke);
    String hubBefore = hub.toString();
    toAlpha(edit(hub, "spec.sla.ttft", "2"));

    assertThat(spoke).hasToString(before);
    assertThat(hub).hasToString(hubBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'{broken json'", "[1, 2]", "17", "'text'", "true", "null"})
  void D15_D33_bug9_blobThatIsNoObjectDoesNotMakeTheRequestUnreadable(String blob) {
    JsonObject spoke =
        alpha("spec: {autoApply: true, profilingConfig: {config: %s}}".formatted(blob));

    assertThat(toAlpha(toBeta(spoke))).isEqualTo(spoke);
  }

  @Test
  void bug10_integersBeyondADoubleKeepTheirDigits() {
    JsonObject spoke =
        alpha("spec: {autoApply: true, profilingConfig: {config: {seed: 9007199254740993}}}");

    assertThat(at(toAlpha(toBeta(spoke)), "spec.profilingConfig.config.seed"))
        .isEqualTo("9007199254740993");
  }

  @Test
  void bug11_containerThatIsMadeHasItsName() {
    JsonObject hub = toBeta(alpha("spec: {profilingConfig: {resources: {limits: {cpu: \"1\"}}}}"));

    assertThat(at(hub, PODS + ".containers"))
        .isEqualTo("[{\"name\":\"profiler\",\"resources\":{\"limits\":{\"cpu\":\"1\"}}}]");
  }

  @Test
  void bug12_resourcesAreThoseOfTheProfilerWhereverItStands() {
    JsonObject hub =
        beta(
            "spec: {overrides: {profilingJob: {template: {spec: {containers: [{name: helper,"
                + " resources: {limits: {cpu: \"9\"}}}, {name: profiler, resources: {limits: {cpu:"
                + " \"1\"}}}]}}}}}");

    assertThat(at(toAlpha(hub), "spec.profilingConfig.resources.limits.cpu")).isEqualTo("\"1\"");
  }

  @Test
  void bug13_podSpecWithTolerationsOnlyHasAListOfContainers() {
    JsonObject hub = toBeta(alpha("spec: {profilingConfig: {tolerations: [{operator: Exists}]}}"));

    assertThat(at(hub, PODS + ".containers")).isEqualTo("[]");
  }

  @Test
  void bug14_deploymentMadeForAlphaSaysAStateThatExists() {
    JsonObject spoke = toAlpha(beta("status: {phase: Ready, dgdName: d}"));

    assertThat(at(spoke, "status.deployment"))
        .isEqualTo(
            "{\"name\":\"d\",\"namespace\":\"inference\",\"state\":\"initializing\","
                + "\"created\":false}");
  }
}
