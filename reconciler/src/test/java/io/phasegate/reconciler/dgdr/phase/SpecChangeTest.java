package io.phasegate.reconciler.dgdr.phase;

import static io.phasegate.reconciler.dgdr.phase.Scene.decide;
import static io.phasegate.reconciler.dgdr.phase.Scene.deployment;
import static io.phasegate.reconciler.dgdr.phase.Scene.said;
import static io.phasegate.reconciler.dgdr.phase.Scene.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An accepted spec that is edited all the same: tracking mode (spec/dgdr.md 5.4). */
class SpecChangeTest {

  private static final Observed RUNNING =
      new Observed.Profiling(Acceptance.CHANGED, new Progress.Running(Optional.empty(), ""));

  @Test
  void editIsRejectedAndNotObserved() {
    var next = decide(Scene.in(Phase.PROFILING, "backend: vllm", 2), RUNNING);

    assertThat(next.status().phase()).isEqualTo("Profiling");
    assertThat(next.status().observedGeneration()).isEqualTo(1);
    assertThat(said(next, "SpecAccepted")).isEqualTo("False/SpecChangeRejected");
    assertThat(told(next)).containsExactly("SpecChangeRejected");
    assertThat(next.status().condition("Succeeded").orElseThrow().observedGeneration())
        .isEqualTo(1);
  }

  @Test
  void editIsToldOnce() {
    var request = Scene.in(Phase.PROFILING, "backend: vllm", 2);
    var first = decide(request, RUNNING);

    var second = decide(Scene.after(request, first), RUNNING);

    assertThat(second.notices()).isEmpty();
    assertThat(second.status()).isEqualTo(first.status());
  }

  @Test
  void whatWasAcceptedGoesOn() {
    var request = Scene.in(Phase.DEPLOYING, "autoApply: false", 2);

    var next =
        decide(request, new Observed.Deploying(Acceptance.CHANGED, deployment("successful")));

    assertThat(next.status().phase()).isEqualTo("Deployed");
    assertThat(next.status().observedGeneration()).isEqualTo(1);
  }

  @Test
  void rejectedEditStartsNoDeployment() {
    var next =
        decide(Scene.in(Phase.READY, "autoApply: true", 2), new Observed.Ready(Acceptance.CHANGED));

    assertThat(next.status().phase()).isEqualTo("Ready");
  }

  @Test
  void editThatIsUndoneIsForgotten() {
    var request = Scene.in(Phase.PROFILING, "backend: vllm", 2);
    var rejected = decide(request, RUNNING);

    var next =
        decide(
            Scene.after(request, rejected),
            new Observed.Profiling(
                Acceptance.SAME_AGAIN, new Progress.Running(Optional.empty(), "")));

    assertThat(said(next, "SpecAccepted")).isEmpty();
    assertThat(next.status().observedGeneration()).isEqualTo(2);
  }
}
