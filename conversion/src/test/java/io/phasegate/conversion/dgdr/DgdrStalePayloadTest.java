package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.remove;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was saved meets a live object that has moved on since, or was never the one it is of. */
class DgdrStalePayloadTest {

  private static final String JOB = "spec.overrides.profilingJob";

  @Test
  void jobKeepsItsTemplateWhenAlphaUsersTakeTheirFieldsOut() {
    var hub =
        beta(
            """
            spec:
              overrides:
                profilingJob:
                  backoffLimit: 1
                  template: {spec: {tolerations: [{key: gpu}], containers: []}}
            """);

    var edited = remove(toAlpha(hub), "spec.profilingConfig.tolerations");

    assertThat(at(toBeta(edited), JOB)).isEqualTo("{\"backoffLimit\":1,\"template\":{}}");
  }

  @Test
  void podSpecKeepsItsContainersWhenAlphaUsersTakeTheirFieldsOut() {
    var hub =
        beta(
            """
            spec:
              overrides:
                profilingJob:
                  template: {spec: {hostNetwork: true, nodeSelector: {a: b}, containers: []}}
            """);

    var edited = remove(toAlpha(hub), "spec.profilingConfig.nodeSelector");

    assertThat(at(toBeta(edited), JOB + ".template.spec"))
        .isEqualTo("{\"containers\":[],\"hostNetwork\":true}");
  }

  @Test
  void emptySlaOfTheHubComesBackFromAmongSavedKeys() {
    var hub =
        annotate(
            beta("spec: {sla: {}}"),
            "nvidia.com/dgdr-spec",
            """
            {"version":1,"from":"v1alpha1","spec":{"profilingConfig":{"config":{"sla":{"x":1}}}}}\
            """);

    var alpha = toAlpha(hub);

    assertThat(at(alpha, "spec.profilingConfig.config.sla")).isEqualTo("{\"x\":1}");
    assertThat(at(toBeta(alpha), "spec.sla")).isEqualTo("{}");
  }

  @Test
  void deploymentDeletedComesBackBesideADeploymentThatSaysNothingNew() {
    var alpha = toAlpha(beta("status: {phase: Ready, dgdName: d}"));

    var edited = edit(alpha, "status.state", "DeploymentDeleted");

    assertThat(at(toAlpha(toBeta(edited)), "status.state")).isEqualTo("\"DeploymentDeleted\"");
  }

  @Test
  void createdStaysAbsentWherePhaseDeployedCameBackWithoutIt() {
    var request =
        annotate(
            alpha("status: {state: Ready, deployment: {}}"),
            "nvidia.com/dgdr-status",
            "{\"phase\":\"Deployed\",\"from\":\"v1beta1\"}");

    var hub = toBeta(request);

    assertThat(at(hub, "status.phase")).isEqualTo("\"Deployed\"");
    assertThat(at(toAlpha(hub), "status.deployment")).isEqualTo("{}");
    assertThat(at(toBeta(toAlpha(hub)), "status.phase")).isEqualTo("\"Deployed\"");
  }
}
