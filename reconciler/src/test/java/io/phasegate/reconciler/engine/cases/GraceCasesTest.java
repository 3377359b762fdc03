package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.A;
import static io.phasegate.reconciler.engine.cases.Parts.I;
import static io.phasegate.reconciler.engine.cases.Parts.model;
import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.FALSE;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.engine.pass.BackoffSchedule;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** spec/engine.md 10.3: ten seconds in which an outage is overlooked. Times in seconds. */
class GraceCasesTest {

  private static Lab wasReady(Lab lab) {
    return lab.stored("ModelReady", TRUE, "Ready", 50)
        .stored("Ready", TRUE, "AllComponentsReady", 50)
        .storedWord("Ready");
  }

  @Test
  void case40AnOutageOfAReadyObjectIsOverlookedAtFirst() {
    var ours = wasReady(Lab.ours()).planning(Plans::oneConfigMap);
    var upstream = wasReady(Lab.upstream());

    var outcome = ours.passAt(100, model(I));
    upstream.passAt(100, model(I));

    assertThat(ours.condition("DependenciesReachable")).isEqualTo("False/InfrastructureError");
    assertThat(ours.since("DependenciesReachable")).isEqualTo(100);
    assertThat(ours.message("DependenciesReachable")).contains("Model").contains("timed out");
    assertThat(ours.condition("ModelReady")).isEqualTo("True/Ready");
    assertThat(ours.since("ModelReady")).isEqualTo(50);
    assertThat(ours.message("ModelReady")).isEqualTo("as stored");
    assertThat(ours.condition("Ready")).isEqualTo("True/AllComponentsReady");
    assertThat(ours.since("Ready")).isEqualTo(50);
    assertThat(ours.root()).isEqualTo("Ready");
    assertThat(ours.cluster.sent).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(upstream.condition("ModelReady")).isEqualTo("True/NetworkTimeout");
    assertThat(upstream.since("ModelReady")).isEqualTo(100);
  }

  @Test
  void case41NothingMovesUntilGraceIsOver() {
    var lab = wasReady(Lab.ours());
    lab.passAt(100, model(I));
    var before = lab.status();

    lab.passAt(109.9, model(I));

    assertThat(lab.status()).isEqualTo(before);
  }

  @Test
  void graceEndsAfterTenSeconds() {
    var lab = wasReady(Lab.ours());
    lab.passAt(100, model(I));

    lab.passAt(110, model(I));

    assertThat(lab.condition("ModelReady")).isEqualTo("False/NetworkTimeout");
    assertThat(lab.condition("Ready")).isEqualTo("False/NetworkTimeout");
    assertThat(lab.root()).isEqualTo("Degraded");
  }

  @Test
  void theNextPassInGraceComesJustAfterItsEndAtTheLatest() {
    var lab = wasReady(Lab.ours());
    lab.passAt(100, model(I));

    var outcome = lab.passAt(107, model(I));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.BackOff.class,
            backOff -> {
              assertThat(backOff.graceLeft()).isEqualTo(Duration.ofSeconds(3));
              assertThat(BackoffSchedule.delay(12, 0.5, backOff.graceLeft()))
                  .isEqualTo(Duration.ofMillis(3100));
            });
  }

  @Test
  void case43AShortOutageNeverShowsInReady() {
    var lab = wasReady(Lab.ours());
    lab.passAt(100, model(I));

    lab.passAt(105, ready());

    assertThat(lab.condition("DependenciesReachable")).isEqualTo("True/Reachable");
    assertThat(lab.since("Ready")).isEqualTo(50);
    assertThat(lab.statusWrites).allMatch(status -> status.status().equals("Ready"));
  }

  @Test
  void case44AGoodPassStartsGraceAnew() {
    var lab = wasReady(Lab.ours());
    lab.passAt(100, model(I));
    lab.passAt(105, ready());

    lab.passAt(106, model(I));
    lab.passAt(115, model(I));

    assertThat(lab.since("DependenciesReachable")).isEqualTo(106);
    assertThat(lab.root()).isEqualTo("Ready");
  }

  @Test
  void case46GraceAlsoCoversWhatIsOnItsWay() {
    var ours = Lab.ours().stored("ModelReady", FALSE, "NotReady", 50).storedWord("Progressing");
    var upstream =
        Lab.upstream().stored("ModelReady", FALSE, "NotReady", 50).storedWord("Progressing");

    ours.passAt(100, model(I));
    upstream.passAt(100, model(I));

    assertThat(ours.condition("ModelReady")).isEqualTo("False/NotReady");
    assertThat(ours.root()).isEqualTo("Progressing");
    assertThat(upstream.condition("ModelReady")).isEqualTo("False/NetworkTimeout");
    assertThat(upstream.root()).isEqualTo("Degraded");

    ours.passAt(110, model(I));
    assertThat(ours.root()).isEqualTo("Degraded");
  }

  @Test
  void case47WhatWasNeverSeenWellIsNotOverlooked() {
    var lab = Lab.ours();

    lab.passAt(100, model(I));

    assertThat(lab.condition("ModelReady")).isEqualTo("False/NetworkTimeout");
    assertThat(lab.root()).isEqualTo("Degraded");
  }

  @Test
  void case49AnOutageThatWeSleptThroughHasNoGrace() {
    var lab =
        Lab.ours()
            .stored("ModelReady", TRUE, "Ready", -20_000)
            .stored("DependenciesReachable", FALSE, "InfrastructureError", 100 - 3 * 3600);

    lab.passAt(100, model(I));

    assertThat(lab.root()).isEqualTo("Degraded");
  }

  @Test
  void case50AFailedWriteOfHalfAMinuteAgoHasUsedGraceUp() {
    var lab = wasReady(Lab.ours()).planning(Plans::oneConfigMap);
    lab.cluster.failing("c", I);
    lab.passAt(70, ready());

    lab.passAt(100, model(I));

    assertThat(lab.since("DependenciesReachable")).isEqualTo(70);
    assertThat(lab.root()).isEqualTo("Degraded");
  }

  @Test
  void case52RightsThatAreMissingAreNotOverlooked() {
    var ours = wasReady(Lab.ours());
    var upstream = wasReady(Lab.upstream());

    var outcome = ours.passAt(100, model(A, I));
    upstream.passAt(100, model(A, I));

    assertThat(ours.condition("ModelReady")).isEqualTo("True/Ready");
    assertThat(ours.condition("Ready")).isEqualTo("False/AuthError");
    assertThat(ours.condition("AuthValid")).isEqualTo("False/AuthError");
    assertThat(ours.root()).isEqualTo("Failed");
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(upstream.condition("ModelReady")).isEqualTo("True/Forbidden");
    assertThat(upstream.root()).isEqualTo("Failed");
  }

  @Test
  void case53TimesAreStoredInWholeSecondsSoGraceMayBeShorter() {
    var lab = wasReady(Lab.ours());
    lab.passAt(100.9, model(I));

    lab.passAt(110.1, model(I));

    assertThat(lab.root()).isEqualTo("Degraded");
  }
}
