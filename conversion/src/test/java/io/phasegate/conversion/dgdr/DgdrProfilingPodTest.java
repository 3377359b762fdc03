package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotation;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.remove;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Resources, tolerations and nodeSelector of the profiling Job, and the Job's other overrides. */
class DgdrProfilingPodTest {

  private static final String POD = "spec.overrides.profilingJob.template.spec";

  @Test
  void case46_resourcesAreThoseOfTheContainerNamedProfiler() {
    var request = alphaWith("resources: {limits: {nvidia.com/gpu: '1'}}");

    var hub = toBeta(request);

    assertThat(hub.at(POD))
        .hasValue(
            yaml("containers: [{name: profiler, resources: {limits: {nvidia.com/gpu: '1'}}}]"));
    assertThat(annotation(hub, DgdrTable.SPEC_PAYLOAD)).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case47_claimsAndEmptyResourcesComeBack() {
    var claims = alphaWith("resources: {claims: [{name: gpu}]}");
    var empty = alphaWith("resources: {}");

    assertThat(toAlpha(toBeta(claims))).isEqualTo(claims);
    assertThat(toAlpha(toBeta(empty))).isEqualTo(empty);
  }

  @Test
  void case49_podSpecWithoutContainersGetsTheListThatTheSchemaDemands() {
    var request = alphaWith("tolerations: [{operator: Exists}]");

    var hub = toBeta(request);

    assertThat(hub.at(POD)).hasValue(yaml("{tolerations: [{operator: Exists}], containers: []}"));
    assertThat(annotation(toAlpha(hub), DgdrTable.SPEC_PAYLOAD)).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case50_nodeSelectorMoves() {
    var request = alphaWith("nodeSelector: {pool: gpu}");

    var hub = toBeta(request);

    assertThat(at(hub, POD + ".nodeSelector")).isEqualTo("{\"pool\":\"gpu\"}");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void ruling26_emptyContainersAloneAreKept() {
    var request = betaWithPod("{containers: []}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  @Test
  void case51_richJobComesBackInItsOrder() {
    var request = richJob();

    var spoke = toAlpha(request);

    assertThat(at(spoke, "spec.profilingConfig"))
        .isEqualTo("{\"resources\":{\"limits\":{\"cpu\":\"1\"}}}");
    assertThat(toBeta(spoke)).isEqualTo(request);
  }

  @Test
  void case52_unnamedContainerStandsForTheProfilerAndGetsItsName() {
    var spoke = toAlpha(betaWithPod("{containers: [{name: '', resources: {}, image: i}]}"));

    assertThat(at(spoke, "spec.profilingConfig.resources")).isEqualTo("{}");
    assertThat(toBeta(spoke).at(POD))
        .hasValue(yaml("{containers: [{name: profiler, image: i, resources: {}}]}"));
  }

  @Test
  void case53_alphaEditOfResourcesKeepsTheRestOfTheContainer() {
    var spoke = toAlpha(richJob());

    var hub = toBeta(edit(spoke, "spec.profilingConfig.resources", "{limits: {cpu: '9'}}"));

    assertThat(hub.at(POD + ".containers"))
        .hasValue(
            Dgdr.value(
                """
                - {name: helper, image: h}
                - {name: profiler, env: [{name: A, value: b}], resources: {limits: {cpu: '9'}}}
                """));
  }

  @Test
  void alphaUserWhoRemovesTheResourcesWins() {
    var spoke = toAlpha(richJob());

    var hub = toBeta(remove(spoke, "spec.profilingConfig.resources"));

    assertThat(hub.at(POD + ".containers"))
        .hasValue(
            Dgdr.value("[{name: helper, image: h}, {name: profiler, env: [{name: A, value: b}]}]"));
  }

  @Test
  void case55_alphaAddsTolerations() {
    var spoke = toAlpha(richJob());

    var hub = toBeta(edit(spoke, "spec.profilingConfig.tolerations", "[{operator: Exists}]"));

    assertThat(remove(hub, POD + ".tolerations")).isEqualTo(richJob());
    assertThat(at(hub, POD + ".tolerations")).isEqualTo("[{\"operator\":\"Exists\"}]");
  }

  @Test
  void case56_profilerIsAppendedBehindSidecars() {
    var spoke = toAlpha(betaWithPod("{containers: [{name: side}]}"));

    var hub = toBeta(edit(spoke, "spec.profilingConfig.resources", "{limits: {cpu: '2'}}"));

    assertThat(hub.at(POD + ".containers"))
        .hasValue(Dgdr.value("[{name: side}, {name: profiler, resources: {limits: {cpu: '2'}}}]"));
  }

  @Test
  void profilerBeforeAnotherContainerKeepsItsPlace() {
    var request =
        betaWithPod("{containers: [{name: profiler, resources: {limits: {}}}, {name: side}]}");

    assertThat(toBeta(toAlpha(request))).isEqualTo(request);
  }

  private static JsonObject alphaWith(String profilingConfig) {
    return alpha("spec: {autoApply: true, profilingConfig: {%s}}".formatted(profilingConfig));
  }

  private static JsonObject betaWithPod(String pod) {
    return beta(
        "spec: {autoApply: true, overrides: {profilingJob: {template: {spec: %s}}}}"
            .formatted(pod));
  }

  private static JsonObject richJob() {
    return beta(
        """
        spec:
          autoApply: true
          overrides:
            profilingJob:
              parallelism: 1
              template:
                metadata: {labels: {team: search}}
                spec:
                  containers:
                    - {name: helper, image: h}
                    - {name: profiler, env: [{name: A, value: b}], resources: {limits: {cpu: '1'}}}
        """);
  }
}
