package io.phasegate.reconciler.dgdr.phase;

import static io.phasegate.reconciler.dgdr.phase.Scene.decide;
import static io.phasegate.reconciler.dgdr.phase.Scene.message;
import static io.phasegate.reconciler.dgdr.phase.Scene.said;
import static io.phasegate.reconciler.dgdr.phase.Scene.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.output.SubPhase;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the Job to a deployment's spec. */
class ProfilingTest {

  @Test
  void runningJobShowsTheProfilersStep() {
    var next =
        decide(
            Scene.in(Phase.PROFILING),
            profiling(new Progress.Running(Optional.of(SubPhase.SELECTING_CONFIG), "3 of 7 done")));

    assertThat(next.status().phase()).isEqualTo("Profiling");
    assertThat(next.status().tree().textAt("profilingPhase")).contains("SelectingConfig");
    assertThat(said(next, "Profiling")).isEqualTo("False/ProfilingRunning");
    assertThat(message(next, "Profiling")).isEqualTo("3 of 7 done");
    assertThat(said(next, "Succeeded")).isEqualTo("False/Profiling");
  }

  @Test
  void nothingNewIsNothingToWrite() {
    var running = profiling(new Progress.Running(Optional.empty(), ""));
    var request = Scene.in(Phase.PROFILING);
    var first = decide(request, running);

    var second = decide(Scene.after(request, first), running);

    assertThat(second.status()).isEqualTo(first.status());
  }

  @Test
  void failedProfilingFailsAndClearsTheStep() {
    var next = decide(Scene.in(Phase.PROFILING), profiling(new Progress.Failed("exit code 137")));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(next.status().tree().has("profilingPhase")).isFalse();
    assertThat(said(next, "Profiling")).isEqualTo("False/ProfilingFailed");
    assertThat(said(next, "Succeeded")).isEqualTo("False/Failed");
    assertThat(message(next, "Succeeded"))
        .isEqualTo("request failed; Profiling/ProfilingFailed: exit code 137");
    assertThat(told(next)).containsExactly("ProfilingCheckFailed");
  }

  @Test
  void deletedJobFails() {
    var next = decide(Scene.in(Phase.PROFILING), profiling(new Progress.JobGone()));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(message(next, "Profiling")).contains("profile-tiny was deleted");
  }

  @Test
  void silenceOfTheApiServerChangesNothing() {
    var next = decide(Scene.in(Phase.PROFILING), profiling(new Progress.NotNow(Scene.AWAY)));

    assertThat(next.status().phase()).isEqualTo("Profiling");
    assertThat(next.status().tree().textAt("profilingPhase")).contains("SweepingDecode");
    assertThat(next.notices()).isEmpty();
  }

  @Test
  void whatHoldsProfilingUpIsSeenInLists() {
    var request = Scene.in(Phase.PROFILING);
    var stuck = new Progress.Running(Optional.empty(), "pod p cannot be scheduled: no GPUs");

    var next = decide(request, profiling(stuck));
    var away = decide(Scene.after(request, next), profiling(new Progress.NotNow(Scene.AWAY)));
    var runs =
        decide(Scene.after(request, next), profiling(new Progress.Running(Optional.empty(), "")));

    assertThat(message(next, "Succeeded"))
        .isEqualTo("profiling is running; pod p cannot be scheduled: no GPUs");
    assertThat(away.status()).as("nothing new is known").isEqualTo(next.status());
    assertThat(message(runs, "Succeeded")).isEqualTo("profiling is running");
  }

  @Test
  void listsShowTheBeginningOfALongStory() {
    var chatty = new Progress.Running(Optional.empty(), "word ".repeat(1_000));

    var next = decide(Scene.in(Phase.PROFILING), profiling(chatty));

    assertThat(message(next, "Succeeded"))
        .startsWith("profiling is running; word word")
        .hasSizeLessThan(600);
    assertThat(message(next, "Profiling")).hasSizeGreaterThan(4_000);
  }

  @Test
  void lateResultIsAwaited() {
    var next = decide(Scene.in(Phase.PROFILING), profiling(new Progress.AwaitingOutput()));

    assertThat(next.status().phase()).isEqualTo("Profiling");
  }

  @Test
  void missingResultFailsGeneration() {
    var next = decide(Scene.in(Phase.PROFILING), profiling(new Progress.NoOutput("")));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(said(next, "Profiling")).isEqualTo("True/ProfilingCompleted");
    assertThat(said(next, "SpecGenerated")).isEqualTo("False/GenerationFailed");
    assertThat(message(next, "SpecGenerated")).contains("dgdr-output-tiny");
    assertThat(told(next)).containsExactly("GenerationFailed");
  }

  @Test
  void resultThatBelongsToSomebodyElseIsNotSaidToBeMissing() {
    var next = decide(Scene.in(Phase.PROFILING), profiling(new Progress.NoOutput("Job other")));

    assertThat(message(next, "SpecGenerated"))
        .isEqualTo(
            "the Job is complete, but its result is not there: ConfigMap dgdr-output-tiny belongs"
                + " to Job other; delete that ConfigMap, then re-create the request");
  }

  @Test
  void unusableResultFailsGeneration() {
    var next =
        decide(
            Scene.in(Phase.PROFILING),
            profiling(new Progress.Ended(new Generation.Unusable("no deployment in it"), true)));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(message(next, "SpecGenerated")).isEqualTo("no deployment in it");
  }

  @Test
  void resultIsDeployedByDefault() {
    var next = decide(Scene.in(Phase.PROFILING), ended(true));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(said(next, "Profiling")).isEqualTo("True/ProfilingCompleted");
    assertThat(said(next, "SpecGenerated")).isEqualTo("True/SpecGenerated");
    assertThat(said(next, "Succeeded")).isEqualTo("False/Deploying");
    assertThat(next.status().tree().at("profilingResults.selectedConfig")).contains(Scene.dgd());
    assertThat(next.status().tree().has("profilingPhase")).isFalse();
    assertThat(told(next)).containsExactly("SpecGenerated");
  }

  @Test
  void resultWaitsWithoutAutoApply() {
    var next = decide(Scene.in(Phase.PROFILING), ended(false));

    assertThat(next.status().phase()).isEqualTo("Ready");
    assertThat(said(next, "Succeeded")).isEqualTo("True/SpecGenerated");
  }

  private static Observed ended(boolean apply) {
    return profiling(new Progress.Ended(Scene.generated(), apply));
  }

  private static Observed profiling(Progress progress) {
    return new Observed.Profiling(Acceptance.UNCHANGED, progress);
  }
}
