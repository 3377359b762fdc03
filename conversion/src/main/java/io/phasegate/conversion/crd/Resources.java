package io.phasegate.conversion.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The manifests that this jar carries; the build has made JSON of them, one object a line. */
public final class Resources {

  private Resources() {}

  /**
   * The objects of one manifest, parsed anew at each call.
   *
   * @param name from the jar's root, without the end: {@code /samples/dgdr-v1beta1}
   * @throws IllegalStateException when the jar was packed without it, or with nonsense
   */
  public static List<JsonObject> manifests(String name) {
    try (var in = Resources.class.getResourceAsStream(name + ".jsonl")) {
      if (in == null) {
        throw new IllegalStateException("this build carries no " + name);
      }
      List<JsonObject> objects = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        objects.add(JsonReader.readObject(line.getBytes(UTF_8)));
      }
      return List.copyOf(objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJson e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }
}
