package io.phasegate.testkit.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.testkit.cluster.process.WatchedProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedProcessTest {

  @TempDir private Path folder;

  @Test
  void processIdAndExitCodeAreTheProgramsOwn() throws Exception {
    WatchedProcess process = shell("echo $$; exit 7");

    await().until(() -> !process.isAlive());

    assertThat(process.exitCode()).hasValue(7);
    assertThat(process.lastLines(1)).containsExactly(Long.toString(process.pid()));
  }

  @Test
  void nothingOfOurEnvironmentReachesTheProgram() throws Exception {
    WatchedProcess process = shell("env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=");

    await().until(() -> !process.isAlive());

    assertThat(process.lastLines(5))
        .containsExactlyInAnyOrder("GREETING=hello", "PATH=/usr/bin:/bin");
  }

  @Test
  void stoppedProgramMayEndByItself() throws Exception {
    WatchedProcess process = shell("trap 'echo goodbye; exit 0' TERM; echo up; sleep 60 & wait");
    await().until(() -> process.lastLines(1).contains("up"));

    process.stop(Duration.ofSeconds(20));

    assertThat(process.exitCode()).hasValue(0);
    assertThat(process.lastLines(1)).containsExactly("goodbye");
  }

  @Test
  void programThatWillNotEndIsKilled() throws Exception {
    WatchedProcess process = shell("trap '' TERM; echo up; while :; do sleep 1; done");
    await().until(() -> process.lastLines(1).contains("up"));

    process.stop(Duration.ofMillis(100));

    assertThat(process.exitCode()).hasValue(128 + 9);
  }

  @Test
  void whatTheProgramStartedItselfGoesWithIt() throws Exception {
    WatchedProcess process = shell("sleep 60 & echo $!; wait");
    await().until(() -> !process.lastLines(1).isEmpty());
    long child = Long.parseLong(process.lastLines(1).getFirst());

    process.kill();

    await().until(() -> !runs(child));
  }

  private WatchedProcess shell(String script) throws IOException {
    return WatchedProcess.start(
        new Launch(
            "shell",
            List.of("/bin/sh", "-c", script),
            folder,
            Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello"),
            Files.createFile(folder.resolve("shell.log"))));
  }

  /** A process that has ended but that nobody has waited for has no command any more. */
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(handle -> handle.info().command().isPresent()).isPresent();
  }
}
