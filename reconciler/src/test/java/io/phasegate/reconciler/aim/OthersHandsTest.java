package io.phasegate.reconciler.aim;

import static io.phasegate.reconciler.aim.Life.CHECK;
import static io.phasegate.reconciler.aim.Life.CLAIM;
import static io.phasegate.reconciler.aim.Life.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.reconciler.aim.resource.AimRuntimeConfig;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people do to the things of an artifact: take their names, delete them, take away. */
class OthersHandsTest {

  private static ObjectMeta named(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace("team-a").build();
  }

  private static Job successfulJob(String name) {
    return new JobBuilder()
        .withMetadata(named(name))
        .withNewStatus()
        .addNewCondition()
        .withType("Complete")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  // A name that is taken

  @Test
  void claimOfSomebodyElseIsNotFilled() {
    Life life = Life.sized();
    life.cluster.holds(new PersistentVolumeClaimBuilder().withMetadata(named(CLAIM)).build());

    Outcome outcome = life.settle();

    assertThat(life.stage.condition("CachePvcReady")).isEqualTo("False/NotOurs");
    assertThat(life.stage.message("CachePvcReady"))
        .isEqualTo(
            "PersistentVolumeClaim team-a/%s exists already and belongs to somebody else; delete or"
                    .formatted(CLAIM)
                + " rename one of the two");
    assertThat(life.stage.condition("ConfigValid")).isEqualTo("False/InvalidSpec");
    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(life.stage.status().text("persistentVolumeClaim")).isEmpty();
    assertThat(life.cluster.all(Job.class)).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Recheck.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"size: 1Gi", ""})
  void jobOfSomebodyElseIsNeitherBelievedNorDeleted(String spec) {
    Life life = Life.of(spec);
    String name = spec.isEmpty() ? CHECK : DOWNLOAD;
    life.cluster.holds(successfulJob(name));

    life.settle();
    life.edits(spec + "\nmodelDownloadImage: downloader:2").settle();

    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(life.conditions()).contains("ConfigValid False/InvalidSpec");
    assertThat(life.job(name).getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void nameThatIsGivenFreeAgainIsTaken() {
    Life life = Life.sized();
    life.cluster.holds(successfulJob(DOWNLOAD));
    life.settle();

    life.cluster.loses(Job.class, DOWNLOAD);
    life.settle();

    assertThat(life.stage.condition("ConfigValid")).isEqualTo("True/ConfigurationValid");
    assertThat(life.job(DOWNLOAD).getMetadata().getOwnerReferences()).hasSize(1);
  }

  // Things deleted by hand

  @Test
  void jobDeletedWhileItRunsIsMadeAgain() {
    Life life = Life.sized().downloading().reportsProgress(42);
    life.pod(DOWNLOAD, Life.running());
    life.settle();

    life.cluster.loses(Job.class, DOWNLOAD);
    life.pass();

    assertThat(life.cluster.writes()).containsExactly("create Job " + DOWNLOAD);
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/NotStarted");
    assertThat(life.stage.status().percentage()).isZero();
  }

  @Test
  void claimDeletedWhileDownloadingIsMadeAgainAndItsJobReplaced() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.settle();
    String before = life.job(DOWNLOAD).getMetadata().getUid();

    life.cluster.loses(PersistentVolumeClaim.class, CLAIM);
    life.settle();

    assertThat(life.claim().getMetadata().getUid()).isNotEmpty();
    assertThat(life.job(DOWNLOAD).getMetadata().getUid()).isNotEqualTo(before);
  }

  @Test
  void volumeThatIsLostAfterReadyIsMadeAndFilledAnew() {
    Life life = Life.sized().ready();
    life.cluster.loses(PersistentVolumeClaim.class, CLAIM);

    Outcome loss = life.pass();
    assertThat(life.cluster.writes())
        .as("killed between an empty volume and this status, we would call it ready")
        .isEmpty();
    assertThat(life.stage.condition("CachePvcReady")).isEqualTo("False/ResourceNotReady");
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/NotStarted");
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(loss).isEqualTo(new Outcome.AgainAfter(Duration.ofSeconds(1)));

    life.pass();
    assertThat(life.cluster.writes()).containsExactly("create PersistentVolumeClaim " + CLAIM);
    life.pass();
    assertThat(life.cluster.writes())
        .as("the Job of the volume before")
        .containsExactly("delete Job " + DOWNLOAD);
    life.pass();
    assertThat(life.cluster.writes()).containsExactly("create Job " + DOWNLOAD);
    assertThat(life.stage.word()).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void claimThatIsBeingDeletedIsNotReadyAndIsNotHeldUpByItsJob(boolean downloaded) {
    Life life = downloaded ? Life.sized().ready() : Life.sized().downloading();
    var claim = life.claim();
    claim.getMetadata().setDeletionTimestamp("2026-11-21T12:00:00Z");
    life.cluster.holds(claim);

    life.pass();
    assertThat(life.stage.condition("CachePvcReady")).isEqualTo("False/PvcTerminating");
    assertThat(life.stage.word()).isEqualTo("Progressing");
    assertThat(life.cluster.writes()).containsExactly("delete Job " + DOWNLOAD);
    life.settle();
    assertThat(life.cluster.all(Job.class)).as("none for a claim that goes").isEmpty();

    life.cluster.loses(PersistentVolumeClaim.class, CLAIM);
    life.settle();
    assertThat(life.claim().getMetadata().getDeletionTimestamp()).isNull();
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  // What the artifact refers to, taken away once the model is there and its Job is gone

  private static Life readyWithConfig() {
    Life life = Life.of("size: 1Gi\nruntimeConfigName: s3");
    life.cluster.holds(Life.config("s3", "{}"));
    life.ready();
    life.cluster.loses(Job.class, DOWNLOAD);
    return life;
  }

  @Test
  void configThatIsTakenAwayAndComesBackCostsNoSecondDownload() {
    Life life = readyWithConfig();

    life.cluster.loses(AimRuntimeConfig.class, "s3");
    life.settle();
    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(life.stage.condition("Ready")).isEqualTo("False/ReferenceNotFound");
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("True/Verified");

    life.cluster.holds(Life.config("s3", "{}"));
    life.settle();
    assertThat(life.stage.word()).isEqualTo("Ready");
    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("True/Ready");
    assertThat(life.stage.status().percentage()).isEqualTo(100);
    assertThat(life.cluster.all(Job.class)).isEmpty();
  }

  @Test
  void outageThatOutlastsGraceCostsNoSecondDownload() {
    Life life = readyWithConfig();

    life.cluster.fails(
        "get PersistentVolumeClaim", CategorizedError.infrastructure("ServiceUnavailable", "503"));
    life.pass();
    life.stage.later(Duration.ofMinutes(1)).pass();
    assertThat(life.stage.word()).isEqualTo("Degraded");

    life.cluster.works();
    life.settle();
    assertThat(life.stage.word()).isEqualTo("Ready");
    assertThat(life.cluster.all(Job.class)).isEmpty();
  }

  @Test
  void volumeThatIsLostWhileTheConfigIsMissingIsFilledAnewInTheEnd() {
    Life life = readyWithConfig();
    life.cluster.loses(AimRuntimeConfig.class, "s3");
    life.settle();

    life.cluster.loses(PersistentVolumeClaim.class, CLAIM);
    life.settle();
    assertThat(life.stage.condition("DownloadComplete")).isEqualTo("False/NotStarted");
    assertThat(life.cluster.all(PersistentVolumeClaim.class)).isEmpty();

    life.cluster.holds(Life.config("s3", "{}"));
    life.settle();
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  // The end

  @Test
  void artifactThatIsBeingDeletedIsLeftAlone() {
    Life life = Life.sized();
    life.stage.edit(
        artifact -> artifact.getMetadata().setDeletionTimestamp("2026-11-21T12:00:00Z"));

    Outcome outcome = life.pass();

    assertThat(outcome).isEqualTo(new Outcome.Settled());
    assertThat(life.cluster.writes()).isEmpty();
    assertThat(life.stage.statusWrites()).isZero();
  }

  @Test
  void pausedArtifactIsLeftAlone() {
    var artifact = Life.artifact("size: 1Gi");
    artifact.getMetadata().getAnnotations().put("aim.eai.amd.com/reconciliation-paused", "true");
    Life life = Life.of(artifact);

    Outcome outcome = life.pass();

    assertThat(outcome).isEqualTo(new Outcome.Paused());
    assertThat(life.cluster.writes()).isEmpty();
  }
}
