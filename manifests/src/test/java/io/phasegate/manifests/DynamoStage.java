package io.phasegate.manifests;

import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.StubCrds;
import io.phasegate.testkit.dynamo.DynamoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a request needs around it to come to its end: our manifests with a running webhook, nodes
 * that say what GPUs they have, and stand-ins for Dynamo. The reconciler is the test's to start,
 * under the account that the manifests give it.
 */
final class DynamoStage implements AutoCloseable {

  /** The account of the shipped manifests; what their roles give it is all that it may do. */
  static final String ACCOUNT = "phasegate-reconciler";

  private final Cluster cluster;
  private final Installation installation;
  private final DynamoStandIn dynamo;

  private DynamoStage(Cluster cluster, Installation installation, DynamoStandIn dynamo) {
    this.cluster = cluster;
    this.installation = installation;
    this.dynamo = dynamo;
  }

  /** On the cluster that tests share, where Jobs end by themselves. */
  static DynamoStage on(Cluster cluster) throws IOException {
    cluster
        .api()
        .patch(
            "/api/v1/nodes/node-1",
            ApiClient.MERGE_PATCH,
            """
            {"metadata":{"labels":{"nvidia.com/gpu.count":"8",
              "nvidia.com/gpu.product":"NVIDIA-H200","nvidia.com/gpu.memory":"143771"}}}
            """)
        .orThrow();
    return on(cluster, DynamoStandIn.Jobs.END_BY_THEMSELVES);
  }

  static DynamoStage on(Cluster cluster, DynamoStandIn.Jobs jobs) throws IOException {
    Path crd =
        Files.writeString(cluster.logs().resolve("dynamo-stub.yaml"), StubCrds.DYNAMO.yaml());
    cluster.kubectl("apply", "-f", crd.toString()).orThrow();
    Installation installation = Installation.on(cluster);
    DynamoStandIn dynamo =
        DynamoStandIn.start(cluster.api(), jobs, Duration.ofMillis(200), InstantSource.system());
    return new DynamoStage(cluster, installation, dynamo);
  }

  /** The kubeconfig of the shipped account. */
  Path kubeconfig() throws IOException {
    return cluster.kubeconfig(Installation.NAMESPACE, ACCOUNT, cluster.serverUrl());
  }

  Installation installation() {
    return installation;
  }

  @Override
  public void close() {
    dynamo.close();
    installation.close();
  }
}
