package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.engine.resource.ApiJson;
import java.nio.file.Path;
import java.util.Optional;

/** The client, set up for the engine. */
public final class ClusterClient {

  /** What the API server names as the manager of what we write without naming one. */
  static final String USER_AGENT = "phasegate-reconciler";

  private ClusterClient() {}

  /**
   * A client.
   *
   * @param kubeconfig the file; without one KUBECONFIG, ~/.kube/config or the Pod's own account
   */
  public static KubernetesClient create(Optional<Path> kubeconfig) {
    Config base =
        kubeconfig
            .map(file -> Config.fromKubeconfig(file.toFile()))
            .orElseGet(() -> Config.autoConfigure(null));
    Config config =
        new ConfigBuilder(base)
            .withUserAgent(USER_AGENT)
            // By default the client retries for 19 s by itself and hides the engine's grace period.
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout(5_000)
            .withRequestTimeout(10_000)
            .withWatchReconnectInterval(500)
            .build();
    return of(config);
  }

  /** A client that reads whatever an API server stores ({@link ApiJson}). */
  static KubernetesClient of(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(
            new KubernetesSerialization(ApiJson.mapper().build(), /* searchClassloaders= */ true))
        .build();
  }
}
