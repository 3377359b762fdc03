package io.phasegate.reconciler.aim.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phasegate.reconciler.aim.resource.Env;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a runtime config says to artifacts.
 *
 * @param spec as it was written, or merged; never changed
 */
public record RuntimeConfig(ObjectNode spec) {

  private static final int HEADROOM = 10;

  /** Where there is no config at all. */
  public static RuntimeConfig none() {
    return new RuntimeConfig(JsonNodeFactory.instance.objectNode());
  }

  /** The storage class for artifacts that name none; empty for the cluster's own default. */
  public String storageClass() {
    return spec.path("storage").path("defaultStorageClassName").asText("");
  }

  /** By how many percent a volume is larger than its model; an explicit 0 counts. */
  public int headroomPercent() {
    return spec.path("storage").path("pvcHeadroomPercent").asInt(HEADROOM);
  }

  /** Variables for the Jobs. */
  public Env env() {
    return Env.of(spec.path("env"));
  }

  /** Globs for labels of the artifact that go to its children. */
  public List<String> propagatedLabels() {
    JsonNode propagation = spec.path("labelPropagation");
    return propagation.path("enabled").asBoolean()
        ? items(propagation.path("match")).map(JsonNode::asText).toList()
        : List.of();
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
