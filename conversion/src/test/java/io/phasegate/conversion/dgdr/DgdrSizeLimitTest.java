package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.annotation;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.payload;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static io.phasegate.conversion.dgdr.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.AnnotationLimit;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/**
 * Annotations have a limit, and an answer beyond it would make the object unreadable. C13, ruling
 * 29.
 */
class DgdrSizeLimitTest {

  private static final String LARGE = "x".repeat(150_000);

  @Test
  void whatFitsToTheLastByteIsKept() {
    JsonObject request = alpha("spec: {autoApply: true, profilingConfig: {config: {note: a}}}");
    int spare = AnnotationLimit.BYTES - annotationsOf(toBeta(request));
    String note = "a" + "x".repeat(spare);

    JsonObject hub = toBeta(edit(request, "spec.profilingConfig.config.note", note));

    assertThat(annotationsOf(hub)).isEqualTo(AnnotationLimit.BYTES);
    assertThat(at(toAlpha(hub), "spec.profilingConfig.config.note")).hasSize(note.length() + 2);
  }

  @Test
  void oneByteMoreLeavesTheBlobOutAndSaysSo() {
    JsonObject request =
        alpha("spec: {enableGpuDiscovery: true, profilingConfig: {config: {sla: {ttft: 5}}}}");
    JsonObject large =
        edit(request, "spec.profilingConfig.config.note", "x".repeat(AnnotationLimit.BYTES));

    JsonObject hub = toBeta(large);

    assertThat(annotationsOf(hub)).isLessThan(AnnotationLimit.BYTES);
    assertThat(at(payload(hub, DgdrTable.SPEC_PAYLOAD), "omitted"))
        .isEqualTo("[\"spec.profilingConfig.config\"]");
    assertThat(at(hub, "spec.sla.ttft")).isEqualTo("5");
    assertThat(at(toAlpha(hub), "spec.enableGpuDiscovery")).isEqualTo("true");
  }

  @Test
  void slotThatFindsNoRoomBesideAnnotationsOfOthersIsLeftOutByName() {
    JsonObject crowded =
        annotate(
            alpha("spec: {autoApply: true, profilingConfig: {outputPVC: p}}"),
            "example.com/notes",
            "x".repeat(AnnotationLimit.BYTES - 400));

    JsonObject hub = toBeta(edit(crowded, "spec.profilingConfig.outputPVC", "p".repeat(500)));

    assertThat(annotationsOf(hub)).isLessThanOrEqualTo(AnnotationLimit.BYTES);
    assertThat(annotation(hub, "nvidia.com/dgdr-output-pvc")).isEqualTo("absent");
    assertThat(at(payload(hub, DgdrTable.SPEC_PAYLOAD), "omitted"))
        .isEqualTo("[\"spec.profilingConfig.outputPVC\"]");
  }

  @Test
  void paretoGoesBeforeTheOverridesOfTheDeployment() {
    JsonObject hub = beta("spec: {autoApply: true, searchStrategy: thorough}");
    hub = edit(hub, "spec.overrides.dgd.note", LARGE);
    hub = edit(hub, "status.profilingResults.pareto", "[{config: {note: " + LARGE + "}}]");

    JsonObject spoke = toAlpha(hub);

    assertThat(at(payload(spoke, DgdrTable.STATUS_PAYLOAD), "omitted"))
        .isEqualTo("[\"status.profilingResults.pareto\"]");
    assertThat(toBeta(spoke).at("spec")).isEqualTo(hub.at("spec"));
  }

  @Test
  void overridesOfTheDeploymentGoBeforeAnythingSmaller() {
    JsonObject hub = beta("spec: {autoApply: true, searchStrategy: thorough}");
    hub = edit(hub, "spec.overrides.dgd.note", LARGE);
    hub = edit(hub, "spec.unknown", LARGE);

    JsonObject spoke = toAlpha(hub);

    assertThat(at(payload(spoke, DgdrTable.SPEC_PAYLOAD), "omitted"))
        .isEqualTo("[\"spec.overrides.dgd\"]");
    assertThat(at(toBeta(spoke), "spec.unknown")).hasSize(LARGE.length() + 2);
  }

