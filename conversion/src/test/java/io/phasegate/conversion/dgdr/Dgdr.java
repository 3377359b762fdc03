package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Explanation;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import org.assertj.core.api.Assertions;

/** What the tests of this package speak in: requests as YAML, conversions as one word. */
final class Dgdr {

  private static final Converter CONVERTER = new Converter(Kinds.registry());

  private Dgdr() {}

  /** A v1alpha1 request called chat, in namespace inference, with the given rest. */
  static JsonObject alpha(String rest) {
    return request("v1alpha1", rest);
  }

  /** A v1beta1 request called chat, in namespace inference, with the given rest. */
  static JsonObject beta(String rest) {
    return request("v1beta1", rest);
  }

  private static JsonObject request(String version, String rest) {
    JsonObject object =
        JsonObject.of("apiVersion", Json.text("nvidia.com/" + version))
            .with("kind", Json.text("DynamoGraphDeploymentRequest"))
            .with("metadata", yaml("{name: chat, namespace: inference}"));
    for (var entry : yaml(rest).entries()) {
      object = object.with(entry.getKey(), entry.getValue());
    }
    return object;
  }

  /** A value written as YAML. */
  static Json value(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value();
    } catch (MalformedYaml e) {
      throw new IllegalArgumentException(e.reason() + " in line " + e.line(), e);
    }
  }

  static JsonObject yaml(String yaml) {
    return value(yaml).asObject().orElseThrow();
  }

  static JsonObject toBeta(JsonObject object) {
    return convert(object, "v1beta1");
  }

  static JsonObject toAlpha(JsonObject object) {
    return convert(object, "v1alpha1");
  }

  private static JsonObject convert(JsonObject object, String version) {
    return switch (CONVERTER.convert(object, new ApiVersion("nvidia.com", version))) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused(var reason) -> Assertions.fail(reason);
    };
  }

  static Explanation explain(JsonObject object, String version) {
    return CONVERTER.explain(object, new ApiVersion("nvidia.com", version));
  }

  static boolean isAlpha(JsonObject object) {
    return object.textAt("apiVersion").orElseThrow().endsWith("v1alpha1");
  }

  /** The same object with one field set, as a user's edit would. */
  static JsonObject edit(JsonObject object, String path, String yaml) {
    Draft draft = Draft.of(object);
    draft.put(Path.of(path), value(yaml));
    return draft.freeze();
  }

  /** The same object without one field. */
  static JsonObject remove(JsonObject object, String path) {
    Draft draft = Draft.of(object);
    draft.take(Path.of(path), Path.of(path).parent());
    return draft.freeze();
  }

  static JsonObject annotate(JsonObject object, String key, String text) {
    Draft draft = Draft.of(object);
    draft.put(Path.of("metadata.annotations").key(key), Json.text(text));
    return draft.freeze();
  }

  static JsonObject removeAnnotation(JsonObject object, String key) {
    Draft draft = Draft.of(object);
    draft.take(Path.of("metadata.annotations").key(key), Path.of("metadata"));
    return draft.freeze();
  }

  /** The value at a path, as compact JSON; "absent" where nothing is. */
  static String at(JsonObject object, String path) {
    return object.at(path).map(Json::toString).orElse("absent");
  }

  /** The text of an annotation; "absent" where it is not. */
  static String annotation(JsonObject object, String key) {
    return object
        .at(Path.of("metadata.annotations").key(key))
        .flatMap(Json::asText)
        .orElse("absent");
  }

  /** The payload in an annotation, as a tree. */
  static JsonObject payload(JsonObject object, String key) {
    try {
      return JsonReader.read(annotation(object, key)).asObject().orElseThrow();
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(e.reason(), e);
    }
  }
}
