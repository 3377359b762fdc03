package io.phasegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.cli.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story on the embedded stage, as a person sees it. */
class DemoCommandTest {

  @TempDir private Path folder;

  private record Run(int exitCode, String out, String err) {}

  /** Of the sample, told once for all tests that read it. */
  private static final Run STORY = demo();

  @Test
  void tellsTheWholeStory() {
    assertThat(STORY.exitCode()).isZero();
    assertThat(STORY.out())
        .contains("was applied as v1alpha1 and")
        .contains("profilingConfig.config.sla.isl")
        .contains("→ workload.isl")
        .contains("nvidia.com/dgdr-config-map-ref", "support-chat-base")
        .contains("nvidia.com/dgdr-output-pvc", "profiling-results")
        .contains("The same object, all 43 fields of it")
        .contains("spec.profilingConfig.config.engine.minNumGpusPerEngine")
        .contains("Next: ");
  }

  @Test
  void phasesAreShownOneAfterTheOtherWithWhatSucceededSays() {
    assertThat(rows(STORY))
        .containsSubsequence(
            "Pending False Pending",
            "Profiling Initializing False Profiling",
            "Deploying False Deploying",
            "Deployed True Deployed");
    assertThat(STORY.out().replaceAll("\\s+", " "))
        .contains("default/support-chat is deployed: DynamoGraphDeployment support-chat-")
        .contains("has 3 of 3 replicas.")
        .contains("Who reads it as v1alpha1 sees state Ready, and the deployment successful.");
  }

  @Test
  void whatIsPlayedOrMadeUpIsSaid() {
    assertThat(STORY.out())
        .contains("played by stand-ins")
        .contains("the profiling Job: it runs nowhere, and its result is made up")
        .contains("ConfigMap default/support-chat-base, with the key disagg.yaml")
        .contains("PersistentVolumeClaim default/profiling-results")
        .contains("PersistentVolumeClaim default/model-weights");
  }

  @Test
  void fitsEightyColumnsWithoutColours() {
    assertThat(STORY.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(STORY.out()).doesNotContain("\u001b");
  }

  @Test
  void ownManifestInTheHubsVersionIsToldTheOtherWayRound() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: mine}
                spec: {model: m, image: i, hardware: {totalGpus: 4}}
                """));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("read as v1alpha1")
        .contains("image → profilingConfig.profilerImage")
        .contains("hardware")
        .contains("default/mine is deployed")
        .doesNotContain("made up, because");
  }

  @Test
  void ownManifestGetsWhatItNamesItsNamespaceToo() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata:
                  name: mine
                  namespace: team-a
                  annotations:
                    nvidia.com/dgdr-config-map-ref: '{"name":"base","key":"b.yaml"}'
                    nvidia.com/dgdr-output-pvc: results
                spec: {model: m, image: i, modelCache: {pvcName: weights}, autoApply: false}
                """));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "made up, because",
            "Namespace team-a",
            "ConfigMap team-a/base, with the key b.yaml",
            "PersistentVolumeClaim team-a/results",
            "PersistentVolumeClaim team-a/weights");
    assertThat(rows(run)).last().isEqualTo("Ready True SpecGenerated");
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("team-a/mine is ready: its deployment is generated, and spec.autoApply is false");
  }

  @Test
  void severalRequestsShareATableThatNamesThem() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: one}
                spec: {model: m, image: i}
                ---
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: two}
                spec: {model: m, image: i}
                """));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().map(String::strip)).contains("default/one", "default/two");
    assertThat(run.out()).contains("default/one is deployed").contains("default/two is deployed");
  }

  @Test
  void failingProfilerEndsTheStoryInItsOwnWordsAndExits1() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: unlucky}
                spec:
                  model: m
                  image: i
                  overrides:
                    profilingJob:
                      template:
                        metadata:
                          annotations:
                            stand-in.phasegate.io/profiler: fails
                            stand-in.phasegate.io/exit-code: "3"
                            stand-in.phasegate.io/message: CUDA out of memory
                """));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(rows(run)).last().isEqualTo("Failed False Failed");
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("default/unlucky failed: ")
        .contains("Profiling/ProfilingFailed")
        .contains("CUDA out of memory")
        .doesNotContain("Exception");
  }

  @Test
  void requestThatCannotBeProfiledSaysWhatIsMissing() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: bare}
                spec: {model: m}
                """));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("default/bare failed: ").contains("spec.image");
  }

  @Test
  void refusedManifestShowsTheRefusalAndExits1() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: wrong}
                spec: {model: m, searchStrategy: thorough}
                """));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("spec.searchStrategy")
        .contains("concrete backend")
        .doesNotContain("The reconciler");
  }

  @Test
  void misspelledFieldIsRefusedByItsName() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: typo}
                spec: {model: m, serchStrategy: rapid}
                """));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().replaceAll("\\s+", " ")).contains("unknown field \"spec.serchStrategy\"");
  }

  @Test
  void brokenManifestIsOneSentenceWithFileAndLine() throws IOException {
    String file = file("apiVersion: nvidia.com/v1beta1\nkind: {\n");

    Run run = demo("-f", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("phasegate: " + file + ":").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void nameThatIsNoneIsOneSentence() throws IOException {
    Run run =
        demo(
            "-f",
            file(
                """
                apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentRequest
                metadata: {name: my request}
                spec: {model: m}
                """));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("metadata.name \"my request\" is no name").hasLineCount(1);
  }

  @Test
  void fileThatIsNotThereIsOneSentence() {
    Run run = demo("-f", "nowhere.yaml");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("phasegate: there is no file nowhere.yaml\n");
  }

  @Test
  void anotherKindIsOneSentence() throws IOException {
    Run run = demo("-f", file("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("DynamoGraphDeploymentRequest").hasLineCount(1);
  }

  /** The lines of the table, without their times. */
  private static List<String> rows(Run run) {
    return run.out()
        .lines()
        .filter(line -> line.matches(" +[0-9.]+ s  .*"))
        .map(line -> line.replaceFirst(" +[0-9.]+ s ", "").strip().replaceAll(" +", " "))
        .toList();
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("manifest.yaml"), text).toString();
  }

  private static Run demo(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = new String[args.length + 1];
    words[0] = "demo";
    System.arraycopy(args, 0, words, 1, args.length);
    int exitCode =
        Commands.commandLine(
                Map.of(), Map.of("demo", () -> new DemoCommand(Duration.ofMillis(100))))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
