package io.phasegate.testkit.widget;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A toy kind. What is {@code spec.size} in v1 is {@code spec.width} in v2, which is stored; each
 * version has a default of its own.
 */
public final class Widgets {

  public static final String V1 = "/apis/example.com/v1/namespaces/home/widgets";
  public static final String V2 = "/apis/example.com/v2/namespaces/home/widgets";

  public static final String DEPRECATED =
      "example.com/v1 Widget is deprecated: write example.com/v2";

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
            deprecated: true
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
                      replicas: {type: integer}
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
                      replicas: {type: integer}
                      message: {type: string}
      """;

  private static final String SUBRESOURCES =
      """
      {"status": {}, "scale": {"specReplicasPath": ".spec.depth",
       "statusReplicasPath": ".status.replicas"}}
      """;

  private Widgets() {}

  public static CustomResourceDefinition crd() {
    try {
      return CustomResourceDefinition.of(
          YamlReader.read(CRD).getFirst().value().asObject().orElseThrow());
    } catch (MalformedYaml e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The CRD for a real API server, whose conversions go to {@code webhook}; with status and scale.
   */
  public static JsonObject manifest(WidgetWebhook webhook) {
    try {
      JsonObject crd = YamlReader.read(CRD).getFirst().value().asObject().orElseThrow();
      JsonObject spec = crd.objectAt("spec").orElseThrow();
      List<Json> versions =
          spec.get("versions").flatMap(Json::asArray).orElseThrow().items().stream()
              .<Json>map(version ->
                  version.asObject().orElseThrow().with("subresources", json(SUBRESOURCES)))
              .toList();
      return json("""
      {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
       "metadata": {"name": "widgets.example.com"}}
      """)
          .with(
              "spec",
              spec.with("versions", JsonArray.of(versions))
                  .with("conversion", json(conversion(webhook))));
    } catch (MalformedYaml e) {
      throw new IllegalStateException(e);
    }
  }

  private static String conversion(WidgetWebhook webhook) {
    return """
    {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v1"],
     "clientConfig": {"url": "%s/convert", "caBundle": "%s"}}}
    """
        .formatted(
            webhook.url(),
            Base64.getEncoder().encodeToString(webhook.caPem().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A widget.
   *
   * @param spec JSON
   */
  public static JsonObject widget(String version, String name, String spec) {
    return JsonObject.of("apiVersion", Json.text("example.com/" + version))
        .with("kind", Json.text("Widget"))
        .with("metadata", JsonObject.of("name", Json.text(name)))
        .with("spec", json(spec));
  }

  public static JsonObject json(String text) {
    try {
      return JsonReader.read(text).asObject().orElseThrow();
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(e);
    }
  }
}
