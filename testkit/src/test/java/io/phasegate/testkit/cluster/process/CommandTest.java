package io.phasegate.testkit.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  @TempDir private Path folder;

  @Test
  void inputGoesInAndBothOutputsComeOut() {
    CommandResult result = shell().withInput("word\n").run("-c", "read w; echo $w; echo no >&2");

    assertThat(result.out()).isEqualTo("word\n");
    assertThat(result.err()).isEqualTo("no\n");
    assertThat(result.succeeded()).isTrue();
  }

  @Test
  void failureIsAResultUntilSomebodyInsists() {
    CommandResult result = shell().run("-c", "echo broken >&2; exit 4");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThatThrownBy(result::orThrow)
        .hasMessageContaining("sh -c echo broken >&2; exit 4: exit code 4")
        .hasMessageContaining("broken");
  }

  @Test
  void commandThatTakesTooLongIsKilledAndWhatItWroteIsShown() {
    assertThatThrownBy(() -> shell().within(Duration.ofSeconds(1)).run("-c", "echo half; sleep 60"))
        .hasMessageContaining("did not end within 1 s")
        .hasMessageContaining("half");
  }

  private Command shell() {
    return Command.of(Path.of("/bin/sh"), folder, Map.of("PATH", "/usr/bin:/bin"));
  }
}
