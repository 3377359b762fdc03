package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.edit;
import static io.phasegate.conversion.dgdr.Dgdr.explain;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Explanation;
import io.phasegate.conversion.table.Fate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told about where a field went. */
class DgdrExplainTest {

  private static final Path SPEC_PAYLOAD =
      Path.of("metadata.annotations").key(DgdrTable.SPEC_PAYLOAD);

  @Test
  void fieldThatStaysIsCopied() {
    assertThat(explain(alpha("spec: {model: m}"), "v1beta1").fates())
        .contains(new Fate.Copied(Path.of("spec.model")));
  }

  @Test
  void fieldWithAnotherPlaceIsMoved() {
    assertThat(
            explain(alpha("spec: {profilingConfig: {config: {sla: {ttft: 5}}}}"), "v1beta1")
                .fates())
        .contains(
            new Fate.Moved(
                Path.of("spec.profilingConfig.config.sla.ttft"), Path.of("spec.sla.ttft")));
  }

  @Test
  void slotIsMovedToItsAnnotationAndBack() {
    Path field = Path.of("spec.profilingConfig.outputPVC");
    Path slot = Path.of("metadata.annotations").key(DgdrTable.OUTPUT_PVC);
    JsonObject spoke = alpha("spec: {autoApply: true, profilingConfig: {outputPVC: out}}");

    assertThat(explain(spoke, "v1beta1").fates()).contains(new Fate.Moved(field, slot));
    assertThat(explain(toBeta(spoke), "v1alpha1").fates()).contains(new Fate.Moved(slot, field));
  }

  @Test
  void fieldMadeFromAbsenceIsShapedAndSaysWhy() {
    assertThat(explain(alpha("spec: {model: m}"), "v1beta1").fates())
        .contains(
            new Fate.Shaped(
                List.of(),
                Path.of("spec.autoApply"),
                "Absent means false in v1alpha1 and true in v1beta1, so the other version gets it"
                    + " spelled out."));
  }

  @Test
  void fieldMadeFromOthersNamesThem() {
    JsonObject spoke = alpha("status: {state: Ready, deployment: {name: d, created: true}}");

    assertThat(explain(spoke, "v1beta1").fates())
        .filteredOn(Fate.Shaped.class::isInstance)
        .map(Fate.Shaped.class::cast)
        .filteredOn(shaped -> shaped.to().equals(Path.of("status.phase")))
        .singleElement()
        .satisfies(shaped ->
            assertThat(shaped.from())
                .containsExactly(Path.of("status.state"), Path.of("status.deployment")));
  }

  @Test
  void fieldWithoutAPlaceIsKeptAndComesBack() {
    Path field = Path.of("spec.searchStrategy");
    JsonObject hub = beta("spec: {autoApply: true, searchStrategy: thorough}");

    assertThat(explain(hub, "v1alpha1").fates()).contains(new Fate.Kept(field, SPEC_PAYLOAD));
    assertThat(explain(toAlpha(hub), "v1beta1").fates())
        .contains(new Fate.Restored(SPEC_PAYLOAD, field));
  }

  @Test
  void switchThatIsOffAnywayIsLeftOut() {
    assertThat(explain(alpha("spec: {useMocker: false}"), "v1beta1").fates())
        .contains(
            new Fate.LeftOut(
                Path.of("spec.useMocker"),
                "Absent and false are the same in v1alpha1. What v1beta1 says beyond true is"
                    + " saved."));
  }

  @Test
  void savedValueThatWasOvertakenIsLeftOut() {
    JsonObject spoke = toAlpha(beta("spec: {backend: vllm}"));
    JsonObject edited = edit(spoke, "spec.useMocker", "true");
    edited =
        Dgdr.annotate(
            edited,
            DgdrTable.SPEC_PAYLOAD,
            "{\"version\":1,\"from\":\"v1beta1\",\"spec\":{\"features\":{\"mocker\":"
                + "{\"enabled\":false}}}}");

    assertThat(explain(edited, "v1beta1").fates())
        .contains(
            new Fate.LeftOut(
                SPEC_PAYLOAD.then(Path.of("spec.features.mocker.enabled")),
                "What the object says now counts."));
  }

