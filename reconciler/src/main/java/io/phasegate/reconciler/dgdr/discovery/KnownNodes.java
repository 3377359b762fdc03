package io.phasegate.reconciler.dgdr.discovery;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The nodes, read once a minute at most (5.10): a request asks in each pass of its beginning, and a
 * cluster may have thousands of both. For many threads; two that find nothing recent both read.
 */
public final class KnownNodes {

  private static final Duration LASTS = Duration.ofSeconds(60);

  /** What was read, and when; of each node what tells of GPUs. */
  private record Read(List<Node> nodes, Instant at) {

    boolean isRecent(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LASTS));
    }
  }

  private final AtomicReference<Optional<Read>> last = new AtomicReference<>(Optional.empty());

  /** The nodes as they were less than a minute ago, if somebody has read them then. */
  public Optional<List<Node>> recent(Instant now) {
    return last.get().filter(read -> read.isRecent(now)).map(Read::nodes);
  }

  /** The nodes as they are. */
  public FetchResult<List<Node>> read(ResourceReader reader, Instant now) {
    return reader
        .list(Node.class, ListQuery.everywhere())
        .then(nodes -> {
          List<Node> brief = nodes.stream().map(KnownNodes::brief).toList();
          last.set(Optional.of(new Read(brief, now)));
          return FetchResult.found(brief);
        });
  }

  /** A node lists all images that it has, which nobody needs here. */
  private static Node brief(Node node) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(node.getMetadata().getName())
        .withLabels(NodeGpus.telling(node))
        .endMetadata()
        .build();
  }
}
