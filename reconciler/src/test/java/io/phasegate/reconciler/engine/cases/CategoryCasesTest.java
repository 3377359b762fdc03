package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.A;
import static io.phasegate.reconciler.engine.cases.Parts.D;
import static io.phasegate.reconciler.engine.cases.Parts.I;
import static io.phasegate.reconciler.engine.cases.Parts.K;
import static io.phasegate.reconciler.engine.cases.Parts.S;
import static io.phasegate.reconciler.engine.cases.Parts.U;
import static io.phasegate.reconciler.engine.cases.Parts.X;
import static io.phasegate.reconciler.engine.cases.Parts.model;
import static io.phasegate.reconciler.engine.cases.Parts.named;
import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.FALSE;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.HealthReport;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** spec/engine.md 10.2, and the mission's table of error categories to the letter. */
class CategoryCasesTest {

  private static final Duration SLOW = Duration.ofMinutes(5);

  @Test
  void case22AuthParksTheObject() {
    var ours = Lab.ours().planning(Plans::oneConfigMap);
    var upstream = Lab.upstream().planning(Plans::oneConfigMap);

    var outcome = ours.pass(model(A));
    var upstreamOutcome = upstream.pass(model(A));

    assertThat(ours.condition("AuthValid")).isEqualTo("False/AuthError");
    assertThat(ours.message("AuthValid")).contains("Model").contains("may not");
    assertThat(ours.condition("Ready")).isEqualTo("False/AuthError");
    assertThat(ours.root()).isEqualTo("Failed");
    assertThat(ours.cluster.sent).isEmpty();
    assertThat(outcome).isEqualTo(new Outcome.Recheck(ErrorCategory.AUTH, SLOW));
    assertThat(upstreamOutcome).isEqualTo(new Outcome.Settled());
  }

  @Test
  void case23AnInvalidSpecParksTheObject() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    var outcome = lab.pass(model(S));

