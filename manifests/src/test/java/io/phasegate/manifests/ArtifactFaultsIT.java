package io.phasegate.manifests;

import static io.phasegate.manifests.ArtifactStage.AN_HOUR;
import static io.phasegate.manifests.ArtifactStage.SIZE;
import static io.phasegate.manifests.ArtifactStage.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What other people's hands, SIGKILL and hostile text do to artifacts, under the shipped account
 * and roles and behind the real webhook.
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArtifactFaultsIT {

  private static final String CLAIMS = "persistentvolumeclaims";

  private final ArtifactStage stage;
  private final Artifacts artifacts;

  ArtifactFaultsIT(ClusterPrograms.Found programs) throws IOException {
    this.stage = ArtifactStage.with(programs);
    this.artifacts = stage.artifacts();
  }

  @BeforeAll
  void awaitReconciler() {
    stage.reconciler().awaitReady();
    stage.podsPrint("asking hf.co", SIZE);
  }

  @AfterEach
  void noPassEndsWithAMistake() {
    assertThat(stage.reconciler().log()).doesNotContain("mistake in its code");
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  /** How often each child of an artifact was made. */
  private Map<String, Long> made(String name) {
    Map<String, Long> counts = new TreeMap<>();
    stage
        .traces()
        .ours(event ->
            event.verb().equals("create")
                && event.code() == 201
                && event.name().startsWith(name + "-")
                && (event.resource().equals("jobs") || event.resource().equals(CLAIMS)))
        .forEach(line -> counts.merge(line, 1L, Long::sum));
    return counts;
  }

  // SIGKILL

  @Test
  void anArtifactIsDoneOnceHoweverOftenTheReconcilerIsKilled() throws IOException {
    List<String> names = List.of("killed-a", "killed-b", "killed-c", "killed-d", "killed-e");
    for (String name : names) {
      artifacts.volume(name);
    }
    for (String name : names) {
      artifacts.create(name, WELL, "");
      stage.killReconciler();
      stage.startReconciler();
    }

    for (String name : names) {
      artifacts.awaitWord(name, "Ready");
      assertThat(made(name))
          .as(name)
          .hasSize(3)
          .allSatisfy((_, times) -> assertThat(times).isOne());
    }
  }

  @Test
  void whateverStateTheReconcilerIsKilledInItsSuccessorGoesOnFromThere() throws IOException {
    artifacts.create("k-measuring", AN_HOUR, "");
    artifacts.storageClass("k-waiting");
    artifacts.create("k-waiting", WELL, "size: 1Gi");
    for (String name : List.of("k-loading", "k-failed", "k-ready")) {
      artifacts.volume(name);
    }
    artifacts.create("k-loading", AN_HOUR, "size: 1Gi");
    artifacts.create("k-failed", "runs-out-of-memory", "size: 1Gi");
    artifacts.create("k-ready", WELL, "size: 1Gi");
    artifacts.create("k-parked", WELL, "size: 1Gi\nruntimeConfigName: k-absent");
    artifacts.awaitCondition("k-measuring", "CheckSizeJobPodsReady", "True/PodsReady");
    artifacts.awaitWord("k-waiting", "Pending");
    artifacts.awaitCondition("k-loading", "DownloadJobPodsReady", "True/PodsReady");
    artifacts.awaitCondition("k-failed", "DownloadJobReady", "False/JobBackoffLimitExceeded");
    artifacts.awaitWord("k-ready", "Ready");
    artifacts.awaitWord("k-parked", "Failed");
    List<String> names =
        List.of("k-measuring", "k-waiting", "k-loading", "k-failed", "k-ready", "k-parked");
    Map<String, String> before = pictures(names);

    stage.killReconciler();
    stage.startReconciler();

    Awaitility.await()
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(pictures(names)).isEqualTo(before));
  }

  /** Each artifact's status and which children it has. */
  private Map<String, String> pictures(List<String> names) throws IOException {
    Map<String, String> pictures = new TreeMap<>();
    for (String name : names) {
      pictures.put(
          name,
          "%s %s %s"
              .formatted(
                  artifacts.get(name).objectAt("status"),
                  artifacts.uids("jobs", name),
                  artifacts.uids(CLAIMS, name)));
    }
    return pictures;
  }

  // Other people's hands

  @Test
  void aJobDeletedByHandIsMadeAgain() throws IOException {
    artifacts.volume("jobless");
    artifacts.create("jobless", AN_HOUR, "size: 1Gi");
    artifacts.awaitCondition("jobless", "DownloadJobPodsReady", "True/PodsReady");
    artifacts.reportsProgress("jobless", 42);
    List<String> before = artifacts.uids("jobs", "jobless");

    artifacts.deleteChildren("jobs", "jobless");

    Artifacts.soon()
        .untilAsserted(() ->
            assertThat(artifacts.uids("jobs", "jobless"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(before));
    artifacts.awaitCondition("jobless", "DownloadJobPodsReady", "True/PodsReady");
    assertThat(artifacts.get("jobless").at("status.progress")).isEmpty();
  }

  @Test
  void aVolumeDeletedByHandIsMadeAndFilledAnew() throws IOException {
    artifacts.volume("lost");
    artifacts.create("lost", WELL, "size: 1Gi");
    artifacts.awaitWord("lost", "Ready");
    List<String> claim = artifacts.uids(CLAIMS, "lost");
    List<String> job = artifacts.uids("jobs", "lost");
    artifacts.volume("lost-again", "lost");

    artifacts.deleteChildren(CLAIMS, "lost");

    Artifacts.soon()
        .untilAsserted(() -> {
          assertThat(artifacts.uids(CLAIMS, "lost")).hasSize(1).doesNotContainAnyElementsOf(claim);
          assertThat(artifacts.uids("jobs", "lost")).hasSize(1).doesNotContainAnyElementsOf(job);
        });
    artifacts.awaitWord("lost", "Ready");
  }

  @Test
  void aNameThatIsTakenIsSaidAndLeftAlone() throws IOException {
    artifacts.volume("taken");
    artifacts.volume("taken-too", "taken");
    stage.killReconciler();
    artifacts.create("taken", WELL, "size: 1Gi");
    String claim = artifacts.childName("taken", "cache");
    artifacts.occupy(
        CLAIMS,
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: %s, labels: {aim.eai.amd.com/cache.name: taken}}
        spec: {accessModes: [ReadWriteMany], storageClassName: taken, resources: {requests: {storage: 1Gi}}}
        """
            .formatted(claim));
    List<String> theirs = artifacts.uids(CLAIMS, "taken");

    stage.startReconciler();

    artifacts.awaitCondition("taken", "CachePvcReady", "False/NotOurs");
    artifacts.awaitWord("taken", "Failed");
    assertThat(artifacts.message("taken", "Ready")).contains(claim);
    assertThat(artifacts.children("jobs", "taken")).isEmpty();
    assertThat(artifacts.uids(CLAIMS, "taken")).isEqualTo(theirs);
    artifacts.deleteChildren(CLAIMS, "taken");
    touchUntilReady("taken");
  }

  /** Whoever mends what we do not watch shows it so; else it is looked at again in five minutes. */
  private void touchUntilReady(String name) {
    Artifacts.soon()
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          artifacts.edit(
              name,
              "{\"metadata\":{\"annotations\":{\"example.com/try\":\"%d\"}}}"
                  .formatted(System.nanoTime()));
          assertThat(artifacts.word(name)).as("%s", artifacts.get(name)).isEqualTo("Ready");
        });
  }

  @Test
  void aConfigTakenAwayCostsNoSecondDownload() throws IOException {
    artifacts.volume("careful");
    artifacts.config("AIMRuntimeConfig", "fleeting", "storage: {pvcHeadroomPercent: 20}");
    artifacts.create("careful", WELL, "size: 1Gi\nruntimeConfigName: fleeting");
    artifacts.awaitWord("careful", "Ready");
    artifacts.deleteChildren("jobs", "careful");

    artifacts.deleteConfig("AIMRuntimeConfig", "fleeting");
    artifacts.awaitWord("careful", "Failed");
    artifacts.config("AIMRuntimeConfig", "fleeting", "storage: {pvcHeadroomPercent: 20}");

    artifacts.awaitWord("careful", "Ready");
    assertThat(artifacts.children("jobs", "careful")).isEmpty();
    assertThat(artifacts.condition("careful", "DownloadComplete")).isEqualTo("True/Verified");
  }

  @Test
  void aConfigTakenAwayMidWayStopsNothingThatRuns() throws IOException {
    artifacts.volume("midway");
    artifacts.config("AIMClusterRuntimeConfig", "midway", "storage: {pvcHeadroomPercent: 0}");
    artifacts.create("midway", AN_HOUR, "size: 1Gi\nruntimeConfigName: midway");
    artifacts.awaitCondition("midway", "DownloadJobPodsReady", "True/PodsReady");
    List<String> jobs = artifacts.uids("jobs", "midway");

    artifacts.deleteConfig("AIMClusterRuntimeConfig", "midway");
    artifacts.awaitCondition("midway", "Ready", "False/ReferenceNotFound");
    artifacts.config("AIMClusterRuntimeConfig", "midway", "env: [{name: A, value: b}]");

    artifacts.awaitWord("midway", "Progressing");
    assertThat(artifacts.uids("jobs", "midway")).isEqualTo(jobs);
  }

  @Test
  void aRoleWithoutLogsIsCalledSo() throws IOException {
    artifacts.volume("logless");
    try {
      reconcilerMayReadLogs(false);

      artifacts.create("logless", WELL, "");

      artifacts.awaitCondition("logless", "AuthValid", "False/AuthError");
      artifacts.awaitWord("logless", "Failed");
      assertThat(artifacts.message("logless", "AuthValid")).contains("the right get pods/log");
    } finally {
      reconcilerMayReadLogs(true);
    }
    touchUntilReady("logless");
  }

  /** Somebody changes the shipped role, and the API server has heard of it. */
  private void reconcilerMayReadLogs(boolean may) throws IOException {
    String rule = "/rules/7/resources/0";
    stage
        .cluster()
        .api()
        .patch(
            "/apis/rbac.authorization.k8s.io/v1/clusterroles/phasegate-artifact",
            ApiClient.JSON_PATCH,
            """
            [{"op":"test","path":"%1$s","value":"%2$s"},
             {"op":"replace","path":"%1$s","value":"%3$s"}]
            """
                .formatted(
                    rule, may ? "pods/nothing" : "pods/log", may ? "pods/log" : "pods/nothing"))
        .orThrow();
    String account =
        "system:serviceaccount:%s:%s".formatted(Installation.NAMESPACE, DynamoStage.ACCOUNT);
    Artifacts.soon()
        .until(() ->
            stage
                .cluster()
                .kubectl(
                    "auth",
                    "can-i",
                    "get",
                    "pods",
                    "--subresource=log",
                    "--namespace=team-a",
                    "--as=" + account)
                .out()
                .strip()
                .equals(may ? "yes" : "no"));
  }

  @Test
  void twoArtifactsOfOneSourceHaveAVolumeEach() throws IOException {
    for (String name : List.of("twin-one", "twin-two")) {
      artifacts.volume(name);
      artifacts.write(name, WELL, "hf://acme/twin", "size: 1Gi").orThrow();
    }

    artifacts.awaitWord("twin-one", "Ready");
    artifacts.awaitWord("twin-two", "Ready");
    assertThat(artifacts.children(CLAIMS, "twin-one"))
        .hasSize(1)
        .doesNotContainAnyElementsOf(artifacts.children(CLAIMS, "twin-two"));
  }

  // Text of every length and letter

  @Test
  void aNameOfSixtyThreeCharactersIsEnough() throws IOException {
    String name = "a" + "1.b".repeat(20) + "-z";
    assertThat(name).hasSize(63);
    artifacts.volume(name);

    artifacts.create(name, WELL, "");

    artifacts.awaitWord(name, "Ready");
    assertThat(artifacts.write(name + "z", WELL, "").text()).contains("at most 63 characters");
  }

  @Test
  void aLogOfAnyLengthAndLettersFitsIntoTheStatus() throws IOException {
    stage.podsPrint(
        "100% ▕████▏ ".repeat(20_000),
        "token=hunter2 \u0007 \u001b[31m 🤗 Repository Not Found 模型 " + "𝔵".repeat(3_000));
    artifacts.volume("talkative");

    artifacts.create("talkative", "fails", "size: 1Gi");

    artifacts.awaitCondition("talkative", "DownloadJobPodsReady", "False/SourceNotFound");
    assertThat(artifacts.message("talkative", "DownloadJobPodsReady"))
        .contains("🤗 Repository Not Found 模型")
        .contains("token=***")
        .doesNotContain("hunter2", "\u0007", "\u001b")
        .hasSizeLessThan(4_097);
    stage.podsPrint(SIZE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size: 9Ei | spec.size | less than 8Ei",
        "size: '1e99' | spec.size | less than 8Ei",
        "size: -1 | spec.size | less than 8Ei",
        "env: [{name: ü}] | spec.env[0].name | HF_TOKEN",
        "env: [{name: A, valueFrom: {secretKeyRef: {key: k}}}]"
            + " | spec.env[0].valueFrom.secretKeyRef.name | Required value",
        "modelDownloadImage: 'a b' | spec.modelDownloadImage | no spaces"
      })
  void whatCannotWorkIsRefusedAtTheDoor(String spec, String field, String words)
      throws IOException {
    var answer = artifacts.write("refused", WELL, spec);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains(field).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes     | size: 1",
        "env       | env: [{name: 'a b', value: '𝔵 $(HOME) \"'}]",
        "image     | modelDownloadImage: 'NotAnImage:::'",
        "exponents | size: 1e9",
        "fractions | size: '0.5'",
        "long-env  | env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.nothing}}}]",
        "model     | modelId: acme/tiny",
        "config    | runtimeConfigName: a.b-c.d"
      })
  void whateverTheAuthorWritesIsRefusedOrComesToAnEnd(String name, String spec) throws IOException {
    artifacts.volume(name);

    var answer = artifacts.write(name, WELL, spec);

    if (answer.succeeded()) {
      Artifacts.soon()
          .untilAsserted(() -> {
            assertThat(artifacts.word(name)).as("%s", artifacts.get(name)).isIn("Ready", "Failed");
          });
      if (artifacts.word(name).equals("Failed")) {
        assertThat(artifacts.message(name, "Ready")).isNotEmpty();
      }
    } else {
      assertThat(answer.status()).isIn(400, 422);
    }
  }

  // The end, in the states that ArtifactLifeIT does not go through

  @ParameterizedTest
  @CsvSource({
    "end-measuring, takes-an-hour, '', CheckSizeJobPodsReady, True/PodsReady",
    "end-degraded, pull-timeout, 'size: 1Gi', DownloadJobPodsReady, False/ImagePullBackOff",
    "end-parked, ends-well, 'runtimeConfigName: end-absent', Ready, False/ReferenceNotFound",
    "end-unbound, ends-well, 'size: 1Gi', CachePvcReady, False/PvcProvisioningFailed"
  })
  void aDeletedArtifactTakesEverythingWithIt(
      String name, String standIn, String spec, String condition, String saying)
      throws IOException {
    if (!name.equals("end-unbound")) {
      artifacts.volume(name);
    }
    artifacts.create(name, standIn, spec);
    artifacts.awaitCondition(name, condition, saying);

    stage.cluster().api().delete(artifacts.url(name) + "?propagationPolicy=Foreground").orThrow();

    Artifacts.soon()
        .untilAsserted(() -> {
          assertThat(stage.cluster().api().get(artifacts.url(name)).status()).isEqualTo(404);
          assertThat(artifacts.children("jobs", name)).isEmpty();
          assertThat(artifacts.children("pods", name)).isEmpty();
          assertThat(artifacts.children(CLAIMS, name)).isEmpty();
        });
  }

  // What is told

  @Test
  void theAuthorIsToldEachStepOnce() throws IOException {
    artifacts.volume("told");
    artifacts.create("told", WELL, "size: 1Gi");
    artifacts.awaitWord("told", "Ready");

    Artifacts.soon()
        .untilAsserted(
            () -> assertThat(artifacts.told("told")).contains("Normal AllComponentsReady"));
    assertThat(artifacts.told("told"))
        .contains("Normal DefaultConfigNotFound", "Normal JobRunning", "Normal Verified")
        .allSatisfy(line -> assertThat(line).startsWith("Normal "));
    assertThat(artifacts.toldInFull("told")).doesNotHaveDuplicates();
  }

  @Test
  void aFailureIsAWarningThatIsCountedAndNotAFlood() throws IOException {
    artifacts.volume("flood");
    artifacts.create("flood", "runs-out-of-memory", "size: 1Gi");
    artifacts.awaitCondition("flood", "DownloadJobReady", "False/JobBackoffLimitExceeded");
    for (int i = 0; i < 40; i++) {
      artifacts.edit("flood", "{\"metadata\":{\"annotations\":{\"example.com/n\":\"" + i + "\"}}}");
    }

    // A failure is told again in a pass, by counting; three Pods have failed, in three sentences.
    Artifacts.soon()
        .untilAsserted(() ->
            assertThat(artifacts.told("flood"))
                .filteredOn("Warning PodOOMKilled"::equals)
                .hasSizeGreaterThan(3));
    Set<String> sentences = Set.copyOf(artifacts.toldInFull("flood"));
    assertThat(sentences)
        .filteredOn(line -> line.startsWith("Warning PodOOMKilled"))
        .hasSizeBetween(1, 3);
    assertThat(sentences).hasSizeLessThan(20);
  }

  /**
   * Last, so that it speaks of what all others did. Logs apart: one test takes that right away.
   * ArtifactLifeIT asks the same of them.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void nothingForbiddenWasAsked() {
    assertThat(
            stage.traces().ours(event -> event.code() == 403 && !event.subresource().equals("log")))
        .isEmpty();
  }
}
