package io.phasegate.reconciler.dgdr.phase;

import static io.phasegate.reconciler.dgdr.phase.Scene.decide;
import static io.phasegate.reconciler.dgdr.phase.Scene.message;
import static io.phasegate.reconciler.dgdr.phase.Scene.report;
import static io.phasegate.reconciler.dgdr.phase.Scene.said;
import static io.phasegate.reconciler.dgdr.phase.Scene.told;
import static io.phasegate.reconciler.dgdr.phase.Scene.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.reconciler.dgdr.job.JobDraft;
import io.phasegate.reconciler.dgdr.phase.Observed.Start;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From nothing to a profiling Job. */
class PendingTest {

  private static final Job JOB =
      new JobBuilder()
          .withNewMetadata()
          .withName("profile-tiny")
          .withNamespace("inference")
          .endMetadata()
          .build();
  private static final Change CHANGE = Change.create(JOB);

  @Test
  void newRequestIsAcceptedFirst() {
    var request = Scene.withStatus("autoApply: true", 1, "{}");

    var next = decide(request, pending(false, new Start.NotYet()));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(next.status().observedGeneration()).isEqualTo(1);
    assertThat(said(next, "Succeeded")).isEqualTo("False/Pending");
    assertThat(said(next, "Validation")).isEqualTo("True/ValidationPassed");
    assertThat(said(next, "Profiling")).isEqualTo("False/DiscoveringHardware");
    assertThat(told(next)).containsExactly("Initialized");
    assertThat(next.revisit()).isEqualTo(new Next.Revisit.AtOnce());
  }

  @Test
  void settingsThatReachNobodyAreNamedOnce() {
    var request = Scene.withStatus("autoApply: true", 1, "{}");

    var next =
        decide(
            request,
            new Observed.Pending(valid(), false, List.of("sweep.depth"), new Start.NotYet()));

    assertThat(told(next)).containsExactly("Initialized", "ProfilingConfigIgnored");
    assertThat(next.notices().getLast().message()).contains("sweep.depth");
  }

  @Test
  void invalidRequestFails() {
    var request = Scene.withStatus("autoApply: true", 1, "{}");
    var invalid = new Validation.Invalid(List.of("spec.backend is wrong", "claim x is missing"));

    var next = decide(request, new Observed.Pending(invalid, false, List.of(), new Start.NotYet()));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(said(next, "Validation")).isEqualTo("False/ValidationFailed");
    assertThat(message(next, "Validation")).isEqualTo("spec.backend is wrong; claim x is missing");
    assertThat(message(next, "Succeeded"))
        .isEqualTo(
            "request failed; Validation/ValidationFailed: spec.backend is wrong; claim x is"
                + " missing");
    assertThat(told(next)).containsExactly("ValidationFailed");
  }

  @Test
  void nobodyFailsBecauseTheApiServerIsAway() {
    var request = Scene.withStatus("autoApply: true", 1, "{}");
    var later =
        new Validation.NotNow(
            List.of(CategorizedError.infrastructure("ConnectionRefused", "connection refused")));

    var next = decide(request, new Observed.Pending(later, false, List.of(), new Start.NotYet()));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(next.status().observedGeneration()).isZero();
    assertThat(message(next, "Profiling")).contains("connection refused");
    assertThat(message(next, "Succeeded"))
        .isEqualTo(
            "request is waiting to be profiled; cannot be validated yet: connection refused");
  }

  @Test
  void profilingStartsWithTheJob() {
    var next = creating(new ChangeOutcome.Done(CHANGE, JOB));

    assertThat(next.status().phase()).isEqualTo("Profiling");
    assertThat(said(next, "Succeeded")).isEqualTo("False/Profiling");
    assertThat(said(next, "Profiling")).isEqualTo("False/DiscoveringHardware");
    assertThat(next.status().tree().textAt("profilingJobName")).contains("profile-tiny");
    assertThat(next.status().tree().textAt("profilingPhase")).contains("Initializing");
    assertThat(told(next)).containsExactly("ProfilingJobCreated");
  }

