package io.phasegate.conversion.crd;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What we need to know of a CRD.
 *
 * @param plural the resource, as in URLs
 * @param shortNames what people type instead, for instance {@code dgdr}
 * @param namespaced whether objects live in namespaces
 */
public record CustomResourceDefinition(
    String group,
    String kind,
    String plural,
    List<String> shortNames,
    boolean namespaced,
    List<Version> versions) {

  /**
   * One version.
   *
   * @param deprecationWarning what the API server says to everybody who uses it; empty when it is
   *     not deprecated or has no text of its own
   * @param schema its {@code openAPIV3Schema}
   */
  public record Version(
      String name, boolean served, boolean storage, String deprecationWarning, JsonObject schema) {}

  public CustomResourceDefinition {
    shortNames = List.copyOf(shortNames);
    versions = List.copyOf(versions);
  }

  /**
   * Reads a CRD manifest.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public static CustomResourceDefinition of(JsonObject manifest) {
    List<Version> versions =
        manifest.at("spec.versions").flatMap(Json::asArray).stream()
            .flatMap(all -> all.items().stream())
            .flatMap(item -> item.asObject().stream())
            .map(CustomResourceDefinition::version)
            .toList();
    return new CustomResourceDefinition(
        required(manifest, "spec.group"),
        required(manifest, "spec.names.kind"),
        required(manifest, "spec.names.plural"),
        manifest.at("spec.names.shortNames").flatMap(Json::asArray).stream()
            .flatMap(all -> all.items().stream())
            .flatMap(name -> name.asText().stream())
            .toList(),
        !manifest.textAt("spec.scope").equals(Optional.of("Cluster")),
        versions);
  }

  private static Version version(JsonObject version) {
    return new Version(
        required(version, "name"),
        version.get("served").equals(Optional.of(Json.Bool.TRUE)),
        version.get("storage").equals(Optional.of(Json.Bool.TRUE)),
        version.textAt("deprecationWarning").orElse(""),
        version.objectAt("schema.openAPIV3Schema").orElse(JsonObject.empty()));
  }

  private static String required(JsonObject object, String path) {
    return object
        .textAt(path)
        .orElseThrow(() -> new IllegalArgumentException("the CRD has no " + path));
  }

  /** The names of the served versions, in the order of the manifest. */
  public List<String> servedVersions() {
    return versions.stream().filter(Version::served).map(Version::name).toList();
  }

  /** The version that the API server writes to etcd. */
  public Version storageVersion() {
    return versions.stream().filter(Version::storage).findFirst().orElseThrow();
  }

  /** A version by name. */
  public Optional<Version> version(String name) {
    return versions.stream().filter(version -> version.name().equals(name)).findFirst();
  }

  /** {@code group/version} of one of our versions. */
  public ApiVersion apiVersion(Version version) {
    return new ApiVersion(group, version.name());
  }
}