    assertThat(lab.condition("ConfigValid")).isEqualTo("False/InvalidSpec");
    assertThat(lab.condition("Ready")).isEqualTo("False/InvalidSpec");
    assertThat(lab.root()).isEqualTo("Failed");
    assertThat(lab.cluster.sent).isEmpty();
    assertThat(outcome).isEqualTo(new Outcome.Recheck(ErrorCategory.INVALID_SPEC, SLOW));
  }

  @Test
  void aMissingReferenceParksTheObject() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    var outcome = lab.pass(model(U));

    assertThat(lab.condition("ModelReady")).isEqualTo("False/ReferenceNotFound");
    assertThat(lab.condition("ConfigValid")).isEqualTo("False/ReferenceNotFound");
    assertThat(lab.condition("Ready")).isEqualTo("False/ReferenceNotFound");
    assertThat(lab.root()).isEqualTo("Failed");
    assertThat(lab.cluster.sent).isEmpty();
    assertThat(outcome)
        .isEqualTo(new Outcome.Recheck(ErrorCategory.MISSING_UPSTREAM_DEPENDENCY, SLOW));
  }

  @Test
  void case25WhatWeHaveYetToMakeStopsNoWrite() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    var outcome = lab.pass(ComponentHealth.downstream("Model", Health.failing(D)));

    assertThat(lab.condition("ModelReady")).isEqualTo("False/NotFound");
    assertThat(lab.root()).isEqualTo("Progressing");
    assertThat(lab.cluster.sent).containsExactly("apply ConfigMap team-a/c");
    assertThat(lab.status().conditions()).hasSize(2);
    assertThat(outcome).isEqualTo(new Outcome.Settled());
  }

  @Test
  void case26APlain404OfSomethingUpstreamIsPendingAndStopsNoWrite() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    lab.pass(ComponentHealth.upstream("Secret", Health.failing(D)));

    assertThat(lab.root()).isEqualTo("Pending");
    assertThat(lab.cluster.sent).hasSize(1);
  }

  @Test
  void exhaustionStopsWrites() {
    var ours = Lab.ours().planning(Plans::oneConfigMap);
    var upstream = Lab.upstream().planning(Plans::oneConfigMap);

    var outcome = ours.pass(model(X));
    upstream.pass(model(X));

    assertThat(ours.condition("Ready")).isEqualTo("False/PodOOMKilled");
    assertThat(ours.root()).isEqualTo("Failed");
    assertThat(ours.cluster.sent).isEmpty();
    assertThat(outcome).isEqualTo(new Outcome.Recheck(ErrorCategory.RESOURCE_EXHAUSTION, SLOW));
    assertThat(upstream.cluster.sent).hasSize(1);
  }

  @Test
  void case28AnUnknownErrorIsAnOutage() {
    var ours = Lab.ours().stored("ModelReady", TRUE, "Ready", 50);
    var upstream = Lab.upstream().stored("ModelReady", TRUE, "Ready", 50);

    var outcome = ours.pass(model(K));
    upstream.pass(model(K));

    assertThat(ours.condition("ModelReady")).isEqualTo("True/Ready");
    assertThat(ours.condition("DependenciesReachable")).isEqualTo("False/InfrastructureError");
    assertThat(ours.root()).isEqualTo("Ready");
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(upstream.condition("ModelReady")).isEqualTo("False/UnknownError");
    assertThat(upstream.condition("Ready")).isEqualTo("False/InfrastructureError");
    assertThat(upstream.root()).isEqualTo("Degraded");
  }

  @Test
  void case29AuthNamesTheTroubleWhileAnOutageKeepsItTrying() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    var outcome = lab.pass(named("Access", A), named("Network", I));

    assertThat(lab.root()).isEqualTo("Failed");
    assertThat(lab.condition("Ready")).isEqualTo("False/AuthError");
    assertThat(lab.condition("DependenciesReachable")).isEqualTo("False/InfrastructureError");
    assertThat(lab.cluster.sent).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
  }

  @Test
  void case31AnInvalidSpecIsNamedBeforeAMissingReference() {
    var lab = Lab.ours();

    lab.pass(named("Reference", U), named("Spec", S));

    assertThat(lab.condition("ConfigValid")).isEqualTo("False/InvalidSpec");
    assertThat(lab.condition("Ready")).isEqualTo("False/InvalidSpec");
  }

  @Test
  void case32AnOutageDoesNotImproveAFailure() {
    var ours = Lab.ours().stored("DependenciesReachable", FALSE, "InfrastructureError", 1);
    var upstream = Lab.upstream().stored("DependenciesReachable", FALSE, "InfrastructureError", 1);

    ours.pass(named("Pods", X), named("Network", I));
    upstream.pass(named("Pods", X), named("Network", I));

    assertThat(ours.root()).isEqualTo("Failed");
    assertThat(ours.condition("Ready")).isEqualTo("False/PodOOMKilled");
    assertThat(upstream.root()).isEqualTo("Degraded");
    assertThat(upstream.condition("Ready")).isEqualTo("False/PodOOMKilled");
  }

  @Test
  void case34ASaidStateDoesNotHideErrorsFromWriting() {
    var lab = Lab.ours().planning(Plans::oneConfigMap);

    var outcome = lab.pass(ComponentHealth.of("Model", Health.failing(ComponentState.READY, I)));

    assertThat(lab.condition("ModelReady")).startsWith("True/");
    assertThat(lab.root()).isEqualTo("Ready");
    assertThat(lab.cluster.sent).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
  }

  @Test
  void case35ASaidFailureStaysAFailureInAnOutage() {
    var failed = ComponentHealth.of("Model", Health.failing(ComponentState.FAILED, I));
    var ours = Lab.ours();
    var upstream = Lab.upstream();

    ours.pass(failed);
    upstream.pass(failed);

    assertThat(ours.root()).isEqualTo("Failed");
    assertThat(upstream.root()).isEqualTo("Degraded");
  }

  @Test
  void case37RecoveredRightsAreToldOnce() {
    var lab = Lab.ours();
    lab.pass(model(A));
    lab.events.clear();

    lab.pass(ready());
    lab.pass(ready());

    assertThat(lab.condition("AuthValid")).isEqualTo("True/AuthenticationValid");
    assertThat(lab.events)
        .filteredOn(notice -> notice.reason().equals("AuthenticationValid"))
        .containsExactly(
            Notice.normal("AuthenticationValid", "rights and credentials are fine now"));
  }

  @Test
  void case38OneParentRecoversWhileAnotherFails() {
    var lab = Lab.ours();
    lab.pass(model(A));

    lab.pass(model(S));

    assertThat(lab.condition("AuthValid")).isEqualTo("True/AuthenticationValid");
    assertThat(lab.condition("ConfigValid")).isEqualTo("False/InvalidSpec");
    assertThat(lab.condition("Ready")).isEqualTo("False/InvalidSpec");
  }

  @Test
  void whatAnAbsentObjectMeansDependsOnWhoProvidesIt() {
    var ref = new ResourceRef("v1", "Secret", "team-a", "token");
    FetchResult<String> absent = FetchResult.absent(ref);
    FetchResult<String> skipped = FetchResult.skipped("not needed");

    var report =
        HealthReport.with(Inspection.none())
            .upstream("Token", absent, (_, _) -> Health.ready())
            .downstream("Job", absent, (_, _) -> Health.ready())
            .component("Other", absent, (_, _) -> Health.ready())
            .component("Nothing", skipped, (_, _) -> Health.ready())
            .list();

    assertThat(report)
        .extracting(
            each -> each.errors().getFirst().category(), each -> each.errors().getFirst().reason())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ErrorCategory.MISSING_UPSTREAM_DEPENDENCY, "ReferenceNotFound"),
            org.assertj.core.groups.Tuple.tuple(
                ErrorCategory.MISSING_DOWNSTREAM_DEPENDENCY, "ResourceNotReady"),
            org.assertj.core.groups.Tuple.tuple(
                ErrorCategory.MISSING_DOWNSTREAM_DEPENDENCY, "NotFound"));
    assertThat(report.getFirst().errors().getFirst().message())
        .isEqualTo("Secret team-a/token does not exist");
  }
}