  @Test
  void jobOfAnInterruptedPassIsUsed() {
    var next = decide(Scene.in(Phase.PENDING), pending(true, new Start.Already()));

    assertThat(next.status().phase()).isEqualTo("Profiling");
    assertThat(next.status().tree().textAt("profilingJobName")).contains("profile-tiny");
  }

  @Test
  void jobOfAnEarlierSpecGoesFirst() {
    var next =
        decide(Scene.in(Phase.PENDING), pending(true, new Start.Replace(JOB, Optional.empty())));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(next.revisit()).isEqualTo(new Next.Revisit.AtOnce());
  }

  @Test
  void jobThatCannotBeMadeFailsTheRequest() {
    var draft = new JobDraft.Impossible("spec.image is empty");

    var next =
        decide(Scene.in(Phase.PENDING), pending(true, new Start.Create(draft, Optional.empty())));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(said(next, "Profiling")).isEqualTo("False/JobCreationFailed");
    assertThat(message(next, "Profiling")).isEqualTo("spec.image is empty");
    assertThat(told(next)).containsExactly("ProfilingJobFailed");
  }

  @Test
  void jobThatIsRefusedFailsTheRequest() {
    var next =
        creating(
            new ChangeOutcome.Failed(
                CHANGE, CategorizedError.invalidSpec("InvalidSpec", "spec.x is invalid")));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(message(next, "Profiling")).contains("spec.x is invalid");
  }

  @Test
  void accessThatIsMissingIsGrantedBeforeTheJobIsThere() {
    var grant = new Start.Grant(List.of(CHANGE));

    var next = decide(Scene.in(Phase.PENDING), pending(true, grant));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(next.revisit()).isEqualTo(new Next.Revisit.AtOnce());
  }

  @Test
  void accessThatCannotBeGrantedIsExplained() {
    var refused =
        new ChangeOutcome.Failed(CHANGE, CategorizedError.auth("Forbidden", "cannot bind"));

    var next =
        DgdrPhases.decide(
            Scene.in(Phase.PENDING),
            pending(true, new Start.Grant(List.of(CHANGE))),
            report(refused));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(message(next, "Profiling")).contains("access is not granted yet", "cannot bind");
  }

  @Test
  void whatAnAdministratorMustDoIsInTheCondition() {
    var why = CategorizedError.missingUpstream("ServiceAccountMissing", "make the account");

    var next = decide(Scene.in(Phase.PENDING), pending(true, new Start.NotNow(why)));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(message(next, "Profiling")).contains("make the account");
  }

  @Test
  void jobThatMeetsAnOutageIsTriedAgain() {
    var next =
        creating(
            new ChangeOutcome.Failed(
                CHANGE, CategorizedError.infrastructure("Timeout", "it took too long")));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(message(next, "Profiling")).contains("it took too long");
    assertThat(next.notices()).isEmpty();
  }

  @Test
  void jobOfAnotherOperatorStopsUs() {
    var request = Scene.in(Phase.PENDING);
    var foreign =
        new ChangeOutcome.Foreign(CHANGE, JOB, CategorizedError.invalidSpec("NotOurs", "no"));

    var next = creating(foreign);
    var again = DgdrPhases.decide(Scene.after(request, next), create(), report(foreign));

    assertThat(next.status().phase()).isEqualTo("Pending");
    assertThat(said(next, "ManagedElsewhere")).isEqualTo("True/AnotherController");
    assertThat(told(next)).containsExactly("ManagedElsewhere");
    assertThat(again.status()).isEqualTo(next.status());
    assertThat(again.notices()).isEmpty();
  }

  private static Next<DgdrStatus> creating(ChangeOutcome outcome) {
    Request<DynamoGraphDeploymentRequest> request = Scene.in(Phase.PENDING);
    ApplyReport report = report(outcome);
    return DgdrPhases.decide(request, create(), report);
  }

  private static Observed create() {
    return pending(true, new Start.Create(new JobDraft.Ready(JOB, List.of()), Optional.empty()));
  }

  private static Observed pending(boolean accepted, Start start) {
    return new Observed.Pending(valid(), accepted, List.of(), start);
  }
}
