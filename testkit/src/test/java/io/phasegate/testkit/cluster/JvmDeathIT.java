package io.phasegate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A JVM of its own starts a cluster with everything in it, and then goes, in more than one way. */
@RealCluster
class JvmDeathIT {

  private List<Long> servers = List.of();

  /** Only a broken watchdog leaves something to do here. */
  @AfterEach
  void killWhatIsLeft() {
    servers.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void killedJvmLeavesNoProcessBehind() throws IOException {
    Process jvm = startClusterInAnotherJvm();
    servers = pidsToldBy(jvm);
    assertThat(servers).hasSize(5).allMatch(JvmDeathIT::runs);

    jvm.destroyForcibly();

    await().atMost(Duration.ofSeconds(5)).until(() -> servers.stream().noneMatch(JvmDeathIT::runs));
  }

  @Test
  void jvmThatEndsWithoutClosingTheClusterLeavesNoProcessBehind() throws IOException {
    Process jvm = startClusterInAnotherJvm();
    servers = pidsToldBy(jvm);
    assertThat(servers).hasSize(5).allMatch(JvmDeathIT::runs);

    jvm.toHandle().destroy();

    await().until(() -> !jvm.isAlive());
    assertThat(servers).noneMatch(JvmDeathIT::runs);
  }

  /** What the other JVM runs: starts a cluster, tells its process ids, and sits there. */
  static final class Sitter {

    public static void main(String[] arguments) throws InterruptedException {
      Cluster cluster = Cluster.start(ClusterOptions.everything());
      cluster.pids().values().forEach(System.out::println);
      System.out.println("started");
      Thread.sleep(Duration.ofHours(1));
    }
  }

  private static Process startClusterInAnotherJvm() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D%s=%s"
                .formatted(
                    Surroundings.VERSION_PROPERTY,
                    Surroundings.ofThisProcess().kubernetesVersion()),
            "-classpath",
            System.getProperty("java.class.path"),
            Sitter.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<Long> pidsToldBy(Process jvm) {
    return jvm.inputReader()
        .lines()
        .takeWhile(line -> !line.equals("started"))
        .filter(line -> line.matches("\\d+"))
        .map(Long::valueOf)
        .toList();
  }

  /** A process that has ended but that nobody has waited for has no command any more. */
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).stream().anyMatch(handle -> handle.info().command().isPresent());
  }
}
