package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.model;
import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.engine.condition.Emission;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.condition.Severity;
import io.phasegate.reconciler.engine.event.EventCorrelator;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import org.junit.jupiter.api.Test;

/** spec/engine.md 10.4: conditions, events, logs. */
class ConditionCasesTest {

  private static ComponentHealth running(String message) {
    return ComponentHealth.of("Model", Health.progressing("JobRunning", message));
  }

  private static Lab marking(Observability loudness) {
    return Lab.ours()
        .decorating((status, conditions) -> {
          conditions.markFalse("Download", "Stuck", "no progress", loudness);
          return status;
        });
  }

  private static java.util.List<Notice> about(Lab lab, String reason) {
    return lab.events.stream().filter(notice -> notice.reason().equals(reason)).toList();
  }

  @Test
  void case55ANewMessageIsStoredAndNothingElseHappens() {
    var lab = Lab.ours();
    lab.passAt(100, running("10 %"));
    lab.events.clear();

    lab.passAt(200, running("20 %"));

    assertThat(lab.message("ModelReady")).isEqualTo("20 %");
    assertThat(lab.since("ModelReady")).isEqualTo(100);
    assertThat(lab.events).isEmpty();
    assertThat(lab.statusWrites).hasSize(2);
  }

  @Test
  void case56ANewReasonIsAChange() {
    var lab = Lab.ours();
    lab.passAt(100, model(ComponentState.PROGRESSING, "First"));
    lab.events.clear();

    lab.passAt(200, model(ComponentState.PROGRESSING, "Second"));

    assertThat(lab.since("ModelReady")).isEqualTo(200);
    assertThat(about(lab, "Second")).hasSize(1);
  }

  @Test
  void case58AnErrorIsToldOnceWhenItAppears() {
    var lab = Lab.ours();

    lab.pass(model(ComponentState.FAILED, "Boom"));

    assertThat(lab.events)
        .filteredOn(notice -> notice.message().contains("Model"))
        .hasSize(2)
        .allMatch(notice -> notice.severity() == Severity.WARNING);
    assertThat(lab.logs).filteredOn(line -> line.condition().equals("ModelReady")).hasSize(1);
  }

  @Test
  void case59AnErrorIsToldInEachPassAndTheSinkCounts() {
    var lab = marking(Observability.AS_ERROR);
    for (int pass = 0; pass < 5; pass++) {
      lab.passAt(100 + pass, ready());
    }
    var correlator = new EventCorrelator();

    var decisions =
        about(lab, "Stuck").stream()
            .map(notice -> correlator.next("uid", notice, Lab.at(100)))
            .toList();

    assertThat(decisions).hasSize(5);
    assertThat(decisions.getFirst()).isInstanceOf(EventCorrelator.Decision.Create.class);
    assertThat(decisions.getLast())
        .isInstanceOfSatisfying(
            EventCorrelator.Decision.Count.class, count -> assertThat(count.count()).isEqualTo(5));
  }

  @Test
  void case61ASilentConditionIsNotTold() {
    var lab = marking(Observability.SILENT);

    lab.pass(ready());

    assertThat(lab.condition("Download")).isEqualTo("False/Stuck");
    assertThat(about(lab, "Stuck")).isEmpty();
    assertThat(lab.logs).noneMatch(line -> line.condition().equals("Download"));
  }

  @Test
  void case62ARecoveryIsToldOnceAndThenThereIsSilence() {
    var lab = Lab.ours();
    lab.pass(model(ComponentState.FAILED, "Boom"));
    lab.events.clear();

    lab.pass(model(ComponentState.READY, "Fine"));
    lab.pass(model(ComponentState.READY, "Fine"));

    assertThat(about(lab, "Fine")).hasSize(1).allMatch(n -> n.severity() == Severity.NORMAL);
    assertThat(about(lab, "Boom")).isEmpty();
  }

  @Test
  void case64AnEventWithoutMessageGetsOne() {
    var lab = Lab.ours();

    lab.pass(model(ComponentState.PROGRESSING, "JobRunning"));

    assertThat(about(lab, "JobRunning"))
        .containsExactly(Notice.normal("JobRunning", "Model is not ready (JobRunning)"));
  }

