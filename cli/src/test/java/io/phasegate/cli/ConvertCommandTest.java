package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {

  private static final String LEGACY =
      """
      apiVersion: nvidia.com/v1alpha1
      kind: DynamoGraphDeploymentRequest
      metadata: {name: old}
      spec:
        model: m
        autoApply: true
        profilingConfig: {profilerImage: i, outputPVC: o}
      """;

  @TempDir private Path folder;

  @Test
  void convertsToTheStorageVersionUnlessTold() throws Exception {
    var run = Run.of("convert", "-f", file(LEGACY));

    assertThat(run.exitCode()).isZero();
    assertThat(only(run.out()).textAt("apiVersion")).hasValue("nvidia.com/v1beta1");
    assertThat(only(run.out()).textAt("spec.image")).hasValue("i");
    assertThat(run.out()).contains("nvidia.com/dgdr-output-pvc: o");
  }

  @Test
  void thereAndBackIsTheSameManifest() throws Exception {
    var there = Run.of("convert", "-f", file(LEGACY)).out();

    var back = Run.of("convert", "-f", file(there), "--output-version", "nvidia.com/v1alpha1");

    assertThat(only(back.out())).isEqualTo(only(LEGACY));
  }

  @Test
  void explainSaysOfEachFieldWhereItWentAndLeavesTheOutputAlone() throws Exception {
    String file = file(LEGACY);

    var run = Run.of("convert", "-f", file, "--explain");

    assertThat(run.out()).isEqualTo(Run.of("convert", "-f", file).out());
    assertThat(run.err())
        .startsWith(file + ":1: nvidia.com/v1alpha1 to nvidia.com/v1beta1\n")
        .contains("  moved     spec.profilingConfig.profilerImage -> spec.image\n")
        .contains(
            "  moved     spec.profilingConfig.outputPVC ->"
                + " metadata.annotations[nvidia.com/dgdr-output-pvc]\n")
        .endsWith("  copied    4 fields at the same place\n");
  }

  @Test
  void otherKindsPassThroughInTheirPlace() throws Exception {
    var run = Run.of("convert", "-f", file("apiVersion: v1\nkind: ConfigMap\n---\n" + LEGACY));

    assertThat(run.out()).startsWith("apiVersion: v1\nkind: ConfigMap\n---\n");
  }

  @Test
  void jsonIsOneObjectALine() throws Exception {
    var run = Run.of("convert", "-f", file(LEGACY + "---\n" + LEGACY), "-o", "json");

    assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"apiVersion\""));
  }

  @Test
  void brokenYamlIsToldWithFileAndLine() throws Exception {
    String file = file("apiVersion: nvidia.com/v1alpha1\nkind: [\nspec: x: y\n");

    var run = Run.of("convert", "-f", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("phasegate: " + file + ":3: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void manifestWithoutKindIsToldWithFileAndLine() throws Exception {
    String file = file(LEGACY + "---\napiVersion: nvidia.com/v1alpha1\nknd: Typo\n");

    var run = Run.of("convert", "-f", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(file + ":9: the manifest has no kind");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void unknownVersionsAreToldWithThoseThatThereAre() throws Exception {
    var wanted = Run.of("convert", "-f", file(LEGACY), "--output-version", "nvidia.com/v7");
    var written = Run.of("convert", "-f", file(LEGACY.replace("v1alpha1", "v1alpha7")));

    assertThat(wanted.exitCode()).isEqualTo(2);
    assertThat(wanted.err()).contains("nvidia.com/v1alpha1, nvidia.com/v1beta1");
    assertThat(written.exitCode()).isEqualTo(2);
    assertThat(written.err()).contains("nvidia.com/v1alpha7 is no version of");
  }

  @Test
  void missingFileAndFolderAreTold() {
    assertThat(Run.of("convert", "-f", folder.resolve("none.yaml").toString()).err())
        .contains("there is no file");
    assertThat(Run.of("convert", "-f", folder.toString()).err()).contains("is a directory");
  }

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "manifest", ".yaml"), text).toString();
  }

  private static JsonObject only(String yaml) throws MalformedYaml {
    return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
  }
}
