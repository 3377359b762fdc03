package io.phasegate.reconciler.aim;

import static io.phasegate.reconciler.aim.Life.CHECK;
import static io.phasegate.reconciler.aim.Life.CLAIM;
import static io.phasegate.reconciler.aim.Life.DOWNLOAD;
import static io.phasegate.reconciler.aim.Life.GIBIBYTE_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with an artifact, who is told, and what is tried again: spec/engine.md 8.8. */
class FailureTest {

  private static final String SLOWLY = "PT5M";
  private static final Duration AFTER_GRACE = Duration.ofSeconds(11);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Error | Cannot access gated repo for url | AuthError | AuthValid False/AuthError |"
            + " AuthError",
        "1 | Error | Repository Not Found for url | SourceNotFound | ConfigValid False/InvalidSpec"
            + " | InvalidSpec",
        "1 | Error | OSError: ENOSPC | StorageFull | | StorageFull",
        "137 | OOMKilled | | PodOOMKilled | | PodOOMKilled"
      })
  void failedDownloadSaysWhyBeforeAndAfterTheJobGivesUp(
      int exit, String reason, String log, String pods, String parent, String ready) {
    Life life = Life.sized().downloading();
    life.failedPod(DOWNLOAD, exit, reason, log == null ? "" : log);

    Outcome outcome = life.settle();
    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("False/JobRunning");
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/" + pods);
    assertThat(life.stage.condition("Ready")).isEqualTo("False/" + ready);
    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Recheck.class, each -> assertThat(each.delay()).hasToString(SLOWLY));

    life.exhausted(DOWNLOAD).settle();
    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("False/JobBackoffLimitExceeded");
    assertThat(life.stage.condition("Ready"))
        .as("the Pod's cause decides, not that the Job gave up (B-25)")
        .isEqualTo("False/" + ready);
    if (parent != null) {
      assertThat(life.conditions()).contains(parent);
    } else {
      assertThat(life.stage.condition("ConfigValid")).isEqualTo("absent");
    }
    assertThat(life.stage.status().tree().at("/progress/displayPercentage").asText())
        .isEqualTo("N/A");
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/Downloading");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pull access denied, repository requires authorization | ImagePullAuthFailure | Failed |"
            + " Recheck",
        "manifest unknown | ImageNotFound | Failed | Recheck",
        "dial tcp: i/o timeout at sha256:4030403 | ImagePullBackOff | Degraded | BackOff",
        "Back-off pulling image \"downloader:1\" | ImagePullBackOff | Degraded | BackOff"
      })
  void imageThatCannotBePulledSaysWhoMustAct(
      String message, String reason, String word, String outcome) {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.waiting("ErrImagePull", message));

    life.settle();
    Outcome after = life.stage.later(AFTER_GRACE).pass();

    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/" + reason);
    assertThat(life.stage.word()).isEqualTo(word);
    assertThat(after.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void whyAnImageCannotBePulledIsNotForgottenBetweenTwoTries() {
    Life life = Life.sized().downloading();
    Pod pod = life.pod(DOWNLOAD, Life.waiting("ErrImagePull", "unauthorized"));
    life.settle();

    life.becomes(pod, Life.waiting("ImagePullBackOff", "Back-off pulling image \"downloader:1\""));
    life.settle();

    assertThat(life.stage.condition("DownloadJobPodsReady"))
        .isEqualTo("False/ImagePullAuthFailure");
    assertThat(life.stage.condition("Ready")).isEqualTo("False/AuthError");
  }

  @Test
  void nextAttemptCountsAndNotTheOneBefore() {
    Life life = Life.sized().downloading();
    life.failedPod(DOWNLOAD, 1, "Error", "connection lost");
    life.settle();
    assertThat(life.stage.word()).isEqualTo("Failed");

    life.pod(DOWNLOAD, Life.running());
    life.settle();
    assertThat(life.stage.word()).isEqualTo("Progressing");
    life.reportsProgress(100).completes(DOWNLOAD).settle();

    assertThat(life.stage.word())
        .as("B-05: no condition of a Pod is left behind")
        .isEqualTo("Ready");
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("absent");
  }

  @Test
  void lastLookAtAPendingPodDoesNotKeepItFromBeingReady() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.phase("Pending"));
    life.settle();
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/PodsPending");

    life.reportsProgress(100).completes(DOWNLOAD).settle();

    assertThat(life.stage.word()).isEqualTo("Ready");
  }

  @Test
  void failureWhileVerifyingIsCalledSo() {
    Life life = Life.sized().downloading().reportsProgress(100);
    life.failedPod(DOWNLOAD, 1, "Error", "checksum mismatch");

    life.settle();

    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/VerificationFailed");
  }

  @Test
  void jobWithoutPodsExplainsItselfAlone() {
    Life life = Life.sized().downloading().exhausted(DOWNLOAD);

    life.settle();

    assertThat(life.stage.condition("Ready")).isEqualTo("False/InvalidSpec");
    assertThat(life.stage.message("ConfigValid")).contains("backoff limit");
  }

  @Test
  void case115FailedJobThatIsRemovedIsTriedAgain() {
    Life life = Life.sized().downloading();
    life.failedPod(DOWNLOAD, 1, "Error", "Cannot access gated repo");
    life.exhausted(DOWNLOAD).settle();
    life.cluster.loses(Job.class, DOWNLOAD);

    life.pass();

    assertThat(life.cluster.writes()).containsExactly("create Job " + DOWNLOAD);
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(life.stage.condition("AuthValid")).isEqualTo("True/AuthenticationValid");
    life.settle();
    assertThat(life.stage.condition("DownloadJobPodsReady"))
        .as("the Pods of the Job before do not count")
        .isEqualTo("False/NoPods");
  }

  @Test
  void whoMendsTheSpecNeedNotWaitUntilTheFailedJobIsRemoved() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.waiting("ErrImagePull", "manifest unknown"));
    life.settle();

    life.edits("size: 1Gi\nmodelDownloadImage: downloader:2");
    life.pass();
    assertThat(life.cluster.writes()).containsExactly("delete Job " + DOWNLOAD);
    life.pass();

    assertThat(life.cluster.writes()).containsExactly("create Job " + DOWNLOAD);
    assertThat(life.job(DOWNLOAD).getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(each -> assertThat(each.getImage()).isEqualTo("downloader:2"));
  }

  @Test
  void downloadThatRunsIsLeftAloneWhateverChanges() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.settle();

    life.edits("size: 1Gi\nmodelDownloadImage: downloader:2");
    life.pass();

    assertThat(life.cluster.writes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sizeBytes\":0}",
        "no size",
        "{\"sizeBytes\":\"12\"}",
        "{\"sizeBytes\":1125899906842625}"
      })
  void case112OutputThatIsNoSizeParksTheArtifact(String output) {
    Life life = Life.of("");
    life.settle();

    Outcome outcome = life.checked(output).settle();

    assertThat(life.stage.condition("CheckSizeOutputReady")).isEqualTo("False/InvalidSizeOutput");
    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(outcome).isInstanceOf(Outcome.Recheck.class);
  }

  /** An API server that is away, a container that is yet to start, a Pod that is just gone. */
  @ParameterizedTest
  @CsvSource({
    "INFRASTRUCTURE, ServerError",
    "INVALID_SPEC, ClientError",
    "MISSING_DOWNSTREAM_DEPENDENCY, NotFound"
  })
  void case113UnreadableLogIsNoReadyArtifact(ErrorCategory category, String reason) {
    Life life = Life.of("");
    life.settle();
    life.cluster.fails("log Pod", new CategorizedError(category, reason, "no log yet", false));

    Outcome outcome = life.checked(GIBIBYTE_OUTPUT).settle();

    assertThat(life.stage.condition("CheckSizeOutputReady")).isEqualTo("False/SizeOutputUnread");
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(outcome).isEqualTo(new Outcome.AgainAfter(Duration.ofSeconds(10)));
    life.cluster.works();
    life.settle();
    assertThat(life.stage.status().discoveredSizeBytes()).isEqualTo(1L << 30);
  }

  @Test
  void suspendedJobIsNotSaidToRun() {
    Life life = Life.sized().downloading();
    life.cluster.holds(
        new JobBuilder(life.job(DOWNLOAD)).editSpec().withSuspend(true).endSpec().build());

    Outcome outcome = life.settle();

    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("False/JobSuspended");
    assertThat(life.stage.message("DownloadJobReady")).contains("spec.suspend is false");
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/JobSuspended");
    assertThat(life.stage.word()).isEqualTo("Pending");
    assertThat(outcome).isEqualTo(new Outcome.AgainAfter(Duration.ofMinutes(1)));
  }

  @Test
  void logThatMayNotBeReadIsTheAdministratorsToMend() {
    Life life = Life.of("");
    life.settle();
    life.cluster.fails("log Pod", CategorizedError.auth("Forbidden", "pods is forbidden"));

    Outcome outcome = life.checked(GIBIBYTE_OUTPUT).settle();

    assertThat(life.stage.condition("CheckSizeOutputReady")).isEqualTo("False/Forbidden");
    assertThat(life.stage.condition("AuthValid")).isEqualTo("False/AuthError");
    assertThat(life.stage.message("AuthValid"))
        .contains("CheckSizeOutput")
        .contains("the right get pods/log")
        .contains("pods is forbidden");
    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Recheck.class,
            each -> assertThat(each.because()).isEqualTo(ErrorCategory.AUTH));
    life.cluster.works();
    life.settle();
    assertThat(life.stage.status().discoveredSizeBytes()).isEqualTo(1L << 30);
    assertThat(life.stage.condition("AuthValid")).isEqualTo("True/AuthenticationValid");
  }

  @Test
  void checkThatFailsForAuthSaysSo() {
    Life life = Life.of("");
    life.settle();
    life.failedPod(CHECK, 1, "Error", "401 Client Error: Unauthorized for url: https://hf.co/api");

    life.settle();

    assertThat(life.stage.condition("CheckSizeJobPodsReady")).isEqualTo("False/AuthError");
    assertThat(life.stage.word()).isEqualTo("Failed");
  }

  @Test
  void volumeThatIsNeverBoundIsSaidToWaitAndWhy() {
    Life life = Life.sized();
    life.settle();
    life.claimIs("Pending").settle();
    assertThat(life.stage.condition("CachePvcReady")).isEqualTo("False/PvcPending");

    life.cluster.tells(life.claim(), "ProvisioningFailed", "no such storage class");
    Outcome outcome = life.stage.later(Duration.ofSeconds(30)).pass();
    life.stage.later(Duration.ofSeconds(30)).pass();

    assertThat(life.stage.condition("CachePvcReady")).isEqualTo("False/PvcProvisioningFailed");
    assertThat(life.stage.message("CachePvcReady")).contains("no such storage class");
    assertThat(life.stage.word()).isEqualTo("Degraded");
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
  }

  @Test
  void sizeThatIsNoneIsTheUsersToMend() {
    Life life = Life.of("size: -5");

    life.settle();

    assertThat(life.stage.condition("SizeReady")).isEqualTo("False/InvalidSize");
    assertThat(life.cluster.all(Job.class)).isEmpty();
  }

  @Test
  void refusedWriteIsNotClaimedToHaveBeenDone() {
    Life life = Life.sized();
    life.cluster.fails(
        "create PersistentVolumeClaim", CategorizedError.auth("Forbidden", "exceeded quota"));

    Outcome outcome = life.pass();

    assertThat(life.stage.condition("AuthValid")).isEqualTo("False/AuthError");
    assertThat(life.stage.message("AuthValid")).contains("exceeded quota").contains(CLAIM);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Recheck.class,
            each -> assertThat(each.because()).isEqualTo(ErrorCategory.AUTH));
  }
}
