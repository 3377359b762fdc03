package io.phasegate.admission.dgdr;

import static io.phasegate.admission.Dgdr.CONFIG_MAP_REF;
import static io.phasegate.admission.Dgdr.OUTPUT_PVC;
import static io.phasegate.admission.Dgdr.annotate;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.remove;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The spec freezes once work begins: spec/dgdr.md 4.4, rulings 5 and 33. */
class DgdrFreezeTest {

  private static final String CONTAINERS = "spec.overrides.profilingJob.template.spec.containers";
  private static final String FAILED =
      "spec: the request has failed; the edit changes nothing, submit a new one";

  @ParameterizedTest
  @ValueSource(strings = {"Profiling", "Deploying", "Deployed"})
  void specIsFrozenWhileWorkGoesOn(String phase) {
    var stored = edit(goodBeta(), "status.phase", phase);

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "other"))))
        .containsExactly(
            "spec: Forbidden: spec is frozen in phase %s; submit a new request instead (changed: spec.model)"
                .formatted(phase));
  }

  @ParameterizedTest
  @CsvSource({"Pending", "''"})
  void specMayChangeBeforeWorkBegins(String phase) {
    var stored = edit(goodBeta(), "status.phase", "'" + phase + "'");

    assertThat(violations(onUpdate(stored, edit(stored, "spec.model", "other")))).isEmpty();
    assertThat(violations(onUpdate(goodBeta(), edit(goodBeta(), "spec.model", "other")))).isEmpty();
  }

  @Test
  void editOfAFailedRequestIsAllowedAndWarnedAbout() {
    var stored = edit(goodBeta(), "status.phase", "Failed");

    var verdict = onUpdate(stored, edit(stored, "spec.model", "other"));

    assertThat(violations(verdict)).isEmpty();
    assertThat(warnings(verdict)).containsExactly(FAILED);
  }

  @Test
  void readyRequestMayBeStarted() {
    var stored = edit(edit(goodBeta(), "status.phase", "Ready"), "spec.autoApply", "false");

    assertThat(violations(onUpdate(stored, edit(stored, "spec.autoApply", "true")))).isEmpty();
    assertThat(violations(onUpdate(stored, remove(stored, "spec.autoApply")))).isEmpty();
    assertThat(violations(onUpdate(stored, edit(stored, "spec.runtimeVersionOverride", "1.2.0"))))
        .isEmpty();
  }

  @Test
  void readyRequestMayChangeInNothingElse() {
    var stored = edit(goodBeta(), "status.phase", "Ready");

    assertThat(
            violations(
                onUpdate(stored, edit(edit(stored, "spec.image", "x"), "spec.autoApply", "false"))))
        .containsExactly(
            "spec: Forbidden: spec is frozen in phase Ready but for turning autoApply on and"
                + " runtimeVersionOverride; submit a new request instead"
                + " (changed: spec.autoApply, spec.image)");
  }

  @Test
  void manyChangesAreNotAllTold() {
    var stored = edit(goodBeta(), "status.phase", "Profiling");
    var edited =
        edit(stored, "spec", "{model: n, sla: {}, workload: {}, features: {}, backend: auto}");

    assertThat(violations(onUpdate(stored, edited)).getFirst()).endsWith(", ...)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.backend         | null      | an unset field is its default
          spec.searchStrategy  | rapid     | a default may be written out
          spec.sla.ttft        | 250.0     | a number may be spelled otherwise
          spec.overrides.profilingJob.template.spec.containers | [{name: profiler, resources: {limits: {cpu: 1000m}}}] | so may a quantity
          """)
  void changeThatMeansNothingIsNoChange(String field, String value, String why) {
    var stored = edit(goodBeta(), "spec.backend", "auto");
    stored = edit(stored, "spec.sla", "{ttft: 250}");
    stored =
        edit(
            stored,
            "spec.overrides.profilingJob.template.spec.containers",
            "[{resources: {limits: {cpu: '1'}}, name: profiler}]");
    stored = edit(stored, "status.phase", "Profiling");

    assertThat(violations(onUpdate(stored, edit(stored, field, value)))).as(why).isEmpty();
  }

  @Test
  void orderOfAListThatGoesByKeysIsNoChange() {
    var stored =
        edit(
            edit(goodBeta(), "status.phase", "Profiling"),
            CONTAINERS,
            "[{name: profiler, env: [{name: A, value: '1'}, {name: B}]}, {name: output-copier}]");

    var reordered =
        edit(
            stored,
            CONTAINERS,
            "[{name: output-copier}, {name: profiler, env: [{name: B}, {name: A, value: '1'}]}]");
    var changed =
        edit(
            stored,
            CONTAINERS,
            "[{name: output-copier}, {name: profiler, env: [{name: B}, {name: A, value: '2'}]}]");

    assertThat(violations(onUpdate(stored, reordered))).isEmpty();
    assertThat(violations(onUpdate(stored, changed)))
        .singleElement()
        .asString()
        .endsWith("(changed: " + CONTAINERS + "[1].env[1].value)");
  }

  @Test
  void orderOfAnyOtherListIsAChange() {
    var pod = "spec.overrides.profilingJob.template.spec.tolerations";
    var stored = edit(edit(goodBeta(), "status.phase", "Profiling"), pod, "[{key: a}, {key: b}]");

    assertThat(violations(onUpdate(stored, edit(stored, pod, "[{key: b}, {key: a}]")))).hasSize(1);
  }

  @Test
  void metadataIsNeverFrozen() {
    var stored = edit(goodBeta(), "status.phase", "Deployed");

    assertThat(violations(onUpdate(stored, edit(stored, "metadata.labels", "{team: search}"))))
        .isEmpty();
  }

  @Test
  void slotEditedOnTheHubWhileFrozenIsWarnedAbout() {
    var stored = edit(goodBeta(), "status.phase", "Profiling");
    var verdict = onUpdate(stored, annotate(stored, OUTPUT_PVC, "elsewhere"));

    assertThat(violations(verdict)).isEmpty();
    assertThat(warnings(verdict))
        .containsExactly(
            "metadata.annotations[nvidia.com/dgdr-output-pvc]: the profiling Job keeps what it was"
                + " made with");
    assertThat(warnings(onUpdate(goodBeta(), annotate(goodBeta(), OUTPUT_PVC, "elsewhere"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"c"} | {"name":"c","key":"disagg.yaml"}
          {"name":"c"} | { "key": "disagg.yaml", "name": "c" }
          not json     | not json
          """)
  void slotThatSaysTheSameInOtherWordsIsNoChange(String before, String after) {
    var stored = annotate(edit(goodBeta(), "status.phase", "Profiling"), CONFIG_MAP_REF, before);

    assertThat(warnings(onUpdate(stored, annotate(stored, CONFIG_MAP_REF, after)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"c"} | {"name":"d"}
          {"name":"c"} | {"name":"c","key":"base.yaml"}
          {"name":"c"} | not json
          """)
  void slotThatSaysAnythingElseIsWarnedAboutInEveryPhaseOfWork(String before, String after) {
    for (String phase : List.of("Profiling", "Ready", "Deploying", "Deployed", "Failed")) {
      var stored = annotate(edit(goodBeta(), "status.phase", phase), CONFIG_MAP_REF, before);

      assertThat(warnings(onUpdate(stored, annotate(stored, CONFIG_MAP_REF, after))))
          .as(phase)
          .containsExactly(
              "metadata.annotations[nvidia.com/dgdr-config-map-ref]: the profiling Job keeps what"
                  + " it was made with");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spec.profilingConfig.config.note, x",
    "spec.profilingConfig.outputPVC, elsewhere",
    "spec.deploymentOverrides, {name: other}",
    "spec.model, other",
  })
  void alphaFieldsFreezeToo(String field, String value) {
    var stored = edit(goodAlpha(), "status.state", "Profiling");

    assertThat(frozen(onUpdate(stored, edit(stored, field, value))))
        .containsExactly("state Profiling");
  }

  @Test
  void alphaStateReadyIsTwoPhases() {
    var generated = edit(goodAlpha(), "status.state", "Ready");
    var running =
        edit(generated, "status.deployment", "{name: d, created: true, state: successful}");

    assertThat(violations(onUpdate(generated, edit(generated, "spec.autoApply", "true"))))
        .isEmpty();
    assertThat(frozen(onUpdate(running, edit(running, "spec.autoApply", "true"))))
        .containsExactly("state Ready");
  }

  @Test
  void alphaEditOfAFailedRequestIsWarnedAboutOnce() {
    var stored = edit(goodAlpha(), "status.state", "Failed");

    assertThat(warnings(onUpdate(stored, edit(stored, "spec.model", "other"))))
        .containsExactly(FAILED);
  }

  @Test
  void alphaChangeThatMeansNothingIsNoChange() {
    var stored = edit(goodAlpha(), "status.state", "Profiling");

    assertThat(
            violations(
                onUpdate(stored, edit(stored, "spec.profilingConfig.config.sla.ttft", "2.5e2"))))
        .isEmpty();
    assertThat(violations(onUpdate(stored, edit(stored, "spec.useMocker", "false")))).isEmpty();
  }

  /** Where the refusals say that the spec is frozen. */
  private static List<String> frozen(Verdict verdict) {
    return violations(verdict).stream()
        .map(text -> text.replaceFirst("^spec: Forbidden: spec is frozen in (\\w+ \\w+).*", "$1"))
        .toList();
  }
}
