package io.phasegate.demo;

import io.phasegate.reconciler.adapter.RunnerSettings;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.process.AllKinds;
import io.phasegate.reconciler.process.ReconcilerOptions;
import io.phasegate.reconciler.process.ReconcilerProcess;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The reconciler with the settings that it comes with, in this process. */
final class DemoReconciler implements AutoCloseable {

  private final ReconcilerProcess process;

  private DemoReconciler(ReconcilerProcess process) {
    this.process = process;
  }

  static DemoReconciler start(Path kubeconfig) {
    var options =
        new ReconcilerOptions(
            Optional.of(kubeconfig),
            Set.of("dgdr"),
            InetSocketAddress.createUnresolved("127.0.0.1", 0),
            /* leaderElect= */ false,
            RunnerSettings.standard());
    var kinds = AllKinds.with(DgdrSettings.defaults(), ArtifactSettings.defaults());
    return new DemoReconciler(ReconcilerProcess.start(options, kinds, line -> {}));
  }

  /** What it says of itself: whether it works, and what it waits for if not. */
  String readiness() throws IOException {
    var health = URI.create("http://127.0.0.1:" + process.healthAddress().getPort());
    return ApiClient.to(health, "").get("/readyz").text().strip();
  }

  @Override
  public void close() {
    process.close();
  }
}
