package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.A;
import static io.phasegate.reconciler.engine.cases.Parts.I;
import static io.phasegate.reconciler.engine.cases.Parts.S;
import static io.phasegate.reconciler.engine.cases.Parts.model;
import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import io.phasegate.reconciler.engine.status.StatusWriter;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** spec/engine.md 10.5. Case 88 is in DeletionCasesTest, 86 belongs to the kinds with a config. */
class PassCasesTest {

  private static final CategorizedError CONFLICT =
      CategorizedError.infrastructure("Conflict", "somebody was faster");

  private static Change.Delete deleting(String name) {
    return new Change.Delete(
        new ResourceRef("v1", "ConfigMap", "team-a", name),
        true,
        "",
        true,
        Change.Dependents.AFTERWARDS);
  }

  private static Lab paused(String value) {
    return Lab.ours()
        .planning(Plans::oneConfigMap)
        .editing(widget ->
            widget
                .getMetadata()
                .setAnnotations(Map.of("toys.phasegate.io/reconciliation-paused", value)));
  }

  @Test
  void case70APausedObjectIsNotTouched() {
    var lab = paused("true");

    var outcome = lab.pass(ready());

    assertThat(outcome).isEqualTo(new Outcome.Paused());
    assertThat(lab.cluster.sent).isEmpty();
    assertThat(lab.statusWrites).isEmpty();
    assertThat(lab.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", ""})
  void case70OnlyTheExactWordPauses(String value) {
    var lab = paused(value);

    lab.pass(ready());

    assertThat(lab.cluster.sent).hasSize(1);
  }

  @Test
  void case71AParkedPlanIsNotCarriedOutButItsTimerCounts() {
    var lab =
        Lab.ours()
            .planning(_ ->
                Plan.of(Change.apply(Plans.configMap("c")), deleting("old"))
                    .againAfter(Duration.ofSeconds(5)));

    var outcome = lab.pass(model(A));

    assertThat(lab.cluster.sent).isEmpty();
    assertThat(outcome).isEqualTo(new Outcome.AgainAfter(Duration.ofSeconds(5)));
  }

  @Test
  void case73AllDeletesAreTriedAndNothingIsWrittenAfterOneFailed() {
    var lab =
        Lab.ours()
            .planning(_ ->
                Plan.of(
                    deleting("a"),
                    deleting("b"),
                    deleting("gone"),
                    Change.apply(Plans.configMap("c"))));
    lab.cluster.failing("a", CategorizedError.infrastructure("Timeout", "first"));
    lab.cluster.failing("b", CategorizedError.infrastructure("Timeout", "second"));
    lab.cluster.failing("gone", Parts.D.becauseNotFound());

    var outcome = lab.pass(ready());

    assertThat(lab.cluster.sent)
        .containsExactly(
            "delete ConfigMap team-a/a",
            "delete ConfigMap team-a/b",
            "delete ConfigMap team-a/gone");
    assertThat(lab.message("DependenciesReachable")).contains("ConfigMap team-a/a: first");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.BackOff.class, backOff -> assertThat(backOff.failure().count()).isEqualTo(2));
  }

  private static Plan threeAndAShared() {
    return Plan.of(
        Change.apply(Plans.configMap("c1")),
        Change.apply(Plans.configMap("c2")),
        Change.apply(Plans.configMap("c3")),
        Change.apply(Plans.configMap("s")).shared());
  }

  @Test
  void case74AFailedWriteStopsThePlanAndShowsInReady() {
    var ours = Lab.ours().planning(_ -> threeAndAShared());
    var upstream = Lab.upstream().planning(_ -> threeAndAShared());
    ours.cluster.failing("c2", I);
    upstream.cluster.failing("c2", I);

    var outcome = ours.pass(ready());
    upstream.pass(ready());

    assertThat(ours.cluster.sent)
        .containsExactly("apply ConfigMap team-a/c1", "apply ConfigMap team-a/c2");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.BackOff.class, backOff -> assertThat(backOff.failure().count()).isEqualTo(1));
    assertThat(ours.condition("Ready")).startsWith("False/");
    assertThat(ours.root()).isEqualTo("Progressing");
    assertThat(upstream.condition("Ready")).isEqualTo("True/AllComponentsReady");
    assertThat(upstream.condition("DependenciesReachable")).isEqualTo("False/InfrastructureError");
  }

