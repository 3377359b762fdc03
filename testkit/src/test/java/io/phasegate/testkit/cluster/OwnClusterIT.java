package io.phasegate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clusters that are made otherwise than the one that tests share. */
@RealCluster
class OwnClusterIT {

  private final ClusterPrograms.Found programs;

  OwnClusterIT(ClusterPrograms.Found programs) {
    this.programs = programs;
  }

  @Test
  void userOfTheOptionsHasItsOwnTokenGroupsAndContext() throws IOException {
    var options = ClusterOptions.apiServerOnly().withUser("alice", "engineers");

    try (Cluster cluster = Cluster.start(options, programs)) {
      assertThat(cluster.api("alice").get("/api/v1/pods").status()).isEqualTo(403);

      cluster.kubectl("create", "clusterrole", "r", "--verb=list", "--resource=pods").orThrow();
      cluster
          .kubectl("create", "clusterrolebinding", "b", "--clusterrole=r", "--group=engineers")
          .orThrow();

      await().until(() -> cluster.api("alice").get("/api/v1/pods").status() == 200);
      assertThat(cluster.kubectl("--context=alice", "auth", "whoami").orThrow().out())
          .contains("alice", "engineers");
    }
  }

  @Test
  void portTakenBySomebodyElseIsLeftToThem() throws IOException {
    try (var somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ClusterPorts free = ClusterPorts.free();
      Deque<ClusterPorts> ports =
          new ArrayDeque<>(
              List.of(
                  new ClusterPorts(free.etcd(), free.etcdPeer(), somebody.getLocalPort(), 0, 0, 0),
                  ClusterPorts.free()));

      try (Cluster cluster =
          Cluster.start(
              ClusterOptions.apiServerOnly(), programs, ports::pop, InstantSource.system())) {
        assertThat(cluster.serverUrl().getPort()).isNotEqualTo(somebody.getLocalPort());
        assertThat(cluster.api().get("/readyz").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void closingKeepsTheLogsAndRemovesTheData() {
    Cluster cluster = Cluster.start(ClusterOptions.apiServerOnly(), programs);
    var pids = cluster.pids().values();

    cluster.close();

    assertThat(cluster.logs().resolve("kube-apiserver.log")).isNotEmptyFile();
    assertThat(cluster.logs().resolve("etcd")).doesNotExist();
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void auditCanBeLeftOut() throws IOException {
    try (Cluster cluster =
        Cluster.start(ClusterOptions.apiServerOnly().withAuditPolicy(AuditPolicy.NONE), programs)) {
      cluster.api().get("/api/v1/nodes").orThrow();

      assertThat(cluster.audit().events()).isEmpty();
    }
  }

  @Test
  void stageOfTheTestLetsAContainerFail() throws IOException {
    String stage = Files.readString(Path.of("src/test/resources/stages/fail-on-request.yaml"));
    var options =
        ClusterOptions.apiServerOnly()
            .withControllers()
            .withScheduler()
            .withNodes("n")
            .withStage(stage);

    try (Cluster cluster = Cluster.start(options, programs)) {
      cluster.createNamespace("work");
      cluster
          .command(Program.KUBECTL)
          .withInput(
              """
              apiVersion: v1
              kind: Pod
              metadata:
                name: unlucky
                namespace: work
                annotations: {test/exit-code: "3"}
              spec:
                restartPolicy: Never
                containers: [{name: main, image: example.com/nothing:1}]
              """)
          .run("apply", "-f", "-")
          .orThrow();

      assertThat(
              cluster
                  .kubectl(
                      "wait",
                      "pod/unlucky",
                      "-n=work",
                      "--for=jsonpath={.status.phase}=Failed",
                      "--timeout=30s")
                  .orThrow()
                  .out())
          .contains("condition met");
    }
  }
}
