package io.phasegate.manifests;

import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.ClusterOptions;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What artifacts need around them to come to their end: our manifests with the running webhook,
 * stand-ins for what their Pods do, and the shipped reconciler with the rights of this kind. A
 * cluster of its own: all Pods share one log, and the stand-ins are for artifacts alone.
 */
final class ArtifactStage implements AutoCloseable {

  /** What the check-size Job prints when all is well. */
  static final String SIZE = "{\"url\":\"hf://acme/x\",\"sizeBytes\":1048576}";

  /** A stand-in whose Pods do what they should. */
  static final String WELL = "ends-well";

  /** A stand-in whose Pods are still at it when the test is over. */
  static final String AN_HOUR = "takes-an-hour";

  private static final Path STAGES = Path.of("src", "test", "resources", "artifact-stages.yaml");

  private final Cluster cluster;
  private final Traces traces;
  private final Installation installation;
  private final Artifacts artifacts;
  private ReconcilerProcess reconciler;

  private ArtifactStage(Cluster cluster) throws IOException {
    this.cluster = cluster;
    this.traces = Traces.on(cluster);
    this.installation = Installation.on(cluster);
    // The account has the roles of all kinds; what artifacts need, their own has to give.
    cluster.kubectl("delete", "clusterrolebinding", "phasegate-dgdr").orThrow();
    cluster.createNamespace("team-a");
    this.artifacts = new Artifacts(cluster.api(), "team-a");
    this.reconciler = start();
  }

  /** Sets it up; the reconciler is yet to be awaited. */
  static ArtifactStage with(ClusterPrograms.Found programs) throws IOException {
    return new ArtifactStage(
        Cluster.start(ClusterOptions.everything().withStage(Files.readString(STAGES)), programs));
  }

  private ReconcilerProcess start() throws IOException {
    return ReconcilerProcess.start(
        cluster.kubeconfig(Installation.NAMESPACE, DynamoStage.ACCOUNT, cluster.serverUrl()),
        "--kinds=artifact");
  }

  Cluster cluster() {
    return cluster;
  }

  /** The artifacts of team-a. */
  Artifacts artifacts() {
    return artifacts;
  }

  /** What the reconciler has done from the beginning on. */
  Traces traces() {
    return traces;
  }

  ReconcilerProcess reconciler() {
    return reconciler;
  }

  void killReconciler() {
    reconciler.kill();
  }

  /** Starts a successor, and waits until it looks after artifacts. */
  void startReconciler() throws IOException {
    reconciler = start();
    reconciler.awaitReady();
  }

  /** What all Pods seem to have printed, instead of what they seemed to until now. */
  void podsPrint(String... lines) {
    cluster.podLogs().clear();
    cluster.podLogs().write(lines);
  }

  @Override
  public void close() {
    reconciler.close();
    installation.close();
    cluster.close();
  }
}
