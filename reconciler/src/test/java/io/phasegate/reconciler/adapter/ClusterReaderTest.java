package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a list is asked for that no cache holds. */
class ClusterReaderTest {

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final StandInServer server;

  ClusterReaderTest() throws IOException {
    server =
        new StandInServer(exchange -> {
          String query = exchange.getRequestURI().getQuery();
          asked.add(query);
          byte[] page =
              """
              {"kind":"NodeList","apiVersion":"v1","metadata":{"continue":"%s"},
               "items":[{"metadata":{"name":"%s"}}]}
              """
                  .formatted(
                      query.contains("continue=") ? "" : "more",
                      query.contains("continue=") ? "b" : "a")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, page.length);
          try (exchange) {
            exchange.getResponseBody().write(page);
          }
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The client would ask for {@code real}, or for the status of something. */
  @ParameterizedTest
  @ValueSource(
      strings = {"real?x=y", "real#x", "a/status", "../nodes/b", "re al", "%2e", "..", "ä"})
  void whatCanBeNoNameIsNotAskedFor(String name) {
    var reader = new ClusterReader<Node>(server.client, Optional.empty());

    assertThat(reader.get(PersistentVolumeClaim.class, "team-a", name).isAbsent()).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void listsAreReadPageByPage() {
    var reader = new ClusterReader<Node>(server.client, Optional.empty());

    FetchResult<List<Node>> nodes = reader.list(Node.class, ListQuery.everywhere());

    assertThat(nodes.value().orElseThrow())
        .extracting(node -> node.getMetadata().getName())
        .containsExactly("a", "b");
    assertThat(asked)
        .hasSize(2)
        .allSatisfy(query -> assertThat(query).contains("limit=500"))
        .last()
        .asString()
        .contains("continue=more");
  }
}
