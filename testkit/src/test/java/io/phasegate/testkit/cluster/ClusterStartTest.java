package io.phasegate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees when a program does not do what it should; the programs are shell scripts. */
class ClusterStartTest {

  @TempDir private Path folder;

  @Test
  void failedStartShowsWhichProgramTheEndOfItsLogAndWhereTheRestIs() throws IOException {
    var programs = programs("echo too early; echo --data-dir is not mine >&2; exit 3", "sleep 60");

    assertThatThrownBy(() -> Cluster.start(options(), programs))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("etcd ended with exit code 3 before the cluster was ready.")
        .hasMessageContaining("too early")
        .hasMessageContaining("--data-dir is not mine")
        .hasMessageContaining(onlyCluster().resolve("etcd.log").toString());
  }

  @Test
  void programThatCannotBeExecutedIsNamed() throws IOException {
    var programs = programs("sleep 60", "true");
    Files.delete(programs.path(Program.KUBE_APISERVER));

    assertThatThrownBy(() -> Cluster.start(options(), programs))
        .hasMessageContaining("kube-apiserver ended with exit code 127")
        .hasMessageContaining("not found");
  }

  @Test
  void stolenPortMeansAnotherTryOnOtherPorts() throws IOException {
    Path tries = folder.resolve("tries");
    var programs =
        programs(
            """
            echo "$@" >> %s
            [ $(wc -l < %s) -gt 2 ] && { echo enough; exit 1; }
            echo 'listen tcp 127.0.0.1:1: bind: address already in use'
            exit 1
            """
                .formatted(tries, tries),
            "sleep 60");

    assertThatThrownBy(() -> Cluster.start(options(), programs)).hasMessageContaining("enough");

    assertThat(Files.readAllLines(tries)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void portThatIsStolenAgainAndAgainIsAnErrorInTheEnd() throws IOException {
    var programs = programs("echo 'bind: address already in use'; exit 1", "sleep 60");

    assertThatThrownBy(() -> Cluster.start(options(), programs))
        .hasMessageContaining("address already in use");
  }

  private ClusterOptions options() {
    return ClusterOptions.apiServerOnly().under(folder.resolve("clusters"));
  }

  private ClusterPrograms.Found programs(String etcd, String apiServer) throws IOException {
    return new ClusterPrograms.Found(
        Map.of(
            Program.ETCD, script("etcd", etcd),
            Program.KUBE_APISERVER, script("kube-apiserver", apiServer)));
  }

  private Path script(String name, String body) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Path onlyCluster() throws IOException {
    try (Stream<Path> clusters = Files.list(folder.resolve("clusters"))) {
      return clusters.findFirst().orElseThrow();
    }
  }
}
