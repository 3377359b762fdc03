package io.phasegate.reconciler.aim;

import static io.phasegate.reconciler.aim.Life.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What the author of an artifact is told, and how loudly: spec/engine.md 3.4, 4.4, 5.5 and 8.7. A
 * state is told when it changes; an error again in each pass, which the recorder counts.
 */
class ArtifactEventsTest {

  @Test
  void theGoodWayIsToldOnceAndNormally() {
    Life life = Life.sized();

    life.pass();
    assertThat(life.stage.told())
        .containsExactlyInAnyOrder(
            "Normal DefaultConfigNotFound",
            "Normal ResourceNotReady",
            "Normal ResourceNotReady",
            "Normal Progressing");

    life.claimIs("Bound").settle();
    assertThat(life.stage.told())
        .containsExactlyInAnyOrder(
            "Normal Ready", "Normal JobRunning", "Normal NoPods", "Normal Downloading");

    life.pod(DOWNLOAD, Life.running());
    life.settle();
    assertThat(life.stage.told()).containsExactly("Normal PodsReady");

    life.reportsProgress(100).settle();
    assertThat(life.stage.told()).containsExactly("Normal Verifying");

    life.completes(DOWNLOAD).settle();
    assertThat(life.stage.told())
        .containsExactlyInAnyOrder("Normal Ready", "Normal Verified", "Normal AllComponentsReady");

    life.settle();
    assertThat(life.stage.told()).isEmpty();
  }

  @Test
  void aFailureIsAWarningAndIsRepeatedAndItsEndIsTold() {
    Life life = Life.sized().downloading();
    life.stage.told();

    life.failedPod(DOWNLOAD, 1, "Error", "Cannot access gated repo for url");
    life.pass();
    assertThat(life.stage.told())
        .containsExactlyInAnyOrder(
            "Warning AuthError", // AuthValid
            "Warning AuthError", // DownloadJobPodsReady
            "Warning AuthError"); // Ready

    life.pass();
    assertThat(life.stage.told())
        .containsExactly("Warning AuthError", "Warning AuthError", "Warning AuthError");

    life.pod(DOWNLOAD, Life.running());
    life.pass();
    assertThat(life.stage.told())
        .containsExactlyInAnyOrder(
            "Normal PodsReady", "Normal AuthenticationValid", "Normal Progressing");
  }

  @Test
  void aFailedVerificationIsWarnedAboutOnce() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.reportsProgress(100).settle();
    life.stage.told();

    life.failedPod(DOWNLOAD, 1, "Error", "checksum mismatch");
    life.pass();
    assertThat(life.stage.told()).contains("Warning VerificationFailed");

    life.pass();
    assertThat(life.stage.told()).doesNotContain("Warning VerificationFailed");
  }

  @Test
  void whatIsNotStoredIsNotTold() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.stage.told();
    life.stage.meanwhile(artifact -> artifact.setStatus(Life.progress(artifact.getStatus(), 42)));

    life.pass();
    assertThat(life.stage.told()).isEmpty();

    life.pass();
    assertThat(life.stage.told()).containsExactly("Normal PodsReady");
  }
}
