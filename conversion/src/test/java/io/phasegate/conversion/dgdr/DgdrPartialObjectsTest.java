package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;

/**
 * Field sets of server-side apply have neither name nor uid; nothing absent is made up for them.
 */
class DgdrPartialObjectsTest {

  @Test
  void podFieldsBringNoContainersAlong() {
    var hub = toBeta(alpha("spec: {profilingConfig: {tolerations: [{key: gpu}]}}"));

    assertThat(at(hub, "spec.overrides.profilingJob.template.spec"))
        .isEqualTo("{\"tolerations\":[{\"key\":\"gpu\"}]}");
  }

  @Test
  void emptyContainersOfAFieldSetComeBack() {
    var fields =
        beta(
            "spec: {overrides: {profilingJob: {template: {spec: {tolerations: [], containers:"
                + " []}}}}}");

    assertThat(withoutAnnotations(toBeta(toAlpha(fields)))).isEqualTo(fields);
  }

  @Test
  void noteThatAutoApplyWasAbsentIsNotForAFieldSet() {
    var fields =
        annotate(
            beta("spec: {autoApply: false}"),
            "nvidia.com/dgdr-spec",
            """
            {"version":1,"from":"v1alpha1","shape":{"spec.autoApply":"absent"}}\
            """);

    assertThat(at(toAlpha(fields), "spec.autoApply")).isEqualTo("false");
  }

  @Test
  void deployedComesBackWithoutCreated() {
    var fields = beta("status: {phase: Deployed, dgdName: d}");

    var alpha = toAlpha(fields);

    assertThat(at(alpha, "status.deployment")).isEqualTo("{\"name\":\"d\"}");
    assertThat(withoutAnnotations(toBeta(alpha))).isEqualTo(fields);
  }

  private static JsonObject alpha(String rest) {
    return fields("v1alpha1", rest);
  }

  private static JsonObject beta(String rest) {
    return fields("v1beta1", rest);
  }

  private static JsonObject fields(String version, String rest) {
    return yaml(
        "apiVersion: nvidia.com/%s\nkind: DynamoGraphDeploymentRequest\nmetadata: {}\n%s"
            .formatted(version, rest));
  }

  private static JsonObject withoutAnnotations(JsonObject object) {
    return object.with(
        "metadata", object.objectAt("metadata").orElseThrow().without("annotations"));
  }
}
