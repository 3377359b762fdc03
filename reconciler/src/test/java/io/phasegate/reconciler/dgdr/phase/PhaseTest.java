package io.phasegate.reconciler.dgdr.phase;

import static io.phasegate.reconciler.dgdr.phase.Scene.decide;
import static io.phasegate.reconciler.dgdr.phase.Scene.message;
import static io.phasegate.reconciler.dgdr.phase.Scene.said;
import static io.phasegate.reconciler.dgdr.phase.Scene.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.engine.condition.ConditionStatus;
import io.phasegate.reconciler.engine.kind.Next;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds in all phases. */
class PhaseTest {

  private static final Observed RIVAL =
      new Observed.Elsewhere(Observed.Sign.STATUS, "\"manager\" writes it, too");

  @ParameterizedTest
  @CsvSource({
    "PENDING, False, Pending, request is waiting to be profiled",
    "PROFILING, False, Profiling, profiling is running",
    "READY, True, SpecGenerated, deployment spec is available",
    "DEPLOYING, False, Deploying, deployment is being rolled out",
    "DEPLOYED, True, Deployed, deployment is healthy",
    "FAILED, False, Failed, request failed"
  })
  void succeededFollowsThePhase(Phase phase, String status, String reason, String message) {
    DgdrCondition succeeded = phase.succeeded("");

    assertThat(succeeded.type()).isEqualTo("Succeeded");
    assertThat(succeeded.status().word()).isEqualTo(status);
    assertThat(succeeded.reason()).isEqualTo(reason);
    assertThat(succeeded.message()).isEqualTo(message);
  }

  @Test
  void everyPhaseCanBeReachedAndOnlyFailedIsTheEnd() {
    var reached = Arrow.all().stream().map(Arrow::to).distinct().toList();
    var left = Arrow.all().stream().map(Arrow::from).distinct().toList();

    assertThat(reached)
        .containsExactlyInAnyOrder(
            Phase.PROFILING, Phase.READY, Phase.DEPLOYING, Phase.DEPLOYED, Phase.FAILED);
    assertThat(Arrays.stream(Phase.values()).map(Phase::word).filter(word -> !left.contains(word)))
        .containsExactly("Failed");
  }

  @Test
  void failedIsTheEnd() {
    var request = Scene.in(Phase.FAILED);
    var first = decide(request, new Observed.Failed());

    var second = decide(Scene.after(request, first), new Observed.Failed());

    assertThat(first.status().phase()).isEqualTo("Failed");
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.revisit()).isEqualTo(new Next.Revisit.OnEvent());
  }

  @Test
  void unknownPhaseFailsAndIsNamed() {
    var request = Scene.withStatus("autoApply: true", 1, "{phase: Dreaming}");

    var next = decide(request, new Observed.UnknownPhase("Dreaming"));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(message(next, "Succeeded")).contains("\"Dreaming\" is not known");
  }

  @Test
  void anotherControllerIsSeenInWhatKubectlPrints() {
    var next = decide(Scene.in(Phase.DEPLOYED), RIVAL);

    assertThat(next.status().phase()).isEqualTo("Deployed");
    assertThat(said(next, "Succeeded")).isEqualTo("True/Deployed");
    assertThat(message(next, "Succeeded"))
        .isEqualTo("deployment is healthy; \"manager\" writes it, too");
    assertThat(said(next, "ManagedElsewhere")).isEqualTo("True/AnotherController");
    assertThat(told(next)).containsExactly("ManagedElsewhere");
  }

  @Test
  void whatTheOtherControllerWritesAfterThatIsLeftAlone() {
    var request = Scene.in(Phase.DEPLOYED);
    var first = decide(request, RIVAL);
    var theirs =
        first
            .status()
            .saying(
                new DgdrCondition("Succeeded", ConditionStatus.FALSE, "Deploying", "theirs"),
                Scene.NOW,
                1);
    var rewritten = new Next<>(theirs, first.notices(), first.revisit());

    var next = decide(Scene.after(request, rewritten), RIVAL);

    assertThat(next.status()).isEqualTo(theirs);
    assertThat(next.notices()).isEmpty();
  }

  @Test
  void aForeignJobIsLookedAtAgainSoonAsNobodyTellsWhenItGoes() {
    var next =
        decide(
            Scene.in(Phase.PENDING), new Observed.Elsewhere(Observed.Sign.JOB, "a Job is there"));

    assertThat(next.revisit()).isEqualTo(new Next.Revisit.After(Duration.ofSeconds(30)));
  }

  @Test
  void requestThatIsOursAgainGoesOn() {
    var request = Scene.in(Phase.DEPLOYED);
    var elsewhere = decide(request, RIVAL);

    var next =
        decide(
            Scene.after(request, elsewhere),
            new Observed.Deployed(Observed.Acceptance.UNCHANGED, Scene.deployment("successful")));

    assertThat(said(next, "ManagedElsewhere")).isEmpty();
    assertThat(said(next, "Succeeded")).isEqualTo("True/Deployed");
  }

  @Test
  void timeOfAConditionMovesOnlyWithItsStatus() {
    var request = Scene.in(Phase.DEPLOYED);
    var seen = new Observed.Deployed(Observed.Acceptance.UNCHANGED, Scene.deployment("pending"));
    var degraded = decide(request, seen);

    var still =
        decide(
            Scene.after(request, degraded),
            new Observed.Deploying(Observed.Acceptance.UNCHANGED, Scene.deployment("failed")));

    assertThat(still.status().condition("DeploymentReady").orElseThrow().lastTransitionTime())
        .isEqualTo(Scene.NOW);
  }
}
