package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A reconciler for one namespace, with the rights of the components for one and no others. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamespacedIT {

  private static final Path COMPONENTS = Path.of("components");

  private final Cluster cluster;
  private final Requests requests;
  private final DynamoStage stage;

  NamespacedIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.requests = new Requests(cluster.api(), namespace.name());
    this.stage = DynamoStage.on(cluster);
  }

  /** The binding comes back with the next installation. */
  @BeforeAll
  void takeTheClustersRightsAway() throws IOException {
    cluster
        .kubectl("delete", "clusterrolebinding", "phasegate-dgdr", "phasegate-artifact")
        .orThrow();
    Path folder = Files.createDirectories(cluster.logs().resolve("namespaced"));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        namespace: %1$s
        components:
          - %2$s/dgdr-namespace
          - %2$s/aim-namespace
        patches:
          - target: {kind: RoleBinding, name: phasegate-.*}
            patch: '[{"op": "replace", "path": "/subjects/0/namespace", "value": "%3$s"}]'
        """
            .formatted(
                requests.namespace(),
                folder.toAbsolutePath().relativize(COMPONENTS.toAbsolutePath()),
                Installation.NAMESPACE));
    cluster.kubectl("apply", "-k", folder.toString()).orThrow();
  }

  @AfterAll
  void uninstall() {
    stage.close();
  }

  @Test
  void aRequestIsDeployedWithTheRightsInItsNamespaceAlone() throws IOException {
    var traces = Traces.on(cluster);
    Traces sinceReady;
    String hardware = "hardware: {gpuSku: h200_sxm, vramMb: 143771, numGpusPerNode: 8}";
    try (var _ =
        ReconcilerProcess.start(
                stage.kubeconfig(), "--leader-elect", "--namespaces=" + requests.namespace())
            .awaitReady()) {
      sinceReady = Traces.on(cluster);
      requests.create("local", hardware);

      requests.awaitPhase("local", "Deployed");
    }

    traces.assertDoneOnce(requests, "local");
    // The conversion stanza is the cluster's. Each attempt to start asks for it, since rights may
    // come late; who has started without asks seldom.
    assertThat(refused(traces)).allMatch(line -> line.contains("customresourcedefinitions"));
    assertThat(refused(sinceReady))
        .noneMatch(line -> line.contains("dynamographdeploymentrequests.nvidia.com"));
  }

  private static List<String> refused(Traces traces) {
    return traces.ours(event -> event.code() == 403);
  }
}
