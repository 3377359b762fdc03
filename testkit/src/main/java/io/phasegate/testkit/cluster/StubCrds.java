package io.phasegate.testkit.cluster;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * CRDs of others that we work with, reduced to what an API server needs to take them. Stand-ins for
 * tests and the demo: we ship none of them.
 */
public enum StubCrds {
  /** {@code Issuer} and {@code Certificate} of cert-manager.io/v1; nobody acts on them. */
  CERT_MANAGER("cert-manager.yaml"),

  /** {@code DynamoGraphDeployment} of nvidia.com/v1alpha1; a stand-in for Dynamo answers for it. */
  DYNAMO("dynamographdeployments.yaml");

  private final String file;

  StubCrds(String file) {
    this.file = file;
  }

  /** The manifest, for {@code kubectl apply -f -}. */
  public String yaml() {
    String path = "/io/phasegate/testkit/stubs/" + file;
    try (InputStream stream = StubCrds.class.getResourceAsStream(path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first CRD of the manifest, as a tree. */
  public JsonObject tree() {
    try {
      return YamlReader.read(yaml()).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalStateException(e);
    }
  }
}
