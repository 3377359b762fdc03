package io.phasegate.conversion.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build has put into this jar, beside the files that it was made of. */
class ResourcesTest {

  private static final Path MANIFESTS = Path.of("..", "manifests");

  static Stream<Path> manifests() throws IOException {
    try (var crds = Files.list(MANIFESTS.resolve("crds"));
        var samples = Files.list(MANIFESTS.resolve("samples"))) {
      return Stream.concat(crds, samples)
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void theJarCarriesWhatTheManifestSays(Path file) throws Exception {
    var said = YamlReader.read(Files.readString(file)).stream().map(YamlDocument::value).toList();

    String name =
        MANIFESTS.relativize(file).toString().replace('\\', '/').replaceFirst("\\.yaml$", "");
    assertThat(Resources.manifests("/" + name)).isEqualTo(said).isNotEmpty();
  }

  @Test
  void whatWasNotPackedIsNamed() {
    assertThatThrownBy(() -> Resources.manifests("/crds/none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this build carries no /crds/none");
  }
}