  @Test
  void case65TheLastWordAboutLoudnessCounts() {
    Observability recurring = Observability.AS_INFO.recurring();

    assertThat(recurring.events()).isEqualTo(Emission.EVERY_PASS);
    assertThat(recurring.logs()).isEqualTo(Emission.EVERY_PASS);
    assertThat(Observability.SILENT.recurring().events()).isEqualTo(Emission.NEVER);
    assertThat(Observability.AS_INFO.events()).isEqualTo(Emission.ON_TRANSITION);
  }

  @Test
  void case67ARemovedConditionIsNotTold() {
    var lab =
        Lab.ours()
            .stored("Download", TRUE, "Verified", 1)
            .decorating((status, conditions) -> {
              conditions.remove("Download");
              return status;
            });

    lab.pass(ready());

    assertThat(lab.condition("Download")).isEqualTo("absent");
    assertThat(about(lab, "Verified")).isEmpty();
  }

  @Test
  void case68LogsAreWrittenBesideEvents() {
    var lab = Lab.ours();

    lab.pass(ready());

    assertThat(lab.logs)
        .anySatisfy(line -> {
          assertThat(line.condition()).isEqualTo("ModelReady");
          assertThat(line.about().name()).isEqualTo("w");
        });
  }

  @Test
  void settingAConditionTwiceInAPassIsNoChange() {
    var lab =
        Lab.ours()
            .decorating((status, conditions) -> {
              conditions.markTrue("Download", "Verified", "");
              conditions.markFalse("Download", "Stuck", "");
              return status;
            });
    lab.passAt(100, ready());

    lab.passAt(200, ready());

    assertThat(lab.since("Download")).isEqualTo(100);
    assertThat(lab.statusWrites).hasSize(1);
  }

  @Test
  void messagesHoldNoSecretsAndHaveAnEnd() {
    var lab = Lab.ours();

    lab.pass(running("HF_TOKEN=hf_abc123 \u001b[31m" + "x".repeat(9000)));

    assertThat(lab.message("ModelReady"))
        .startsWith("HF_TOKEN=*** ")
        .doesNotContain("\u001b")
        .hasSize(4096);
  }

  @Test
  void aClockThatIsSetBackSilencesNobody() {
    var correlator = new EventCorrelator();
    correlator.next("uid", Notice.normal("Pull", "now"), Lab.at(100_000));

    var hoursAgo = correlator.next("uid", Notice.normal("Pull", "hours ago"), Lab.at(0));

    assertThat(hoursAgo).isInstanceOf(EventCorrelator.Decision.Create.class);
  }

  @Test
  void tenDifferentMessagesAreEventsAndTheEleventhStandsForTheRest() {
    var correlator = new EventCorrelator();

    for (int i = 0; i < 10; i++) {
      correlator.next("uid", Notice.normal("Pull", "layer " + i), Lab.at(i));
    }
    var eleventh = correlator.next("uid", Notice.normal("Pull", "layer 10"), Lab.at(10));
    var twelfth = correlator.next("uid", Notice.normal("Pull", "layer 11"), Lab.at(11));

    assertThat(eleventh)
        .isInstanceOfSatisfying(
            EventCorrelator.Decision.Create.class,
            create -> assertThat(create.notice().message()).startsWith("(several similar events)"));
    assertThat(twelfth).isInstanceOf(EventCorrelator.Decision.Count.class);
  }

  @Test
  void oneObjectMaySayTwentyFiveThingsAndThenOneInFiveMinutes() {
    var correlator = new EventCorrelator();
    var notice = Notice.warning("Boom", "again");
    for (int i = 0; i < 25; i++) {
      correlator.next("uid", notice, Lab.at(0));
    }

    var next = correlator.next("uid", notice, Lab.at(1));
    var later = correlator.next("uid", notice, Lab.at(302));

    assertThat(next).isInstanceOf(EventCorrelator.Decision.Drop.class);
    assertThat(later).isInstanceOf(EventCorrelator.Decision.Count.class);
  }
}
