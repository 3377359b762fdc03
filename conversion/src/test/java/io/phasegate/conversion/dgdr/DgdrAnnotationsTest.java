package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.annotation;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The private annotations: what is read, what is scrubbed, what stays. C4, C5, spec 3.9. */
class DgdrAnnotationsTest {

  @ParameterizedTest
  @ValueSource(strings = {"not json", "[]", "\"x\"", "null", "", "{\"spec\":{},\"spec\":{}}"})
  void case91_malformedPayloadCountsAsNoneAndIsScrubbed(String text) {
    var hub = annotate(beta("spec: {autoApply: true}"), DgdrTable.SPEC_PAYLOAD, text);

    var spoke = toAlpha(hub);

    assertThat(spoke).isEqualTo(alpha("spec: {autoApply: true}"));
  }

  @Test
  void case94_dynamosBarePayloadIsRead() {
    var hub =
        annotate(
            beta("spec: {autoApply: true}"),
            DgdrTable.SPEC_PAYLOAD,
            "{\"enableGpuDiscovery\":false}");

    assertThat(at(toAlpha(hub), "spec.enableGpuDiscovery")).isEqualTo("false");
  }

  @Test
  void case95_savedValueOfALiveFieldIsIgnored() {
    var hub =
        annotate(
            beta("spec: {autoApply: true}"),
            DgdrTable.SPEC_PAYLOAD,
            "{\"version\":1,\"from\":\"v1alpha1\",\"spec\":{\"model\":\"old\"}}");

    assertThat(at(toAlpha(hub), "spec.model")).isEqualTo("absent");
  }

  @Test
  void payloadCopiedOntoTheWrongVersionIsIgnored() {
    var hub =
        annotate(
            beta("spec: {autoApply: true}"),
            DgdrTable.SPEC_PAYLOAD,
            "{\"version\":1,\"from\":\"v1beta1\",\"spec\":{\"hardware\":{\"totalGpus\":1}}}");

    assertThat(toAlpha(hub)).isEqualTo(alpha("spec: {autoApply: true}"));
  }

  @Test
  void case100_legacyBlobYieldsToTheLiveHub() {
    var hub =
        annotate(
            beta("spec: {autoApply: true}"),
            "nvidia.com/dgdr-profiling-config",
            "{\"sla\":{\"ttft\":5,\"note\":\"keep\"}}");

    var spoke = toAlpha(hub);

    assertThat(at(spoke, "spec.profilingConfig.config")).isEqualTo("{\"sla\":{\"note\":\"keep\"}}");
    assertThat(spoke.at("metadata.annotations")).isEmpty();
  }

  @Test
  void case98_legacyValueThatDoesNotDecodeIsDropped() {
    var hub =
        annotate(beta("spec: {autoApply: true}"), "nvidia.com/dgdr-enable-gpu-discovery", "yes");

    assertThat(toAlpha(hub)).isEqualTo(alpha("spec: {autoApply: true}"));
  }

  @Test
  void legacyJobNameBelongsToTheProfilingPhase() {
    var profiling =
        annotate(
            alpha("status: {state: Profiling}"), "nvidia.com/dgdr-profiling-job-name", "profile-c");

    assertThat(at(toBeta(profiling), "status.profilingJobName")).isEqualTo("\"profile-c\"");
    assertThat(at(toBeta(edit(profiling, "status.state", "Ready")), "status.profilingJobName"))
        .isEqualTo("absent");
  }

  @Test
  void draftKeysAreScrubbed() {
    var hub = annotate(beta("spec: {autoApply: true}"), "nvidia.com/dgdr-hub-spec", "{}");

    assertThat(toAlpha(hub)).isEqualTo(alpha("spec: {autoApply: true}"));
  }

  @Test
  void case103_usersAnnotationsStay() {
    var request = annotate(alpha("spec: {enableGpuDiscovery: true}"), "team", "search");

    var hub = toBeta(request);

    assertThat(annotation(hub, "team")).isEqualTo("search");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case104_annotationsAreAbsentWhenOnlyOursWereThere() {
    var hub = toBeta(alpha("spec: {autoApply: true, enableGpuDiscovery: true}"));

    assertThat(toAlpha(hub).at("metadata.annotations")).isEmpty();
  }

  @Test
  void case101_metadataIsAlwaysAnObject() {
    var without = alpha("spec: {model: m}").without("metadata");
    var withNull = without.with("metadata", Json.Null.NULL);

    assertThat(at(toBeta(without), "metadata")).isEqualTo("{}");
    assertThat(at(toBeta(withNull), "metadata")).isEqualTo("{}");
  }

  @Test
  void W9_otherMetadataIsUntouched() {
    var metadata =
        yaml(
            """
            name: chat
            uid: u
            resourceVersion: "7"
            generation: 3
            finalizers: [f]
            labels: {a: b}
            ownerReferences: [{uid: o}]
            """);
    var request = alpha("spec: {autoApply: true}").with("metadata", metadata);

    assertThat(toBeta(request).get("metadata")).hasValue(metadata);
  }

  @Test
  void W13_D27_case110_equalInputGivesEqualBytes() {
    var request =
        alpha(
            "spec: {deploymentOverrides: {name: n, labels: {b: c, a: d}}, enableGpuDiscovery:"
                + " true}");
    var reordered =
        alpha(
            "spec: {enableGpuDiscovery: true, deploymentOverrides: {labels: {a: d, b: c}, name:"
                + " n}}");

    assertThat(toBeta(request).toString()).isEqualTo(toBeta(request).toString());
    assertThat(annotation(toBeta(request), DgdrTable.SPEC_PAYLOAD))
        .isEqualTo(annotation(toBeta(reordered), DgdrTable.SPEC_PAYLOAD));
  }
}
