package io.phasegate.testkit.front;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * The CustomResourceDefinition object of a registered kind, as this front serves it: the reconciler
 * looks there whether conversion is what it should be. Descriptions and print columns are left out.
 */
final class RegisteredCrd {

  private final URI webhook;
  private final String caPem;

  /**
   * A maker of such objects.
   *
   * @param webhook who converts, and under which authority
   */
  RegisteredCrd(URI webhook, String caPem) {
    this.webhook = webhook;
    this.caPem = caPem;
  }

  /** Its name, for instance {@code widgets.example.com}. */
  static String name(CustomResourceDefinition kind) {
    return kind.plural() + "." + kind.group();
  }

  /** The object. */
  JsonObject of(CustomResourceDefinition kind) {
    return JsonObject.of("apiVersion", Json.text("apiextensions.k8s.io/v1"))
        .with("kind", Json.text("CustomResourceDefinition"))
        .with("metadata", JsonObject.of("name", Json.text(name(kind))))
        .with(
            "spec",
            JsonObject.of("group", Json.text(kind.group()))
                .with("names", names(kind))
                .with("scope", Json.text(kind.namespaced() ? "Namespaced" : "Cluster"))
                .with("versions", versions(kind))
                .with("conversion", conversion(kind)));
  }

  private static JsonObject names(CustomResourceDefinition kind) {
    return JsonObject.of("kind", Json.text(kind.kind())).with("plural", Json.text(kind.plural()));
  }

  private static JsonArray versions(CustomResourceDefinition kind) {
    return JsonArray.of(
        kind.versions().stream()
            .map(version ->
                JsonObject.of("name", Json.text(version.name()))
                    .with("served", Json.Bool.of(version.served()))
                    .with("storage", Json.Bool.of(version.storage()))
                    .with("schema", JsonObject.of("openAPIV3Schema", version.schema())))
            .toList());
  }

  /** Kinds of one version are never converted. */
  private JsonObject conversion(CustomResourceDefinition kind) {
    if (kind.versions().size() == 1) {
      return JsonObject.of("strategy", Json.text("None"));
    }
    JsonObject client =
        JsonObject.of("url", Json.text(webhook + Conversions.PATH))
            .with("caBundle", Json.text(Base64.getEncoder().encodeToString(caPem.getBytes(UTF_8))));
    return JsonObject.of("strategy", Json.text("Webhook"))
        .with(
            "webhook",
            JsonObject.of("clientConfig", client)
                .with("conversionReviewVersions", JsonArray.of(List.of(Json.text("v1")))));
  }
}
