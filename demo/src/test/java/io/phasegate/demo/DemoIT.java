package io.phasegate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.testkit.cluster.junit.RealCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same story on a real kube-apiserver, with controllers and kwok. */
@RealCluster
class DemoIT {

  @Test
  void theStoryIsTheSameAndCtrlCLeavesNoProcessBehind(@TempDir Path folder) throws Exception {
    try (var demo = DemoProcess.start(folder, "--cluster", "real", "--keep")) {
      demo.await("KUBECONFIG=");
      List<ProcessHandle> servers = demo.process().descendants().toList();
      assertThat(servers).hasSizeGreaterThanOrEqualTo(4);

      demo.interrupt();

      assertThat(DemoProcess.read(demo.out()))
          .contains("Phasegate on a real kube-apiserver")
          .contains("The same object, all 43 fields of it")
          .containsSubsequence(
              "Pending", "False  Pending", "Initializing", "False  Deploying", "True   Deployed")
          .contains("ConfigMap default/support-chat-base")
          .contains("3 of 3 replicas");
      await().atMost(Duration.ofSeconds(10)).until(() -> servers.stream().noneMatch(DemoIT::runs));
    }
  }

  @Test
  void failingProfilerEndsTheStoryInItsOwnWords(@TempDir Path folder) throws Exception {
    Path manifest =
        Files.writeString(
            folder.resolve("unlucky.yaml"),
            """
            apiVersion: nvidia.com/v1beta1
            kind: DynamoGraphDeploymentRequest
            metadata: {name: unlucky, namespace: team-a}
            spec:
              model: m
              image: i
              overrides:
                profilingJob:
                  backoffLimit: 0
                  template:
                    metadata:
                      annotations:
                        stand-in.phasegate.io/profiler: fails
                        stand-in.phasegate.io/exit-code: "3"
                        stand-in.phasegate.io/message: CUDA out of memory
            """);

    try (var demo = DemoProcess.start(folder, "--cluster", "real", "-f", manifest.toString())) {
      assertThat(demo.exitCode()).isEqualTo(1);

      assertThat(DemoProcess.read(demo.out()))
          .contains("Namespace team-a")
          .contains("False  Failed")
          .contains("team-a/unlucky failed: ")
          .contains("CUDA out of memory");
    }
  }

  /** A process that has ended but that nobody has waited for has no command any more. */
  private static boolean runs(ProcessHandle handle) {
    return handle.info().command().isPresent();
  }
}
