package io.phasegate.testkit.front;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;

/**
 * A toy kind. What is {@code spec.size} in v1 is {@code spec.width} in v2, which is stored; each
 * version has a default of its own.
 */
final class Widgets {

  static final String V1 = "/apis/example.com/v1/namespaces/home/widgets";
  static final String V2 = "/apis/example.com/v2/namespaces/home/widgets";

  static final String DEPRECATED = "example.com/v1 Widget is deprecated: write example.com/v2";

  private static final String CRD =
      """
      spec:
        group: example.com
        scope: Namespaced
        names: {kind: Widget, plural: widgets, shortNames: [wd]}
        versions:
          - name: v1
            served: true
            storage: false
            deprecationWarning: "example.com/v1 Widget is deprecated: write example.com/v2"
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  apiVersion: {type: string}
                  kind: {type: string}
                  metadata: {type: object}
                  spec:
                    type: object
                    properties:
                      size: {type: integer}
                      colour: {type: string, default: grey}
                      depth: {type: integer}
                      note: {type: string}
                  status:
                    type: object
                    properties:
                      ready: {type: boolean}
                      message: {type: string}
          - name: v2
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  apiVersion: {type: string}
                  kind: {type: string}
                  metadata: {type: object}
                  spec:
                    type: object
                    properties:
                      width: {type: integer}
                      colour: {type: string}
                      depth: {type: integer, default: 7}
                      note: {type: string}
                  status:
                    type: object
                    properties:
                      ready: {type: boolean}
                      message: {type: string}
      """;

  private Widgets() {}

  static CustomResourceDefinition crd() {
    try {
      return CustomResourceDefinition.of(
          YamlReader.read(CRD).getFirst().value().asObject().orElseThrow());
    } catch (MalformedYaml e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A widget.
   *
   * @param spec JSON
   */
  static JsonObject widget(String version, String name, String spec) {
    return JsonObject.of("apiVersion", Json.text("example.com/" + version))
        .with("kind", Json.text("Widget"))
        .with("metadata", JsonObject.of("name", Json.text(name)))
        .with("spec", json(spec));
  }

  static JsonObject json(String text) {
    try {
      return JsonReader.read(text).asObject().orElseThrow();
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(e);
    }
  }
}
