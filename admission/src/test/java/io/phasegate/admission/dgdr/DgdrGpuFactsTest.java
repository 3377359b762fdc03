package io.phasegate.admission.dgdr;

import static io.phasegate.admission.Dgdr.alpha;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.remove;
import static io.phasegate.admission.Dgdr.toAlpha;
import static io.phasegate.admission.Dgdr.toBeta;
import static io.phasegate.admission.Dgdr.violations;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.Admission;
import io.phasegate.admission.Dgdr;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not look at nodes must be told what GPUs there are: A7, B2, ruling 42. */
class DgdrGpuFactsTest {

  private static final String A7 =
      "spec.profilingConfig.config.hardware: Required value: GPU facts are needed: set"
          + " hardware.numGpusPerNode, hardware.gpuModel and hardware.gpuVramMib, or enable GPU"
          + " discovery";
  private static final String B2 =
      "spec.hardware: Required value: GPU discovery is off; describe the GPUs in spec.hardware";

  private static final Admission CONFINED = admission(Set.of("team-a"), false);

  @Test
  void B2_confinedWithoutDiscoveryNeedsHardware() {
    assertThat(onCreate(CONFINED, goodBeta())).containsExactly(B2);
    assertThat(onCreate(CONFINED, edit(goodBeta(), "spec.hardware", "{gpuSku: '', rdma: true}")))
        .containsExactly(B2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{gpuSku: h200_sxm}", "{vramMb: 141120}", "{numGpusPerNode: 8}"})
  void B2_oneFactIsEnough(String hardware) {
    assertThat(onCreate(CONFINED, edit(goodBeta(), "spec.hardware", hardware))).isEmpty();
  }

  @Test
  void A7_confinedWithoutDiscoveryNeedsHardware_andB2IsNotToldBesides() {
    assertThat(onCreate(CONFINED, goodAlpha())).containsExactly(A7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hardware: {gpuModel: H200-SXM5}",
        "hardware: {gpuVramMib: 141120}",
        "hardware: {numGpusPerNode: 8}",
        "engine: {minNumGpusPerEngine: 1, maxNumGpusPerEngine: 4}",
      })
  void A7_oneFactOrBothEngineBoundsAreEnough(String config) {
    var request = edit(goodAlpha(), "spec.profilingConfig.config", "{" + config + "}");

    assertThat(onCreate(CONFINED, request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hardware: {system: h200_sxm}",
        "hardware: text",
        "engine: {minNumGpusPerEngine: 1}",
        "engine: {minNumGpusPerEngine: 0, maxNumGpusPerEngine: 4}",
      })
  void A7_otherWordsAreNoFacts(String config) {
    var request = edit(goodAlpha(), "spec.profilingConfig.config", "{" + config + "}");

    assertThat(onCreate(CONFINED, request)).containsExactly(A7);
  }

  @Test
  void A7_B2_discoveryOrAllNamespacesMakeFactsNeedless() {
    for (Admission free :
        List.of(
            admission(Set.of("team-a"), true),
            admission(Set.of(), false),
            admission(Set.of(), true))) {
      assertThat(onCreate(free, goodAlpha())).isEmpty();
      assertThat(onCreate(free, goodBeta())).isEmpty();
    }
  }

  @Test
  void B2_factsOfV1alpha1CountWhereTheyAreSaved() {
    var born = edit(goodAlpha(), "spec.profilingConfig.config.hardware", "{numGpusPerNode: 8}");

    assertThat(onCreate(CONFINED, toBeta(born))).isEmpty();
    assertThat(onCreate(CONFINED, toBeta(goodAlpha()))).containsExactly(B2);
  }

  @Test
  void A7_factsOfV1beta1CountWhereTheyAreSaved() {
    var born = toAlpha(edit(goodBeta(), "spec.hardware", "{gpuSku: h200_sxm}"));
    var request = edit(born, "spec.profilingConfig.config", "{sla: {ttft: 5}}");

    assertThat(onCreate(CONFINED, request)).isEmpty();
  }

  @Test
  void A7_B2_requestThatLackedFactsBeforeCanStillBeEdited() {
    assertThat(onUpdate(goodBeta(), edit(goodBeta(), "spec.model", "n"))).isEmpty();
    assertThat(onUpdate(goodAlpha(), edit(goodAlpha(), "spec.model", "n"))).isEmpty();
  }

  @Test
  void A7_B2_factsCannotBeTakenAway() {
    var beta = edit(goodBeta(), "spec.hardware", "{gpuSku: h200_sxm}");
    var alpha = edit(goodAlpha(), "spec.profilingConfig.config.hardware", "{gpuModel: x}");

    assertThat(onUpdate(beta, remove(beta, "spec.hardware"))).containsExactly(B2);
    assertThat(onUpdate(alpha, goodAlpha())).containsExactly(A7);
  }

  @Test
  void A7_B2_nothingIsDemandedWithoutASpec() {
    assertThat(onCreate(CONFINED, alpha("{}"))).isEmpty();
    assertThat(onCreate(CONFINED, Dgdr.beta("{}"))).isEmpty();
  }

  private static Admission admission(Set<String> namespaces, boolean discovery) {
    return Dgdr.admission(new Settings("", namespaces, discovery, ""));
  }

  private static List<String> onCreate(Admission admission, JsonObject object) {
    return violations(admission.validate(Operation.CREATE, object, JsonObject.empty()));
  }

  private static List<String> onUpdate(JsonObject oldObject, JsonObject object) {
    return violations(CONFINED.validate(Operation.UPDATE, object, oldObject));
  }
}
