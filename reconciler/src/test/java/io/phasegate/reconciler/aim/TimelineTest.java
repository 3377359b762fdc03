package io.phasegate.reconciler.aim;

import static io.phasegate.reconciler.aim.Life.BINDING;
import static io.phasegate.reconciler.aim.Life.CHECK;
import static io.phasegate.reconciler.aim.Life.CLAIM;
import static io.phasegate.reconciler.aim.Life.DOWNLOAD;
import static io.phasegate.reconciler.aim.Life.GIBIBYTE_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The good way, from creation to Ready: spec/engine.md 8.8 and cases 110 to 121. */
class TimelineTest {

  private static final Outcome POLL = new Outcome.AgainAfter(Duration.ofSeconds(10));
  private static final Outcome SLOW_POLL = new Outcome.AgainAfter(Duration.ofMinutes(1));

  @Test
  void case110SizedArtifactGetsItsVolumeAndThenItsJobAndNothingTwice() {
    Life life = Life.sized();

    life.pass();
    assertThat(life.cluster.writes())
        .containsExactly("create PersistentVolumeClaim " + CLAIM, "apply RoleBinding " + BINDING);

    life.pass();
    assertThat(life.cluster.writes()).containsExactly("create Job " + DOWNLOAD);

    life.pass();
    assertThat(life.cluster.writes()).isEmpty();
    assertThat(life.cluster.the(PersistentVolumeClaim.class).getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(Life.UID));
    assertThat(life.cluster.the(RoleBinding.class).getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void firstPassWithSizeSaysWhatIsAwaited() {
    Life life = Life.sized();

    Outcome outcome = life.pass();

    assertThat(life.conditions())
        .containsExactlyInAnyOrder(
            "RuntimeConfigReady True/DefaultConfigNotFound",
            "CachePvcReady False/ResourceNotReady",
            "DownloadJobReady False/ResourceNotReady",
            "Ready False/Progressing");
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(outcome).isEqualTo(POLL);
  }

  @Test
  void firstPassWithoutSizeAsksTheSource() {
    Life life = Life.of("");

    life.pass();

    assertThat(life.cluster.writes())
        .containsExactly("create Job " + CHECK, "apply RoleBinding " + BINDING);
    assertThat(life.conditions())
        .containsExactlyInAnyOrder(
            "RuntimeConfigReady True/DefaultConfigNotFound",
            "CheckSizeJobReady False/ResourceNotReady",
            "Ready False/Progressing");
  }

  @Test
  void discoveredSizeMakesTheVolume() {
    Life life = Life.of("");
    life.settle();

    life.checked(GIBIBYTE_OUTPUT).pass();

    assertThat(life.stage.condition("CheckSizeJobReady")).isEqualTo("True/Ready");
    assertThat(life.stage.status().discoveredSizeBytes()).isEqualTo(1L << 30);
    assertThat(life.stage.status().text("displaySize")).isEqualTo("1.0 GiB");
    life.settle();
    assertThat(life.stage.condition("CheckSizeJobReady")).isEqualTo("absent");
    assertThat(life.stage.status().text("allocatedSize")).isEqualTo("2Gi");
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  @Test
  void case121PodThatCannotBeScheduledIsPendingUntilItPulls() {
    Life life = Life.sized();
    life.settle();
    life.claimIs("Pending");
    Pod pod = life.pod(DOWNLOAD, Life.phase("Pending"));
    life.cluster.tells(pod, "FailedScheduling", "0/3 nodes are available");

    Outcome whilePending = life.settle();

    assertThat(life.stage.condition("CachePvcReady")).isEqualTo("False/PvcPending");
    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("False/JobRunning");
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("False/FailedScheduling");
    assertThat(life.stage.word()).isEqualTo("Pending");
    assertThat(whilePending).isEqualTo(SLOW_POLL);

    life.stage.later(Duration.ofMinutes(1));
    life.cluster.tells(pod, "Pulling", "Pulling image downloader:1");
    life.settle();
    assertThat(life.stage.word()).isEqualTo("Progressing");

    life.claimIs("Bound").becomes(pod, Life.running());
    Outcome whileDownloading = life.settle();
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("True/PodsReady");
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(whileDownloading).isEqualTo(POLL);
  }

  @Test
  void finishedDownloadIsReadyAndStaysSo() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.reportsProgress(99).settle();
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/Downloading");
    life.reportsProgress(100).settle();
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("True/Verifying");

    life.completes(DOWNLOAD);
    Outcome outcome = life.settle();

    assertThat(life.stage.word()).isEqualTo("Ready");
    assertThat(outcome).isEqualTo(new Outcome.Settled());
    assertThat(life.conditions())
        .containsExactlyInAnyOrder(
            "RuntimeConfigReady True/DefaultConfigNotFound",
            "CachePvcReady True/Ready",
            "DownloadJobReady True/Ready",
            "DownloadComplete True/Verified",
            "Ready True/AllComponentsReady");
    assertThat(life.stage.status().text("persistentVolumeClaim")).isEqualTo(CLAIM);
    assertThat(life.stage.status().tree().at("/progress/displayPercentage").asText())
        .isEqualTo("100 %");
    assertThat(life.stage.status().tree().at("/download/message").asText()).isEqualTo("complete");
  }

  @Test
  void removedJobChangesNothingOnceItIsReady() {
    Life life = Life.sized().ready();
    int writes = life.stage.statusWrites();

    life.cluster.loses(Job.class, DOWNLOAD);
    life.settle();

    assertThat(life.stage.statusWrites()).isEqualTo(writes);
    assertThat(life.cluster.all(Job.class)).isEmpty();
  }

  @Test
  void case118OwnersMakeItDedicated() {
    Life shared = Life.sized();
    var owned = Life.artifact("size: 1Gi");
    owned.addOwnerReference(
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("owner")
            .withUid("o-1")
            .build());
    Life dedicated = Life.of(owned);

    shared.pass();
    dedicated.pass();

    assertThat(shared.stage.status().text("mode")).isEqualTo("Shared");
    assertThat(dedicated.stage.status().text("mode")).isEqualTo("Dedicated");
  }

  @Test
  void case119ProgressWrittenMeanwhileIsNeitherLostNorOverwritten() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.stage.meanwhile(artifact -> artifact.setStatus(Life.progress(artifact.getStatus(), 42)));

    Outcome conflict = life.pass();
    life.settle();

    assertThat(conflict).isInstanceOf(Outcome.AgainAtOnce.class);
    assertThat(life.stage.status().percentage()).isEqualTo(42);
    assertThat(life.stage.condition("DownloadJobPodsReady")).isEqualTo("True/PodsReady");
  }
}
