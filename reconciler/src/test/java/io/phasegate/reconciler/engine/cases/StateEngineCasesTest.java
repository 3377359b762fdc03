package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.model;
import static io.phasegate.reconciler.engine.cases.Parts.named;
import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.reconciler.engine.condition.ConditionStatus;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.status.StatusWords;
import org.junit.jupiter.api.Test;

/** spec/engine.md 10.1. */
class StateEngineCasesTest {

  @Test
  void case01OneReadyComponentMakesTheWholeReady() {
    var lab = Lab.ours();

    var outcome = lab.pass(model(ComponentState.READY, "Ready"));

    assertThat(lab.condition("ModelReady")).isEqualTo("True/Ready");
    assertThat(lab.condition("Ready")).isEqualTo("True/AllComponentsReady");
    assertThat(lab.root()).isEqualTo("Ready");
    assertThat(outcome).isEqualTo(new Outcome.Settled());
    assertThat(lab.status().conditions()).hasSize(2);
  }

  @Test
  void case02AComponentOnItsWayKeepsTheWholeOnItsWay() {
    var lab = Lab.ours();

    lab.pass(model(ComponentState.PROGRESSING, "NotReady"));

    assertThat(lab.condition("ModelReady")).isEqualTo("False/NotReady");
    assertThat(lab.condition("Ready")).isEqualTo("False/Progressing");
    assertThat(lab.root()).isEqualTo("Progressing");
  }

  @Test
  void case04WhatSomebodyElseProvidesKeepsTheWholePending() {
    var lab = Lab.ours();

    lab.pass(
        ComponentHealth.upstream("Secret", Health.progressing("Waiting", "")),
        ComponentHealth.downstream("Job", Health.progressing("JobRunning", "")));

    assertThat(lab.root()).isEqualTo("Pending");
  }

  @Test
  void case05AComponentThatSaysPendingIsPending() {
    var lab = Lab.ours();

    lab.pass(
        ComponentHealth.downstream("Pods", Health.of(ComponentState.PENDING, "PodsPending", "")));

    assertThat(lab.condition("PodsReady")).isEqualTo("False/PodsPending");
    assertThat(lab.root()).isEqualTo("Pending");
  }

  @Test
  void case07ARunningComponentIsReady() {
    var ours = Lab.ours();
    var upstream = Lab.upstream();

    ours.pass(model(ComponentState.RUNNING, "Serving"));
    upstream.pass(model(ComponentState.RUNNING, "Serving"));

    assertThat(ours.condition("ModelReady")).isEqualTo("True/Serving");
    assertThat(ours.root()).isEqualTo("Ready");
    assertThat(upstream.condition("ModelReady")).isEqualTo("False/Serving");
    assertThat(upstream.root()).isEqualTo("Progressing");
  }

  @Test
  void case08AFailedComponentWithoutErrorIsQuotedAndStopsNoWrite() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    lab.pass(ComponentHealth.of("Model", Health.of(ComponentState.FAILED, "Boom", "it broke")));