  @Test
  void aWriteThatKeepsFailingDegradesAReadyObjectOnlyAfterGrace() {
    var lab =
        Lab.ours()
            .stored("ModelReady", TRUE, "Ready", 1)
            .stored("Ready", TRUE, "AllComponentsReady", 1)
            .planning(Plans::oneConfigMap);
    lab.cluster.failing("c", I);

    lab.passAt(100, ready());
    String inGrace = lab.root();
    lab.passAt(105, ready());
    long since = lab.since("DependenciesReachable");
    lab.passAt(110, ready());

    assertThat(inGrace).isEqualTo("Ready");
    assertThat(since).isEqualTo(100);
    assertThat(lab.root()).isEqualTo("Degraded");
    assertThat(lab.condition("Ready")).isEqualTo("False/InfrastructureError");
  }

  @Test
  void aWriteThatIsRefusedForGoodParksTheObject() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);
    lab.cluster.failing("c", A);

    var outcome = lab.pass(ready());

    assertThat(lab.condition("AuthValid")).isEqualTo("False/AuthError");
    assertThat(lab.message("AuthValid")).contains("ConfigMap c");
    assertThat(lab.condition("Ready")).isEqualTo("False/AuthError");
    assertThat(outcome).isEqualTo(new Outcome.Recheck(ErrorCategory.AUTH, Duration.ofMinutes(5)));
  }

  @Test
  void aBestEffortMayFail() {
    var lab =
        Lab.ours()
            .planning(_ ->
                Plan.of(
                    Change.apply(Plans.configMap("c1")).bestEffort(),
                    Change.apply(Plans.configMap("c2"))));
    lab.cluster.failing("c1", S);

    var outcome = lab.pass(ready());

    assertThat(lab.cluster.sent).hasSize(2);
    assertThat(lab.root()).isEqualTo("Ready");
    assertThat(outcome).isEqualTo(new Outcome.Settled());
  }

  @Test
  void case76AConflictOverTheStatusRunsAgainAtOnceAndTellsNobody() {
    var ours = Lab.ours().onStatusWrite(new StatusWriter.Result.Conflict());
    var upstream = Lab.upstream().onStatusWrite(new StatusWriter.Result.Conflict());

    var outcome = ours.pass(model(I));
    var upstreamOutcome = upstream.pass(model(I));

    assertThat(outcome).isInstanceOf(Outcome.AgainAtOnce.class);
    assertThat(ours.events).isEmpty();
    assertThat(upstreamOutcome).isEqualTo(new Outcome.Settled());
    assertThat(upstream.events).isNotEmpty();
  }

  @Test
  void case77AFailedStatusWriteIsTriedAgain() {
    var lab = Lab.ours().onStatusWrite(new StatusWriter.Result.Failed(CONFLICT));

    var outcome = lab.pass(ready());

    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(lab.events).isEmpty();
  }

  @Test
  void case77AnObjectThatIsGoneNeedsNoStatus() {
    var lab = Lab.ours().onStatusWrite(new StatusWriter.Result.Gone());

    assertThat(lab.pass(ready())).isEqualTo(new Outcome.Settled());
  }

  @Test
  void case79ThePlanIsMadeFromTheStoredStatus() {
    var seen = new ArrayList<String>();
    var lab =
        Lab.ours()
            .storedWord("Progressing")
            .planning(widget -> {
              seen.add(widget.getStatus().status());
              return Plan.nothing();
            });

    lab.pass(ready());
    lab.pass(ready());

    assertThat(seen).containsExactly("Progressing", "Ready");
  }

  @Test
  void case80WritesAreSortedByKind() {
    var lab =
        Lab.ours()
            .planning(_ ->
                Plan.of(
                    Change.create(Plans.job("j")),
                    Change.apply(Plans.configMap("s")).shared(),
                    Change.create(Plans.claim("p")),
                    Change.apply(Plans.configMap("c"))));

    lab.pass(ready());

    assertThat(lab.cluster.sent)
        .containsExactly(
            "apply ConfigMap team-a/c",
            "create PersistentVolumeClaim team-a/p",
            "create Job team-a/j",
            "apply ConfigMap team-a/s");
  }

  @Test
  void case82ChildrenCarryLabelsAndOwner() {
    Job job = Plans.job("j");
    job.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "somebody"));
    var lab =
        Lab.ours()
            .editing(widget ->
                widget
                    .getMetadata()
                    .setLabels(
                        Map.of(
                            "toys.phasegate.io/shelf", "top",
                            "team.example.com/cost", "42",
                            "other.example.com/x", "y")))
            .planning(_ ->
                Plan.of(Change.create(job)).propagateLabels(List.of("team.example.com/*", "[")));

    lab.pass(ready());

    HasMetadata written = lab.cluster.written.getFirst();
    assertThat(written.getMetadata().getLabels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "app.kubernetes.io/managed-by", "somebody",
                "toys.phasegate.io/widget.name", "w",
                "toys.phasegate.io/shelf", "top",
                "team.example.com/cost", "42"));
    assertThat(((Job) written).getSpec().getTemplate().getMetadata().getLabels())
        .containsOnlyKeys(
            "toys.phasegate.io/widget.name", "toys.phasegate.io/shelf", "team.example.com/cost");
    assertThat(written.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getKind()).isEqualTo("Widget");
          assertThat(owner.getController()).isTrue();
        });
    assertThat(job.getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void anOwnerInAnotherNamespaceIsRefusedBeforeAnythingIsSent() {
    var stranger = Plans.configMap("c");
    stranger.getMetadata().setNamespace("team-b");
    var lab = Lab.ours().planning(_ -> Plan.of(Change.apply(stranger)));

    lab.pass(ready());

    assertThat(lab.cluster.sent).isEmpty();
    assertThat(lab.message("ConfigValid")).contains("in another namespace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "controller-uid",
        "job-name",
        "batch.kubernetes.io/job-name",
        "batch.kubernetes.io/controller-uid",
        "pod-template-hash",
        "controller-revision-hash"
      })
  void whatKubernetesItselfPutsOnPodsIsNotInherited(String key) {
    var lab =
        Lab.ours()
            .editing(widget ->
                widget.getMetadata().setLabels(Map.of(key, "x", "app.kubernetes.io/part-of", "y")))
            .planning(_ ->
                Plan.of(Change.create(Plans.job("j"))).propagateLabels(List.of("*", "**", "*/*")));

    lab.pass(ready());

    assertThat(lab.cluster.written.getFirst().getMetadata().getLabels())
        .doesNotContainKey(key)
        .containsEntry("app.kubernetes.io/part-of", "y");
  }

  @Test
  void aCreateKeepsWhatIsOursAndRefusesWhatIsNot() {
    var lab = Lab.ours().planning(_ -> Plan.of(Change.create(Plans.job("j"))));
    lab.pass(ready());
    var again = lab.pass(ready());
    lab.cluster.holds(Plans.job("j"));

    var foreign = lab.pass(ready());

    assertThat(again).isEqualTo(new Outcome.Settled());
    assertThat(lab.cluster.sent).containsExactly("create Job team-a/j");
    assertThat(foreign)
        .isEqualTo(new Outcome.Recheck(ErrorCategory.INVALID_SPEC, Duration.ofMinutes(5)));
    assertThat(lab.message("ConfigValid")).contains("Job j").contains("somebody else");
    assertThat(lab.message("Ready"))
        .startsWith("what was asked for cannot work; a write is Failed: Job")
        .contains("somebody else");
  }

  @Test
  void whatAnEarlierNamesakeLeftBehindIsWaitedFor() {
    var lab = Lab.ours().planning(_ -> Plan.of(Change.create(Plans.job("j"))));
    lab.pass(ready());
    lab.editing(widget -> widget.getMetadata().setUid("another"));

    var outcome = lab.pass(ready());

    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(lab.cluster.sent).hasSize(1);
  }

  private static ManualLabKind manual(Plan plan, CategorizedError... errors) {
    return new ManualLabKind(
        List.of(model(errors)),
        plan,
        report -> Next.of(word(report)).telling(Notice.normal("Decided", word(report).status())));
  }

  private static WidgetStatus word(ApplyReport report) {
    String word = report.succeeded() ? "Profiling" : "Pending";
    return new WidgetStatus(word, List.of(), 1, "");
  }

  @Test
  void case83AManualKindOwnsItsStatusAndErrorsStillStopItsWrites() {
    var plan = Plan.of(Change.create(Plans.job("j")));
    var ours = Lab.ours();
    var upstream = Lab.upstream();

    ours.run(manual(plan, A));
    upstream.run(manual(plan, A));

    assertThat(ours.status().conditions()).isEmpty();
    assertThat(ours.root()).isEqualTo("Pending");
    assertThat(ours.cluster.sent).isEmpty();
    assertThat(upstream.cluster.sent).hasSize(1);
    assertThat(upstream.root()).isEqualTo("Profiling");
  }

  @Test
  void aManualKindClaimsWhatItsWritesHaveDone() {
    var plan = Plan.of(Change.create(Plans.job("j")));
    var lab = Lab.ours();
    lab.cluster.failing("j", I);

    lab.run(manual(plan));
    String failed = lab.root();
    lab.cluster.failures.clear();
    lab.run(manual(plan));

    assertThat(failed).isEqualTo("Pending");
    assertThat(lab.root()).isEqualTo("Profiling");
    assertThat(lab.events)
        .containsExactly(
            Notice.normal("Decided", "Pending"), Notice.normal("Decided", "Profiling"));
  }

  @Test
  void aManualKindSaysWhenToLookAgain() {
    var lab = Lab.ours();
    var status = new WidgetStatus("Pending", List.of(), 1, "");

    var now =
        lab.run(new ManualLabKind(List.of(), Plan.nothing(), _ -> Next.of(status).andAgain()));
    var later =
        lab.run(
            new ManualLabKind(
                List.of(),
                Plan.nothing(),
                _ -> Next.of(status).andAgainAfter(Duration.ofSeconds(30))));

    assertThat(now).isInstanceOf(Outcome.AgainAtOnce.class);
    assertThat(later).isEqualTo(new Outcome.AgainAfter(Duration.ofSeconds(30)));
  }

  @Test
  void aReportTellsWhatCameOfEachChange() {
    var lab = Lab.ours();
    var seen = new ArrayList<ChangeOutcome>();
    var first = Change.apply(Plans.configMap("c1"));
    var second = Change.create(Plans.job("j"));
    lab.cluster.failing("c1", I);

    lab.run(
        new ManualLabKind(
            List.of(),
            Plan.of(first, second),
            report -> {
              seen.addAll(report.outcomes());
              return Next.of(word(report));
            }));

    assertThat(seen.get(0)).isEqualTo(new ChangeOutcome.Failed(first, I));
    assertThat(seen.get(1)).isInstanceOf(ChangeOutcome.NotAttempted.class);
  }

  @Test
  void aPassThatChangesNothingWritesNothing() {
    var lab = Lab.ours();
    lab.passAt(100, ready());
    lab.events.clear();

    lab.passAt(105, ready());
    lab.passAt(110, ready());

    assertThat(lab.statusWrites).hasSize(1);
    assertThat(lab.events).isEmpty();
  }

  @Test
  void theGenerationThatAStatusSpeaksAboutIsStored() {
    var ours = Lab.ours().editing(widget -> widget.getMetadata().setGeneration(7L));
    var upstream = Lab.upstream().editing(widget -> widget.getMetadata().setGeneration(7L));

    ours.pass(ready());
    upstream.pass(ready());

    assertThat(ours.status().observedGeneration()).isEqualTo(7);
    assertThat(ours.status().conditions())
        .allSatisfy(condition -> assertThat(condition.getObservedGeneration()).isEqualTo(7L));
    assertThat(upstream.status().observedGeneration()).isZero();
  }
}
