package io.phasegate.testkit.dynamo;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The YAML files of this package. */
final class DynamoResource {

  private DynamoResource() {}

  static String read(String file) {
    String path = "/io/phasegate/testkit/dynamo/" + file;
    try (InputStream stream = DynamoResource.class.getResourceAsStream(path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of our own documents as a tree. */
  static JsonObject tree(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalStateException(e);
    }
  }
}
