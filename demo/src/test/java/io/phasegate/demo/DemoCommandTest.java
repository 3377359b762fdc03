package io.phasegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.cli.Phasegate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story on the embedded stage, as a person sees it. */
class DemoCommandTest {

  @TempDir private Path folder;

  private record Run(int exitCode, String out, String err) {}

  @Test
  void tellsTheWholeStory() {
    Run run = demo();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
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
  void fitsEightyColumnsWithoutColours() {
    Run run = demo();

    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out()).doesNotContain("\u001b");
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
        .contains("hardware");
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
    assertThat(run.out()).contains("spec.searchStrategy").contains("concrete backend");
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
  void anotherKindIsOneSentence() throws IOException {
    Run run = demo("-f", file("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("DynamoGraphDeploymentRequest").hasLineCount(1);
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
        Phasegate.commandLine(Map.of(), new DemoCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
