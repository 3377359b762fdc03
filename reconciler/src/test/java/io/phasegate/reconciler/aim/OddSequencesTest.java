package io.phasegate.reconciler.aim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.phasegate.reconciler.aim.resource.AimRuntimeConfig;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two things make of each other that happen at the wrong time. */
class OddSequencesTest {

  private static final CategorizedError OUTAGE = CategorizedError.infrastructure("Timeout", "away");

  private static Life withConfig(String config) {
    var life = Life.of("size: 10Gi\nruntimeConfigName: mine");
    life.cluster.holds(Life.config("mine", config));
    return life;
  }

  /** What a Job would be with the config is unknown then; that it is not there would be a lie. */
  @ParameterizedTest
  @ValueSource(strings = {"outage", "deletion"})
  void configThatIsNotSeenHidesNoFailedJob(String why) {
    var life = withConfig("env: [{name: A, value: b}]").downloading();
    life.failedPod(Life.DOWNLOAD, 1, "Error", "Cannot access gated repo");
    life.exhausted(Life.DOWNLOAD).settle();
    assertThat(life.stage.condition("AuthValid")).isEqualTo("False/AuthError");

    if (why.equals("outage")) {
      life.cluster.fails("get AIMRuntimeConfig", OUTAGE);
    } else {
      life.cluster.loses(AimRuntimeConfig.class, "mine");
    }
    life.stage.told();
    life.pass();

    assertThat(life.stage.condition("AuthValid")).isEqualTo("False/AuthError");
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/AuthError");
    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("False/JobBackoffLimitExceeded");
    assertThat(life.stage.status().displayPercentage()).isEqualTo("N/A");
    assertThat(life.stage.told()).doesNotContain("Normal AuthenticationValid", "Normal NotStarted");
  }

  @Test
  void outageOfTheConfigDoesNotMakeTheImagesVerdictForgotten() {
    var life = withConfig("env: [{name: A, value: b}]").downloading();
    Pod pod = life.pod(Life.DOWNLOAD, Life.waiting("ErrImagePull", "manifest unknown: not found"));
    life.settle();
    life.cluster.fails("get AIMRuntimeConfig", OUTAGE);
    life.pass();
    life.cluster.works();
    life.becomes(pod, Life.waiting("ImagePullBackOff", "Back-off pulling image \"x\""));

    life.pass();

    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/ImageNotFound");
  }

  @Test
  void headroomIsNotNotedFromAConfigThatCannotBeRead() {
    var life = withConfig("storage: {pvcHeadroomPercent: 50}");
    life.pass();
    life.cluster.fails("get AIMRuntimeConfig", OUTAGE);
    life.pass();
    life.cluster.works();
    life.settle();

    assertThat(life.stage.status().text("allocatedSize")).isEqualTo("15Gi");
    assertThat(life.stage.status().text("headroomPercent")).isEqualTo("50");
  }

  @Test
  void nextAttemptAfterAFailedVerificationIsNotAtVerifying() {
    var life = Life.sized().downloading().reportsProgress(100);
    life.failedPod(Life.DOWNLOAD, 1, "Error", "checksum mismatch");
    life.settle();
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/VerificationFailed");

    Pod second = life.pod(Life.DOWNLOAD, Life.waiting("ContainerCreating", ""));
    life.settle();
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/Downloading");

    life.becomes(second, Life.failed(137, "OOMKilled"));
    life.settle();
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/Downloading");
  }

  @Test
  void nextAttemptThatReportsIsBelievedAgain() {
    var life = Life.sized().downloading().reportsProgress(100);
    life.failedPod(Life.DOWNLOAD, 1, "Error", "checksum mismatch");
    life.settle();
    life.pod(Life.DOWNLOAD, Life.running());
    life.settle();

    life.stage.edit(artifact ->
        artifact.setStatus(
            artifact.getStatus().with("progress", "displayPercentage", TextNode.valueOf("100 %"))));
    life.pass();

    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("True/Verifying");
  }

  @Test
  void whoMendsTheImageAfterAWrongSizeNeedNotWait() {
    var life = Life.of("modelId: acme/tiny");
    life.settle();
    life.checked("{\"sizeBytes\":0}").settle();
    assertThat(life.stage.condition("CheckSizeOutputReady")).isEqualTo("False/InvalidSizeOutput");
    life.cluster.writes();

    life.edits("modelDownloadImage: mended:1").pass();
    assertThat(life.cluster.writes()).containsExactly("delete Job " + Life.CHECK);
    life.pass();

    assertThat(life.cluster.writes()).containsExactly("create Job " + Life.CHECK);
    assertThat(life.stage.word()).isEqualTo("Progressing");
  }

  @Test
  void podThatOnlyBearsTheLabelsTellsNoSize() {
    var life = Life.of("modelId: acme/tiny");
    life.settle();
    Pod own = life.pod(Life.CHECK, Life.phase("Succeeded"));
    life.cluster.holds(
        new PodBuilder(own)
            .editMetadata()
            .withName("somebody-elses")
            .withOwnerReferences()
            .endMetadata()
            .build());
    life.cluster.logs("somebody-elses", "{\"sizeBytes\": 1}");
    life.cluster.loses(Pod.class, own.getMetadata().getName());

    life.checked(Life.GIBIBYTE_OUTPUT).settle();

    assertThat(life.stage.status().discoveredSizeBytes()).isEqualTo(1 << 30);
  }

  @Test
  void missingKeyIsNoSecretToBeHidden() {
    var life =
        Life.of(
            """
            size: 1Gi
            env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf, key: token}}}]
            """);
    life.cluster.holds(
        new SecretBuilder()
            .withNewMetadata()
            .withName("hf")
            .withNamespace("team-a")
            .endMetadata()
            .build());

    life.settle();

    assertThat(life.stage.message("ConfigValid"))
        .contains("KeyMissing: env HF_TOKEN refers to Secret hf")
        .doesNotContain("***");
  }

  /** The kubelet says so in events alone: neither the Pod nor anything else changes. */
  @Test
  void volumeThatCannotBeMountedIsSaidAMinuteLaterAtMost() {
    var life = Life.sized().downloading();
    Pod pod = life.pod(Life.DOWNLOAD, Life.waiting("ContainerCreating", ""));
    Outcome beforeItIsKnown = life.settle();
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/PodsPending");
    assertThat(beforeItIsKnown).isEqualTo(new Outcome.AgainAfter(Duration.ofMinutes(1)));

    life.cluster.tells(pod, "FailedMount", "MountVolume.SetUp failed: no such export");
    Outcome sinceItIsKnown = life.stage.later(Duration.ofMinutes(1)).pass();

    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/FailedMount");
    assertThat(life.stage.message("DownloadJobPodsReady")).contains("no such export");
    assertThat(sinceItIsKnown).isEqualTo(new Outcome.AgainAfter(Duration.ofMinutes(1)));
  }

  /** The kubelet says Pulling in an event, and an event wakes nobody up. */
  @Test
  void podThatHasItsNodeIsNotSaidToHaveNone() {
    var life = Life.sized().downloading();
    Pod pod = life.pod(Life.DOWNLOAD, Life.phase("Pending"));
    life.cluster.tells(pod, "FailedScheduling", "0/3 nodes are available");
    life.settle();
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/FailedScheduling");

    life.cluster.holds(
        new PodBuilder(pod).editOrNewSpec().withNodeName("node-1").endSpec().build());
    life.settle();

    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/PodsPending");
  }
}