  @Test
  void otherLeavesGoLargestFirst() {
    JsonObject hub = beta("spec: {autoApply: true, hardware: {gpuSku: t4}}");
    hub = edit(hub, "spec.small", "x".repeat(120_000));
    hub = edit(hub, "spec.large", LARGE);

    JsonObject spoke = toAlpha(hub);

    assertThat(at(payload(spoke, DgdrTable.SPEC_PAYLOAD), "omitted")).isEqualTo("[\"spec.large\"]");
    assertThat(toBeta(spoke).at("spec.small")).isEqualTo(hub.at("spec.small"));
    assertThat(at(toBeta(spoke), "spec.hardware.gpuSku")).isEqualTo("\"t4\"");
  }

  @Test
  void usersOwnAnnotationsAreNeverTouched() {
    String own = "x".repeat(AnnotationLimit.BYTES - 150);
    JsonObject hub =
        annotate(beta("spec: {autoApply: true, searchStrategy: thorough}"), "team/notes", own);
    hub = edit(hub, "spec.hardware", "{gpuSku: h200_sxm, interconnect: nvlink, totalGpus: 8}");

    JsonObject spoke = toAlpha(hub);

    assertThat(annotation(spoke, "team/notes")).isEqualTo(own);
    assertThat(annotationsOf(spoke)).isLessThanOrEqualTo(AnnotationLimit.BYTES);
    assertThat(payload(spoke, DgdrTable.SPEC_PAYLOAD).has("spec")).isFalse();
    assertThat(at(payload(spoke, DgdrTable.SPEC_PAYLOAD), "omitted"))
        .isEqualTo("[\"spec.hardware\",\"spec.searchStrategy\"]");
  }

  @Test
  void noByteIsAddedWhereNotEvenTheNamesFit() {
    String own = "x".repeat(AnnotationLimit.BYTES - "team/notes".length());
    JsonObject hub =
        annotate(beta("spec: {autoApply: true, searchStrategy: rapid}"), "team/notes", own);

    JsonObject spoke = toAlpha(hub);

    assertThat(annotationsOf(spoke)).isEqualTo(AnnotationLimit.BYTES);
    assertThat(spoke.objectAt("metadata.annotations").orElseThrow().keys())
        .containsExactly("team/notes");
  }

  @Test
  void thousandsOfSmallLeavesAreNamedByTheirField() {
    JsonObject request = alpha("spec: {autoApply: true}");
    SequencedMap<String, Json> labels = new LinkedHashMap<>();
    for (int i = 0; i < 9_000; i++) {
      labels.put("label-%05d".formatted(i), Json.text("value-of-this-label"));
    }
    JsonObject overrides = JsonObject.of("labels", JsonObject.of(labels));
    JsonObject large = request.with("spec", JsonObject.of("deploymentOverrides", overrides));

    JsonObject hub = toBeta(large);

    assertThat(at(payload(hub, DgdrTable.SPEC_PAYLOAD), "omitted"))
        .isEqualTo("[\"spec.deploymentOverrides\"]");
  }

  @Test
  void bytesAreCountedAsUtf8() {
    JsonObject request = alpha("spec: {autoApply: true}");
    JsonObject large =
        edit(
            request, "spec.profilingConfig.config.note", "\u00e9\u20ac\ud83d\ude80".repeat(40_000));

    JsonObject hub = toBeta(large);

    assertThat(at(payload(hub, DgdrTable.SPEC_PAYLOAD), "omitted"))
        .isEqualTo("[\"spec.profilingConfig.config\"]");
  }

  @Test
  void tableTellsWhatAnObjectLacks() {
    JsonObject hub = beta("spec: {autoApply: true}");
    hub = edit(hub, "spec.overrides.dgd.note", LARGE + LARGE);

    JsonObject spoke = toAlpha(hub);

    assertThat(DgdrTable.create().omittedFrom(spoke)).containsExactly("spec.overrides.dgd");
    assertThat(DgdrTable.create().omittedFrom(hub)).isEmpty();
  }

  private static int annotationsOf(JsonObject object) {
    return AnnotationLimit.bytes(
        object.at(Path.of("metadata.annotations")).flatMap(Json::asObject).orElse(yaml("{}")));
  }
}
