package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** Reads the end of a container's log. */
final class PodLog {

  /** Where the API server cuts: a progress bar may be a line of megabytes. */
  private static final int BYTES = 64 << 10;

  private PodLog() {}

  /**
   * The last lines; fewer where they are too long. The API server cuts what is too much at the end,
   * and the last line is the one that tells why.
   *
   * @param previous whether the run before the current one is meant
   * @throws RuntimeException the client's, when it cannot be read
   */
  static List<String> tail(
      KubernetesClient client, Pod pod, String container, int lines, boolean previous) {
    return tail(lines, count -> read(client, pod, container, count, previous));
  }

  /** The same, with anything that reads so many lines. */
  static List<String> tail(int lines, IntFunction<String> read) {
    String text = read.apply(lines);
    for (int fewer = lines / 2; fewer > 0 && isCut(text); fewer /= 2) {
      text = read.apply(fewer);
    }
    return text.lines().toList();
  }

  /** Half a letter at the cut may count for more, or for less, than it was. */
  private static boolean isCut(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > BYTES - 8;
  }

  private static String read(
      KubernetesClient client, Pod pod, String container, int lines, boolean previous) {
    var log =
        client
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(container);
    // The client takes either the one or the other.
    var one = previous ? log.terminated() : log.limitBytes(BYTES);
    return Objects.requireNonNullElse(one.tailingLines(lines).getLog(), "");
  }
}
