package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Requests for tests, written as users write them and stored as the API server stores them. */
public final class Requests {

  public static final String UID = "0c0ffee0-0000-4000-8000-000000000001";

  private Requests() {}

  /** A small v1beta1 request: {@code tiny} in {@code inference}, with an image. */
  public static DynamoGraphDeploymentRequest tiny() {
    return of(
        """
        apiVersion: nvidia.com/v1beta1
        kind: DynamoGraphDeploymentRequest
        metadata: {name: tiny, namespace: inference}
        spec: {model: Qwen/Qwen3-0.6B, image: registry.local/profiler:1.0.0}
        """);
  }

  /** The same under another name. */
  public static DynamoGraphDeploymentRequest named(String name) {
    var request = tiny();
    request.getMetadata().setName(name);
    return request;
  }

  /** The same with an annotation. */
  public static DynamoGraphDeploymentRequest annotated(String key, String value) {
    var request = tiny();
    request.getMetadata().setAnnotations(Map.of(key, value));
    return request;
  }

  /** The small request with more in its spec, given as YAML. */
  public static DynamoGraphDeploymentRequest with(String specYaml) {
    var request = tiny();
    JsonObject spec = request.getSpec();
    for (var field : tree(specYaml).entries()) {
      spec = spec.with(field.getKey(), field.getValue());
    }
    request.setSpec(spec);
    return request;
  }

  /** The small request with {@code spec.overrides.dgd} of so many levels. */
  public static DynamoGraphDeploymentRequest nested(int levels) {
    Json value = JsonObject.empty();
    for (int level = 1; level < levels; level++) {
      value = JsonObject.of("a", value);
    }
    var request = tiny();
    request.setSpec(request.getSpec().with("overrides", JsonObject.of("dgd", value)));
    return request;
  }

  /** A manifest on the test class path, in any version, as it is stored. */
  public static DynamoGraphDeploymentRequest resource(String path) {
    try (var in = Requests.class.getResourceAsStream(path)) {
      return of(
          new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A manifest in any version, as it is stored. */
  public static DynamoGraphDeploymentRequest of(String yaml) {
    try {
      var stored =
          new Converter(Kinds.registry())
              .convert(tree(yaml), new ApiVersion("nvidia.com", "v1beta1"));
      JsonObject object = ((Conversion.Converted) stored).object();
      var request = Trees.as(object, DynamoGraphDeploymentRequest.class);
      request.getMetadata().setUid(UID);
      request.getMetadata().setGeneration(1L);
      return request;
    } catch (Misfit e) {
      throw new AssertionError(e);
    }
  }

  /** One YAML document as a tree. */
  public static JsonObject tree(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new AssertionError(e);
    }
  }

  /** Has NVIDIA's operator begun with a request: its name is among the status's managers. */
  static void begunByNvidiasOperator(DynamoGraphDeploymentRequest request) {
    request
        .getMetadata()
        .setManagedFields(
            List.of(
                new ManagedFieldsEntryBuilder()
                    .withManager("manager")
                    .withSubresource("status")
                    .build()));
  }
}
