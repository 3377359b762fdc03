package io.phasegate.testkit.front;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;

/**
 * What a URL points at: a registered kind in one of its served versions, one object of it or all.
 *
 * @param namespace empty for all namespaces, and for kinds that live in none
 * @param name empty for a collection
 * @param subresource {@code status} or empty
 */
record Target(
    CustomResourceDefinition crd,
    CustomResourceDefinition.Version version,
    String namespace,
    String name,
    String subresource) {

  /** The version of the request, which the answer has too. */
  ApiVersion apiVersion() {
    return crd.apiVersion(version);
  }

  /** The version that the store holds. */
  ApiVersion storageVersion() {
    return crd.apiVersion(crd.storageVersion());
  }

  Target named(String newName) {
    return new Target(crd, version, namespace, newName, subresource);
  }

  boolean isStatus() {
    return subresource.equals("status");
  }

  /** The same place in the store: in the storage version, without a subresource. */
  String storePath() {
    return "/apis/"
        + storageVersion()
        + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
        + "/"
        + crd.plural()
        + (name.isEmpty() ? "" : "/" + name);
  }

  /** {@code widgets.example.com "one"}, as the API server names an object in sentences. */
  String quoted() {
    return "%s.%s \"%s\"".formatted(crd.plural(), crd.group(), name);
  }

  /** The {@code details} of a status about this object. */
  JsonObject details(String kind) {
    return JsonObject.of("name", Json.text(name))
        .with("group", Json.text(crd.group()))
        .with("kind", Json.text(kind));
  }

  /** {@code {group, version, kind}} as reviews carry it. */
  JsonObject groupVersionKind() {
    return groupVersion("kind", crd.kind());
  }

  /** {@code {group, version, resource}} as reviews carry it. */
  JsonObject groupVersionResource() {
    return groupVersion("resource", crd.plural());
  }

  private JsonObject groupVersion(String key, String value) {
    return JsonObject.of("group", Json.text(crd.group()))
        .with("version", Json.text(version.name()))
        .with(key, Json.text(value));
  }
}
