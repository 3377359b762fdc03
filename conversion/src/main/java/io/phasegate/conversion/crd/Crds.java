package io.phasegate.conversion.crd;

import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The CRDs that this jar carries under {@code /crds}. */
public final class Crds {

  private Crds() {}

  /**
   * Reads one CRD, parsed anew at each call.
   *
   * @param plural the resource, which is also the file's name, for instance {@code
   *     dynamographdeploymentrequests}
   * @throws IllegalStateException when the jar was packed without it
   */
  public static CustomResourceDefinition read(String plural) {
    String name = "/crds/" + plural + ".yaml";
    try (var in = Crds.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build carries no " + name);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var manifest = YamlReader.read(text).getFirst().value().asObject().orElseThrow();
      return CustomResourceDefinition.of(manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedYaml e) {
      throw new IllegalStateException(name + ": " + e.reason(), e);
    }
  }
}
