package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.annotation;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.payload;
import static io.phasegate.conversion.dgdr.Dgdr.remove;
import static io.phasegate.conversion.dgdr.Dgdr.removeAnnotation;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The two annotations of the hub that are live data: rulings 2, 24 and 26. */
class DgdrSlotsTest {

  private static final String REF = DgdrTable.CONFIG_MAP_REF;
  private static final String PVC = DgdrTable.OUTPUT_PVC;

  @Test
  void case39_slotsHoldTheTwoReferencesAsGiven() {
    var request = legacyRequest();

    var hub = toBeta(request);

    assertThat(annotation(hub, REF)).isEqualTo("{\"name\":\"c\",\"key\":\"base.yaml\"}");
    assertThat(annotation(hub, PVC)).isEqualTo("o");
    assertThat(annotation(hub, DgdrTable.SPEC_PAYLOAD)).isEqualTo("absent");
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void case40_hubUserWhoDeletesTheConfigMapSlotWins() {
    var hub = removeAnnotation(toBeta(legacyRequest()), REF);

    var spoke = toAlpha(hub);

    assertThat(at(spoke, "spec.profilingConfig")).isEqualTo("{\"outputPVC\":\"o\"}");
  }

  @Test
  void hubUserWhoEditsASlotWins() {
    var hub = annotate(toBeta(legacyRequest()), REF, "{\"name\":\"other\"}");

    var spoke = toAlpha(hub);

    assertThat(at(spoke, "spec.profilingConfig.configMapRef")).isEqualTo("{\"name\":\"other\"}");
  }

  @Test
  void case41_alphaUserWhoRemovesTheFieldWins() {
    var spoke = toAlpha(toBeta(legacyRequest()));

    var hub = toBeta(remove(spoke, "spec.profilingConfig.outputPVC"));

    assertThat(annotation(hub, PVC)).isEqualTo("absent");
  }

  @Test
  void case97_malformedReferenceOnTheHubIsAnOrdinaryAnnotation() {
    var hub = annotate(beta("spec: {autoApply: true}"), REF, "{\"key\":\"k\"}");

    var spoke = toAlpha(hub);

    assertThat(at(spoke, "spec.profilingConfig")).isEqualTo("absent");
    assertThat(annotation(spoke, REF)).isEqualTo("{\"key\":\"k\"}");
    assertThat(toBeta(spoke)).isEqualTo(hub);
  }

  @Test
  void ruling24_malformedAnnotationGivesWayToTheField() {
    var request = annotate(legacyRequest(), REF, "not json");

    var hub = toBeta(request);

    assertThat(annotation(hub, REF)).isEqualTo("{\"name\":\"c\",\"key\":\"base.yaml\"}");
  }

  @Test
  void ruling24_wellFormedSlotOnAnAlphaObjectIsALeftover() {
    var request = annotate(alpha("spec: {autoApply: true}"), PVC, "leftover");

    var hub = toBeta(request);

    assertThat(annotation(hub, PVC)).isEqualTo("absent");
  }

  @Test
  void ruling24_valuesThatNoSlotCanCarryAreSavedVerbatim() {
    var request =
        alpha(
            """
            spec:
              autoApply: true
              profilingConfig: {configMapRef: {name: '', key: k}, outputPVC: ''}
            """);

    var hub = toBeta(request);

    assertThat(annotation(hub, REF)).isEqualTo("absent");
    assertThat(annotation(hub, PVC)).isEqualTo("absent");
    assertThat(payload(hub, DgdrTable.SPEC_PAYLOAD).objectAt("spec"))
        .isEqualTo(request.objectAt("spec").map(spec -> spec.without("autoApply")));
    assertThat(toAlpha(hub)).isEqualTo(request);
  }

  @Test
  void ruling24_liveSlotBeatsWhatWasSaved() {
    var hub = toBeta(alpha("spec: {autoApply: true, profilingConfig: {configMapRef: {name: ''}}}"));

    var spoke = toAlpha(annotate(hub, REF, "{\"name\":\"live\"}"));

    assertThat(at(spoke, "spec.profilingConfig.configMapRef")).isEqualTo("{\"name\":\"live\"}");
  }

  @Test
  void ruling24_dynamosPayloadIsReadWhereThereIsNoSlot() {
    var hub =
        annotate(
            beta("spec: {autoApply: true}"),
            DgdrTable.SPEC_PAYLOAD,
            "{\"version\":1,\"spec\":{\"profilingConfig\":{\"outputPVC\":\"theirs\"}}}");

    assertThat(at(toAlpha(hub), "spec.profilingConfig.outputPVC")).isEqualTo("\"theirs\"");
    assertThat(at(toAlpha(annotate(hub, PVC, "live")), "spec.profilingConfig.outputPVC"))
        .isEqualTo("\"live\"");
  }

  @Test
  void ruling26_objectWithoutSpecKeepsItsSlots() {
    var hub = annotate(beta("{}"), PVC, "o");

    var spoke = toAlpha(hub);

    assertThat(annotation(spoke, PVC)).isEqualTo("o");
    assertThat(toBeta(spoke)).isEqualTo(hub);
  }

  private static JsonObject legacyRequest() {
    return alpha(
        """
        spec:
          autoApply: true
          profilingConfig: {configMapRef: {name: c, key: base.yaml}, outputPVC: o}
        """);
  }
}
