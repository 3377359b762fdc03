package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Reads the end of a container's log. */
final class PodLog {

  /** The API server cuts here, even within a line: a progress bar may be one of megabytes. */
  private static final int BYTES = 64 << 10;

  private PodLog() {}

  /**
   * The last lines.
   *
   * @param previous whether the run before the current one is meant
   * @throws RuntimeException the client's, when it cannot be read
   */
  static List<String> tail(
      KubernetesClient client, Pod pod, String container, int lines, boolean previous) {
    var log =
        client
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(container);
    // The client takes either the one or the other.
    var one = previous ? log.terminated() : log.limitBytes(BYTES);
    String text = one.tailingLines(lines).getLog();
    return text == null ? List.of() : text.lines().toList();
  }
}
