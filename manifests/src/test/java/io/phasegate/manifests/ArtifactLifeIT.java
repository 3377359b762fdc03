package io.phasegate.manifests;

import static io.phasegate.manifests.ArtifactStage.AN_HOUR;
import static io.phasegate.manifests.ArtifactStage.SIZE;
import static io.phasegate.manifests.ArtifactStage.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.process.CommandResult;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Artifacts driven to their end by the shipped reconciler, under its shipped account and roles,
 * with the real webhook before them (spec/engine.md 8.8).
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArtifactLifeIT {

  private final ArtifactStage stage;
  private final Artifacts artifacts;
  private Traces rest;

  ArtifactLifeIT(ClusterPrograms.Found programs) throws IOException {
    this.stage = ArtifactStage.with(programs);
    this.artifacts = stage.artifacts();
    this.rest = stage.traces();
  }

  @BeforeAll
  void awaitReconciler() {
    stage.reconciler().awaitReady();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void anArtifactWithoutSizeIsMeasuredDownloadedAndReady() throws IOException {
    stage.podsPrint("asking hf.co", SIZE);
    artifacts.volume("measured");

    artifacts.create("measured", WELL, "");

    artifacts.awaitWord("measured", "Ready");
    JsonObject artifact = artifacts.get("measured");
    assertThat(artifact.at("status.discoveredSizeBytes")).hasValue(Json.Num.of(1048576));
    assertThat(artifact.textAt("status.displaySize")).hasValue("1.0 MiB");
    assertThat(artifact.textAt("status.allocatedSize")).hasValue("1Gi");
    assertThat(artifact.textAt("status.mode")).hasValue("Shared");
    assertThat(artifact.textAt("status.progress.displayPercentage")).hasValue("100 %");
    assertThat(artifact.at("status.observedGeneration"))
        .isEqualTo(artifact.at("metadata.generation"));
    assertThat(artifacts.children("persistentvolumeclaims", "measured"))
        .containsExactly(artifact.textAt("status.persistentVolumeClaim").orElseThrow());
    assertThat(artifacts.condition("measured", "DownloadComplete")).isEqualTo("True/Verified");
    assertThat(artifacts.condition("measured", "Ready")).isEqualTo("True/AllComponentsReady");
    assertThat(artifact.textAt("spec.modelDownloadImage"))
        .as("filled in by the webhook")
        .hasValueSatisfying(image -> assertThat(image).contains("aim-artifact-downloader"));
  }

  @Test
  void theSourceOfAnArtifactStays() throws IOException {
    artifacts.create("stays", AN_HOUR, "size: 1Gi");

    ApiResponse answer = artifacts.edit("stays", "{\"spec\":{\"sourceUri\":\"hf://acme/other\"}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("spec.sourceUri").contains("create another artifact");
  }

  /** The webhook leaves that namespace out; the CRD has the rule as well. */
  @Test
  void theSourceOfAnArtifactStaysInKubeSystemToo() throws IOException {
    var system = new Artifacts(stage.cluster().api(), "kube-system");
    system.create("system", AN_HOUR, "size: 1Gi");

    ApiResponse answer = system.edit("system", "{\"spec\":{\"sourceUri\":\"hf://acme/other\"}}");
    system.delete("system");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("spec.sourceUri").contains("create another artifact");
  }

  @Test
  void whoseAnArtifactIsFollowsItsOwners() throws IOException {
    artifacts.create("adopted", AN_HOUR, "size: 1Gi");
    artifacts.awaitMode("adopted", "Shared");

    artifacts
        .edit(
            "adopted",
            "{\"metadata\":{\"ownerReferences\":[%s]}}"
                .formatted(artifacts.ownerReference("adopter")))
        .orThrow();
    artifacts.awaitMode("adopted", "Dedicated");

    artifacts.edit("adopted", "{\"metadata\":{\"ownerReferences\":null}}").orThrow();
    artifacts.awaitMode("adopted", "Shared");
  }

  @Test
  void progressThatThePodWritesIsNeverLost() throws IOException {
    artifacts.volume("racing");
    artifacts.create("racing", AN_HOUR, "size: 1Gi");
    artifacts.awaitCondition("racing", "DownloadJobPodsReady", "True/PodsReady");

    for (int percentage = 1; percentage <= 60; percentage++) {
      artifacts.edit("racing", "{\"metadata\":{\"labels\":{\"pass\":\"" + percentage + "\"}}}");
      artifacts.reportsProgress("racing", percentage);
    }

    artifacts.awaitCondition("racing", "DownloadComplete", "False/Downloading");
    assertThat(artifacts.get("racing").at("status.progress.percentage")).hasValue(Json.Num.of(60));
    assertThat(artifacts.word("racing")).isEqualTo("Progressing");
  }

  @Test
  void thePodMayWriteProgressAndNothingElse() throws IOException {
    artifacts.volume("rights");
    artifacts.create("rights", AN_HOUR, "size: 1Gi");
    artifacts.awaitCondition("rights", "DownloadJobPodsReady", "True/PodsReady");

    CommandResult progress =
        patchAsPod(
            "rights", "{\"status\":{\"progress\":{\"percentage\":7}}}", "--subresource=status");
    CommandResult spec = patchAsPod("rights", "{\"spec\":{\"size\":\"2Gi\"}}");

    progress.orThrow();
    assertThat(spec.err()).contains("Forbidden");
  }

  private CommandResult patchAsPod(String name, String patch, String... more) {
    var command = new ArrayList<>(List.of("--as=system:serviceaccount:team-a:default"));
    command.addAll(List.of("-n", "team-a", "patch", "aimart", name, "--type=merge", "-p", patch));
    command.addAll(List.of(more));
    return stage.cluster().kubectl(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gated | Cannot access gated repo for url https://hf.co/x | AuthError | AuthError",
        "unknown | RepositoryNotFoundError: 401 Client Error | SourceNotFound | InvalidSpec",
        "full | OSError: No space left on device | StorageFull | StorageFull"
      })
  void aDownloadThatFailsSaysWhy(String name, String log, String pods, String ready)
      throws IOException {
    stage.podsPrint(log);
    artifacts.volume(name);
    artifacts.create(name, "fails", "size: 1Gi");

    artifacts.awaitCondition(name, "DownloadJobPodsReady", "False/" + pods);

    artifacts.awaitCondition(name, "Ready", "False/" + ready);
    assertThat(artifacts.word(name)).isEqualTo("Failed");
    assertThat(artifacts.message(name, "DownloadJobPodsReady")).contains(log);
    assertThat(artifacts.get(name).textAt("status.progress.displayPercentage")).hasValue("N/A");
  }

  @Test
  void aJobThatGivesUpDoesNotHideThatThereWasNoMemory() throws IOException {
    artifacts.volume("small");
    artifacts.create("small", "runs-out-of-memory", "size: 1Gi");
    artifacts.awaitCondition("small", "Ready", "False/PodOOMKilled");

    artifacts.awaitCondition("small", "DownloadJobReady", "False/JobBackoffLimitExceeded");

    artifacts.awaitCondition("small", "Ready", "False/PodOOMKilled");
    assertThat(artifacts.condition("small", "ConfigValid")).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "pull-denied, ImagePullAuthFailure, Failed",
    "pull-unknown, ImageNotFound, Failed",
    "pull-timeout, ImagePullBackOff, Degraded",
    "pull-waits, ImagePullBackOff, Degraded"
  })
  void anImageThatCannotBePulledSaysWhoMustAct(String standIn, String reason, String word)
      throws IOException {
    artifacts.volume(standIn);

    artifacts.create(standIn, standIn, "size: 1Gi");

    artifacts.awaitCondition(standIn, "DownloadJobPodsReady", "False/" + reason);
    artifacts.awaitWord(standIn, word);
  }

  @Test
  void aVolumeThatNobodyCanMakeIsSaidWithItsCause() throws IOException {
    artifacts.create("unbound", WELL, "size: 1Gi");

    artifacts.awaitCondition("unbound", "CachePvcReady", "False/PvcProvisioningFailed");
    artifacts.awaitWord("unbound", "Degraded");
    assertThat(artifacts.message("unbound", "CachePvcReady")).contains("storageclass");
  }

  @Test
  void aPodThatCannotBeScheduledIsPendingUntilItCan() throws IOException {
    artifacts.storageClass("waits");
    artifacts.create("waits", WELL, "size: 1Gi");
    artifacts.awaitCondition("waits", "DownloadJobPodsReady", "False/FailedScheduling");
    artifacts.awaitWord("waits", "Pending");

    artifacts.volume("waits");

    artifacts.awaitWord("waits", "Ready");
  }

  @Test
  void aConfigThatAppearsOrChangesIsNoticedAtOnce() throws IOException {
    artifacts.volume("configured");
    artifacts.create("configured", "runs-out-of-memory", "size: 1Gi\nruntimeConfigName: special");
    artifacts.awaitCondition("configured", "RuntimeConfigReady", "False/ReferenceNotFound");
    assertThat(artifacts.word("configured")).isEqualTo("Failed");
    assertThat(artifacts.children("persistentvolumeclaims", "configured")).isEmpty();

    artifacts.config("AIMClusterRuntimeConfig", "special", "storage: {pvcHeadroomPercent: 50}");
    artifacts.awaitCondition("configured", "DownloadJobReady", "False/JobBackoffLimitExceeded");
    assertThat(artifacts.get("configured").textAt("status.allocatedSize")).hasValue("2Gi");
    var failed = artifacts.uids("jobs", "configured");

    // Left alone, a failed Job is looked at again in five minutes, and would be the same.
    artifacts.config("AIMRuntimeConfig", "special", "env: [{name: A, value: b}]");
    Artifacts.soon()
        .untilAsserted(() ->
            assertThat(artifacts.uids("jobs", "configured"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(failed));
  }

  @Test
  void aSecretIsAskedForBeforeAnyJobIsMade() throws IOException {
    artifacts.volume("secretive");
    artifacts.create(
        "secretive",
        WELL,
        """
        size: 1Gi
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token, key: token}}}]
        """);
    artifacts.awaitCondition("secretive", "ReferencesReady", "False/ReferenceNotFound");
    assertThat(artifacts.children("jobs", "secretive")).isEmpty();

    artifacts.secret("hf-token", "token");

    artifacts.awaitWord("secretive", "Ready");
  }

  @ParameterizedTest
  @CsvSource({
    "gone-ready, ends-well, Ready, true",
    "gone-working, takes-an-hour, Progressing, true",
    "gone-failed, runs-out-of-memory, Failed, true",
    "gone-waiting, ends-well, Pending, false"
  })
  void aDeletedArtifactTakesEverythingWithIt(
      String name, String standIn, String word, boolean hasVolume) throws IOException {
    artifacts.storageClass(name);
    if (hasVolume) {
      artifacts.volume(name);
    }
    artifacts.create(name, standIn, "size: 1Gi");
    artifacts.awaitWord(name, word);

    artifacts.delete(name);

    Artifacts.soon()
        .untilAsserted(() -> {
          assertThat(artifacts.children("jobs", name)).isEmpty();
          assertThat(artifacts.children("pods", name)).isEmpty();
          assertThat(artifacts.children("persistentvolumeclaims", name)).isEmpty();
        });
  }

  /** Last: a server that has just started forbids everything for a moment. */
  @Test
  @Order(Integer.MAX_VALUE)
  void anApiServerThatRestartsChangesNothing() throws IOException {
    artifacts.volume("restarted");
    artifacts.create("restarted", AN_HOUR, "size: 1Gi");
    artifacts.awaitCondition("restarted", "DownloadJobPodsReady", "True/PodsReady");
    var jobs = artifacts.uids("jobs", "restarted");

    stage.cluster().restartApiServer();

    artifacts.reportsProgress("restarted", 100);
    artifacts.awaitCondition("restarted", "DownloadComplete", "True/Verifying");
    assertThat(artifacts.uids("jobs", "restarted")).isEqualTo(jobs);
    assertThat(artifacts.word("restarted")).isEqualTo("Progressing");
  }

  /** Late, so that it speaks of what the others did. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void atRestNothingIsWrittenAndNothingForbiddenWasAsked() throws IOException {
    stage.podsPrint(SIZE);
    artifacts.volume("rests");
    artifacts.create("rests", WELL, "");
    artifacts.awaitWord("rests", "Ready");

    Awaitility.await()
        .pollInterval(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          var lately = rest;
          rest = Traces.on(stage.cluster());
          return writesOf("rests", lately).isEmpty();
        });
    Awaitility.await()
        .pollInterval(Duration.ofSeconds(2))
        .during(Duration.ofSeconds(12))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(writesOf("rests", rest)).isEmpty());
    assertThat(stage.traces().ours(event -> event.code() == 403)).isEmpty();
  }

  private static List<String> writesOf(String name, Traces traces) {
    return traces.writes().stream().filter(line -> line.contains(name)).toList();
  }
}
