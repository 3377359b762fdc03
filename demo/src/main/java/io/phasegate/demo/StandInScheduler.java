package io.phasegate.demo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.dynamo.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Puts the Pods of profiling Jobs onto the one node, whatever they ask for. A real scheduler would
 * want the node labels, volumes and GPUs that a caller's own manifest names, and nobody has those
 * here.
 */
final class StandInScheduler implements AutoCloseable {

  private static final Duration PACE = Duration.ofMillis(200);
  private static final String WAITING =
      "/api/v1/pods?labelSelector=app=dynamo-profiler&fieldSelector=spec.nodeName=";

  private final ApiClient api;
  private final String node;
  private final Rounds rounds;

  private StandInScheduler(ApiClient api, String node) {
    this.api = api.withUserAgent("stand-in-scheduler");
    this.node = node;
    this.rounds = Rounds.start("stand-in-scheduler", PACE, this::look);
  }

  static StandInScheduler start(ApiClient api, String node) {
    return new StandInScheduler(api, node);
  }

  private void look() throws IOException {
    List<Json> pods =
        api.get(WAITING)
            .orThrow()
            .json()
            .get("items")
            .flatMap(Json::asArray)
            .map(JsonArray::items)
            .map(List::<Json>copyOf)
            .orElse(List.of());
    for (Json pod : pods) {
      bind(pod.asObject().orElse(JsonObject.empty()));
    }
  }

  /** A Pod that somebody else has bound, or that is gone, needs nothing any more. */
  private void bind(JsonObject pod) throws IOException {
    String namespace = pod.textAt("metadata.namespace").orElse("");
    String name = pod.textAt("metadata.name").orElse("");
    JsonObject target =
        JsonObject.of("apiVersion", Json.text("v1"))
            .with("kind", Json.text("Node"))
            .with("name", Json.text(node));
    api.create(
        "/api/v1/namespaces/%s/pods/%s/binding".formatted(namespace, name),
        JsonObject.of("apiVersion", Json.text("v1"))
            .with("kind", Json.text("Binding"))
            .with("metadata", JsonObject.of("name", Json.text(name)))
            .with("target", target));
  }

  @Override
  public void close() {
    rounds.close();
  }
}