  @Test
  void fieldThatIsTooLargeIsLeftOutWithTheLimit() {
    JsonObject hub = edit(beta("spec: {}"), "spec.overrides.dgd.note", "x".repeat(300_000));

    assertThat(explain(hub, "v1alpha1").fates())
        .contains(
            new Fate.LeftOut(
                Path.of("spec.overrides.dgd"),
                "Too large: all annotations of an object together may have 262144 bytes."));
  }

  @Test
  void privateAnnotationsThatSayNothingAreToldToGo() {
    JsonObject hub =
        annotate(beta("spec: {model: m}"), "nvidia.com/dgdr-enable-gpu-discovery", "true");
    hub = annotate(hub, "nvidia.com/dgdr-spec", "junk");
    hub = annotate(hub, "nvidia.com/dgdr-hub-spec", "{}");

    List<Fate> fates = explain(hub, "v1alpha1").fates();

    Path annotations = Path.of("metadata.annotations");
    assertThat(fates)
        .contains(
            new Fate.Restored(
                annotations.key("nvidia.com/dgdr-enable-gpu-discovery"),
                Path.of("spec.enableGpuDiscovery")),
            new Fate.LeftOut(
                annotations.key("nvidia.com/dgdr-spec"),
                "It is malformed, or belongs to another version."),
            new Fate.LeftOut(
                annotations.key("nvidia.com/dgdr-hub-spec"), "No released operator reads it."));
  }

  @Test
  void refusedObjectHasNothingToExplain() {
    Explanation explanation = explain(alpha("spec: nonsense"), "v1beta1");

    assertThat(explanation.conversion()).isInstanceOf(Conversion.Refused.class);
    assertThat(explanation.fates()).isEmpty();
  }

  @Test
  void sameVersionIsCopied() {
    JsonObject spoke = alpha("spec: {model: m}");

    assertThat(explain(spoke, "v1alpha1").fates())
        .hasSameSizeAs(Leaves.of(spoke, Path.of("")).keySet())
        .allMatch(Fate.Copied.class::isInstance);
  }

  static Stream<JsonObject> objects() {
    return Kinds.samples().stream()
        .flatMap(
            sample -> Stream.of(sample, Dgdr.isAlpha(sample) ? toBeta(sample) : toAlpha(sample)));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyFieldOfTheObjectAndOfTheAnswerIsExplained(JsonObject object) {
    String other = Dgdr.isAlpha(object) ? "v1beta1" : "v1alpha1";

    Explanation explanation = explain(object, other);

    JsonObject answer = ((Conversion.Converted) explanation.conversion()).object();
    assertThat(answer).isEqualTo(Dgdr.isAlpha(object) ? toBeta(object) : toAlpha(object));
    assertThat(fields(object))
        .allSatisfy(leaf -> assertThat(explanation.fates()).anyMatch(fate -> isAbout(fate, leaf)));
    assertThat(fields(answer))
        .allSatisfy(leaf -> assertThat(explanation.fates()).anyMatch(fate -> gives(fate, leaf)));
  }

  private static List<Path> fields(JsonObject object) {
    return Leaves.of(object, Path.of("")).keySet().stream()
        .filter(leaf -> !leaf.startsWith(Path.of("metadata.annotations")))
        .filter(leaf -> !leaf.startsWith(Path.of("apiVersion")))
        .toList();
  }

  private static boolean isAbout(Fate fate, Path leaf) {
    return switch (fate) {
      case Fate.Copied(var path) -> path.equals(leaf);
      case Fate.Moved(var from, _) -> from.equals(leaf);
      case Fate.Shaped(var from, _, _) -> from.stream().anyMatch(leaf::startsWith);
      case Fate.Kept(var path, _) -> path.equals(leaf);
      case Fate.LeftOut(var path, _) -> path.equals(leaf);
      case Fate.Restored _ -> false;
    };
  }

  private static boolean gives(Fate fate, Path leaf) {
    return switch (fate) {
      case Fate.Copied(var path) -> path.equals(leaf);
      case Fate.Moved(_, var to) -> to.equals(leaf);
      case Fate.Shaped(_, var to, _) -> leaf.startsWith(to);
      case Fate.Restored(_, var to) -> to.equals(leaf);
      case Fate.Kept _ -> false;
      case Fate.LeftOut _ -> false;
    };
  }
}
