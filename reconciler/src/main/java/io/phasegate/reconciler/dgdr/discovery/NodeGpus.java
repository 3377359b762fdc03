package io.phasegate.reconciler.dgdr.discovery;

import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the labels of nodes tell about GPUs.
 *
 * @param best the node with the most GPUs, and among those with the most memory
 * @param nodes how many nodes have GPUs
 * @param products what they have, each once
 */
record NodeGpus(Gpus best, int nodes, List<String> products) {

  private static final String COUNT = "nvidia.com/gpu.count";
  private static final String PRODUCT = "nvidia.com/gpu.product";
  private static final String MEMORY = "nvidia.com/gpu.memory";

  /**
   * The GPUs of one node.
   *
   * @param product may be empty
   * @param memory in MiB; 0 when the node does not tell
   */
  record Gpus(String node, int count, String product, long memory) {

    /**
     * A slice of a GPU calls itself after the whole: planning with it as a whole would be wrong.
     */
    boolean isSlice() {
      return product.toUpperCase(Locale.ROOT).contains("-MIG-");
    }
  }

  /**
   * Reads nodes.
   *
   * @param sku only GPUs of this kind count; empty for all
   */
  static Optional<NodeGpus> of(List<Node> nodes, String sku) {
    Predicate<Gpus> wanted =
        gpus -> sku.isEmpty() || GpuSku.of(gpus.product).filter(sku::equals).isPresent();
    List<Gpus> all = new ArrayList<>();
    for (Node node : nodes) {
      gpus(node).filter(gpus -> !gpus.isSlice()).filter(wanted).ifPresent(all::add);
    }
    return all.stream()
        .max(
            Comparator.comparingInt(Gpus::count)
                .thenComparingLong(Gpus::memory)
                // the same answer whatever the order of the list
                .thenComparing(Gpus::node, Comparator.reverseOrder()))
        .map(best ->
            new NodeGpus(
                best, all.size(), all.stream().map(Gpus::product).distinct().sorted().toList()));
  }

  /** The labels of a node that count here. */
  static Map<String, String> telling(Node node) {
    Map<String, String> telling = new TreeMap<>(labels(node));
    telling.keySet().retainAll(Set.of(COUNT, PRODUCT, MEMORY));
    return telling;
  }

  private static Map<String, String> labels(Node node) {
    return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
  }

  private static Optional<Gpus> gpus(Node node) {
    Map<String, String> labels = labels(node);
    int count = (int) number(labels.getOrDefault(COUNT, ""));
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Gpus(
                node.getMetadata().getName(),
                count,
                labels.getOrDefault(PRODUCT, ""),
                number(labels.getOrDefault(MEMORY, ""))));
  }

  /** Labels can be written by people, too: what is no number counts as nothing. */
  private static long number(String label) {
    return label.matches("[0-9]{1,9}") ? Long.parseLong(label) : 0;
  }
}