    assertThat(lab.condition("Ready")).isEqualTo("False/Boom");
    assertThat(lab.message("Ready")).contains("Model").contains("it broke");
    assertThat(lab.root()).isEqualTo("Failed");
    assertThat(lab.cluster.sent).hasSize(1);
  }

  @Test
  void case10ReadyQuotesTheWorstComponent() {
    var ours = Lab.ours();
    var upstream = Lab.upstream();
    var a = named("A", ComponentState.DEGRADED, "Slow");
    var b = named("B", ComponentState.FAILED, "Broken");

    ours.pass(a, b);
    upstream.pass(a, b);

    assertThat(ours.condition("Ready")).isEqualTo("False/Broken");
    assertThat(upstream.condition("Ready")).isEqualTo("False/Slow");
    assertThat(ours.root()).isEqualTo("Failed");
    assertThat(upstream.root()).isEqualTo("Failed");
  }

  @Test
  void case11AComponentThatSaysNothingIsReady() {
    var lab = Lab.ours();

    lab.pass(ready());

    assertThat(lab.condition("ModelReady")).isEqualTo("True/Ready");
  }

  @Test
  void case13NoComponentsIsNotReady() {
    var ours = Lab.ours();
    var upstream = Lab.upstream();

    ours.pass();
    upstream.pass();

    assertThat(ours.condition("Ready")).isEqualTo("False/NoComponents");
    assertThat(ours.root()).isEqualTo("Progressing");
    assertThat(upstream.condition("Ready")).isEqualTo("True/AllComponentsReady");
    assertThat(upstream.root()).isEqualTo("Ready");
  }

  @Test
  void case14AComponentThatIsGoneHoldsNothingBack() {
    var ours = Lab.ours().stored("OldReady", ConditionStatus.FALSE, "JobRunning", 1);
    var upstream = Lab.upstream().stored("OldReady", ConditionStatus.FALSE, "JobRunning", 1);

    ours.pass(named("A", ComponentState.READY, "Ready"));
    upstream.pass(named("A", ComponentState.READY, "Ready"));

    assertThat(ours.condition("OldReady")).isEqualTo("absent");
    assertThat(ours.root()).isEqualTo("Ready");
    assertThat(upstream.condition("OldReady")).isEqualTo("False/JobRunning");
    assertThat(upstream.root()).isEqualTo("Progressing");
  }

  @Test
  void case16AConditionOfTheDecoratorDoesNotCount() {
    var lab =
        Lab.ours()
            .decorating((status, conditions) -> {
              conditions.markFalse("DownloadComplete", "Downloading", "half of it");
              return status.noting("decorated");
            });

    lab.pass(ready());

    assertThat(lab.condition("DownloadComplete")).isEqualTo("False/Downloading");
    assertThat(lab.status().note()).isEqualTo("decorated");
    assertThat(lab.root()).isEqualTo("Ready");
  }

  @Test
  void case17ADecoratorCannotMakeAFailedObjectReady() {
    var ours =
        Lab.ours()
            .decorating((status, conditions) -> {
              conditions.markTrue("Ready", "BecauseISaySo", "");
              return new WidgetStatusWith(status).word("Ready");
            });

    ours.pass(model(ComponentState.FAILED, "Boom"));

    assertThat(ours.condition("Ready")).isEqualTo("False/Boom");
    assertThat(ours.root()).isEqualTo("Failed");
  }

  @Test
  void case17TheDecoratorSeesReadyAndTheWordAsTheyWillBe() {
    var seen = new StringBuilder();
    var lab =
        Lab.ours()
            .decorating((status, conditions) -> {
              seen.append(status.status()).append('/').append(conditions.get("Ready").isPresent());
              return status;
            });

    lab.pass(ready());

    assertThat(seen).hasToString("Ready/true");
  }

  @Test
  void case19AComponentNeedsANameOfItsOwn() {
    var lab = Lab.ours();

    assertThatThrownBy(() -> lab.pass(named(" ", ComponentState.READY, "Ready")))
        .hasMessageContaining("cannot name a component");
    assertThatThrownBy(() -> lab.pass(ready(), ready()))
        .hasMessage("two components are called Model");
    assertThat(lab.statusWrites).isEmpty();
  }

  @Test
  void case20AKindHasItsOwnWords() {
    var words =
        StatusWords.standard()
            .calling(ComponentState.PROGRESSING, "Starting")
            .calling(ComponentState.READY, "Running");
    var lab = Lab.ours().calling(words);

    lab.pass(model(ComponentState.PROGRESSING, "NotReady"));
    String first = lab.root();
    lab.pass(ready());

    assertThat(first).isEqualTo("Starting");
    assertThat(lab.root()).isEqualTo("Running");
  }

  @Test
  void wordsThatAKindMayWriteAreKnownAtStartUp() {
    var words = StatusWords.standard().calling(ComponentState.READY, "Running");

    assertThat(words.written())
        .containsExactly("Degraded", "Failed", "NotAvailable", "Pending", "Progressing", "Running");
  }

  @Test
  void ofTwoThatFailedReadyQuotesTheOneThatNamesAnError() {
    var lab = Lab.ours();

    lab.pass(
        named("Job", ComponentState.FAILED, "JobBackoffLimitExceeded"), named("JobPods", Parts.X));

    assertThat(lab.condition("Ready")).isEqualTo("False/PodOOMKilled");
    assertThat(lab.root()).isEqualTo("Failed");
  }
}
