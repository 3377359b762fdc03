package io.phasegate.conversion.crd;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The manifests that this jar carries. */
public final class Resources {

  private Resources() {}

  /**
   * The objects of one manifest, parsed anew at each call.
   *
   * @param name from the jar's root, for instance {@code /samples/dgdr-v1beta1.yaml}
   * @throws IllegalStateException when the jar was packed without it, or with nonsense
   */
  public static List<JsonObject> manifests(String name) {
    try (var in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build carries no " + name);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(text).stream()
          .map(YamlDocument::value)
          .flatMap((Json value) -> value.asObject().stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedYaml e) {
      throw new IllegalStateException(name + ":" + e.line() + ": " + e.reason(), e);
    }
  }
}
