package io.phasegate.reconciler.dgdr.resource;

import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two annotations that speak to the controller (ruling 2): which ConfigMap holds a base
 * configuration, and which claim takes the results. What is malformed counts as absent and is named
 * in {@link #remarks} (spec 6.4).
 *
 * @param baseConfig as {@code nvidia.com/dgdr-config-map-ref} names it
 * @param outputClaim as {@code nvidia.com/dgdr-output-pvc} names it; empty for none
 */
public record Slots(Optional<BaseConfig> baseConfig, String outputClaim, List<String> remarks) {

  /** The key of a base configuration when none is given. */
  public static final String DEFAULT_KEY = "disagg.yaml";

  /** A key of a ConfigMap in the request's namespace. */
  public record BaseConfig(String name, String key) {}

  public Slots {
    remarks = List.copyOf(remarks);
  }

  /** Reads the annotations of a request. */
  public static Slots of(DynamoGraphDeploymentRequest request) {
    List<String> remarks = new ArrayList<>();
    Optional<BaseConfig> base = baseConfig(request.annotation(DgdrTable.CONFIG_MAP_REF), remarks);
    return new Slots(base, claim(request.annotation(DgdrTable.OUTPUT_PVC), remarks), remarks);
  }

  private static Optional<BaseConfig> baseConfig(String annotation, List<String> remarks) {
    if (annotation.isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonObject> ref = object(annotation);
    String name = ref.flatMap(object -> object.textAt("name")).orElse("");
    String key = ref.flatMap(Slots::key).filter(k -> !k.isEmpty()).orElse(DEFAULT_KEY);
    if (DgdrNames.isObjectName(name) && key.matches("[-._a-zA-Z0-9]{1,253}")) {
      return Optional.of(new BaseConfig(name, key));
    }
    remarks.add(
        "annotation %s is ignored: it must be JSON such as {\"name\":\"my-config\",\"key\":\"%s\"}"
            .formatted(DgdrTable.CONFIG_MAP_REF, DEFAULT_KEY));
    return Optional.empty();
  }

  private static Optional<JsonObject> object(String annotation) {
    try {
      return JsonReader.read(annotation).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  /** A key that is no string makes the whole reference malformed. */
  private static Optional<String> key(JsonObject ref) {
    return ref.get("key").map(key -> key == Json.Null.NULL ? "" : key.asText().orElse("?"));
  }

  private static String claim(String annotation, List<String> remarks) {
    if (annotation.isEmpty() || DgdrNames.isObjectName(annotation)) {
      return annotation;
    }
    remarks.add(
        "annotation %s is ignored: it must be the name of a PersistentVolumeClaim"
            .formatted(DgdrTable.OUTPUT_PVC));
    return "";
  }
}
