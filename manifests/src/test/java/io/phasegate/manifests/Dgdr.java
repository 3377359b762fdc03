package io.phasegate.manifests;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Requests for the tests, and their URLs. */
final class Dgdr {

  static final String ALPHA = "v1alpha1";
  static final String BETA = "v1beta1";

  private Dgdr() {}

  /** The URL of all requests of a namespace. */
  static String all(String version, String namespace) {
    return "/apis/nvidia.com/%s/namespaces/%s/dynamographdeploymentrequests"
        .formatted(version, namespace);
  }

  /** The URL of one request. */
  static String one(String version, String namespace, String name) {
    return all(version, namespace) + "/" + name;
  }

  /** A request written as YAML, without apiVersion and kind. */
  static JsonObject of(String version, String yaml) {
    return read(
        "apiVersion: nvidia.com/%s\nkind: DynamoGraphDeploymentRequest\n%s"
            .formatted(version, yaml));
  }

  /** The first document of a sample. */
  static JsonObject sample(String name) throws IOException {
    return read(Files.readString(Path.of("samples", name)));
  }

  /** The first document of a YAML text. */
  static JsonObject read(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalArgumentException("line " + e.line() + ": " + e.reason(), e);
    }
  }
}
