package io.phasegate.reconciler.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.adapter.ClusterClient;
import io.phasegate.reconciler.adapter.KindRunner;
import io.phasegate.reconciler.adapter.OutcomeListener;
import io.phasegate.reconciler.adapter.Registration;
import io.phasegate.reconciler.adapter.RunnerSettings;
import io.phasegate.reconciler.adapter.RunnerSettings.Leadership;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything that runs: one client, a runner a kind, the health port. */
public final class ReconcilerProcess implements AutoCloseable {

  private final List<KindRunner<?>> runners = new CopyOnWriteArrayList<>();
  private final PassMeters meters = new PassMeters();
  private final HealthServer health;
  private final KubernetesClient client;

  private ReconcilerProcess(ReconcilerOptions options) {
    this.client = client(options);
    this.health = HealthServer.open(options.health(), () -> runners, meters::scrape);
  }

  private static KubernetesClient client(ReconcilerOptions options) {
    String file = options.kubeconfig().map(Path::toString).orElse("the usual one");
    KubernetesClient client;
    try {
      client = ClusterClient.create(options.kubeconfig());
    } catch (RuntimeException e) {
      throw new CannotStart(
          "--kubeconfig: %s is no kubeconfig; \"kubectl config view --raw\" shows a good one"
              .formatted(file),
          e);
    }
    // Without one the client goes to an address that nobody has given.
    if (options.kubeconfig().isPresent() && client.getConfiguration().getCurrentContext() == null) {
      client.close();
      throw new CannotStart(
          "--kubeconfig: %s chooses no cluster: its current-context is none of its contexts;"
                  .formatted(file)
              + " \"kubectl config use-context NAME\" sets it");
    }
    return client;
  }

  /**
   * Starts.
   *
   * @param announce takes the line {@code listening health <host>:<port>}
   * @throws CannotStart when a kind is not known, the kubeconfig is none, or the health port is not
   *     to be had
   */
  public static ReconcilerProcess start(
      ReconcilerOptions options, AllKinds kinds, Consumer<String> announce) {
    List<Registration<?>> chosen = kinds.chosen(options.kinds());
    var process = new ReconcilerProcess(options);
    InetSocketAddress address = process.health.address();
    announce.accept(
        "listening health %s:%d".formatted(options.health().getHostString(), address.getPort()));
    RunnerSettings settings = process.settings(options);
    chosen.forEach(kind -> process.add(run(kind, process.client, settings, process.meters)));
    return process;
  }

  private void add(KindRunner<?> runner) {
    runners.add(runner);
    meters.kind(runner.name(), runner::state);
  }

  private static <R extends HasMetadata> KindRunner<R> run(
      Registration<R> kind,
      KubernetesClient client,
      RunnerSettings settings,
      OutcomeListener listener) {
    return KindRunner.start(kind, client, settings, listener);
  }

  private RunnerSettings settings(ReconcilerOptions options) {
    if (!options.leaderElect()) {
      return options.settings();
    }
    String namespace = Objects.requireNonNullElse(client.getNamespace(), "default");
    String identity =
        System.getenv().getOrDefault("HOSTNAME", "phasegate")
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
    return options
        .settings()
        .withLeadership(new Leadership(namespace, identity, ReconcilerProcess::end));
  }

  /** At once and without a last word: a pass in flight must not go on beside the new leader's. */
  private static void end() {
    Runtime.getRuntime().halt(1);
  }

  /** Where health is served. */
  public InetSocketAddress healthAddress() {
    return health.address();
  }

  /** Stops the kinds, then says goodbye to the cluster; the health port closes last. */
  @Override
  public void close() {
    runners.forEach(KindRunner::close);
    client.close();
    health.close();
  }
}
