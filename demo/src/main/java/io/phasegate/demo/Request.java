package io.phasegate.demo;

import io.phasegate.cli.BadInput;
import io.phasegate.cli.ManifestFile.Manifest;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.regex.Pattern;

/**
 * One object that the demo applies: a manifest with a namespace.
 *
 * @param place {@code file:line} where it was written
 */
record Request(String place, JsonObject object, CustomResourceDefinition crd) {

  private static final Pattern IN_URL = Pattern.compile("[-._a-zA-Z0-9]+");

  /**
   * Checks what must be right before an API server can be asked at all.
   *
   * @throws BadInput with the place and what to write instead
   */
  static Request of(Manifest manifest, CustomResourceDefinition crd) {
    JsonObject object = manifest.object();
    ApiVersion version = ApiVersion.of(object.textAt("apiVersion").orElse(""));
    String kind = object.textAt("kind").orElse("");
    if (!version.group().equals(crd.group()) || !kind.equals(crd.kind())) {
      throw new BadInput(
          "%s: the demo tells the story of a %s in group %s; this is a %s of %s"
              .formatted(manifest.place(), crd.kind(), crd.group(), kind, version));
    }
    if (!crd.servedVersions().contains(version.version())) {
      throw new BadInput(
          "%s: there is no version %s of %s; write one of %s"
              .formatted(manifest.place(), version.version(), kind, crd.servedVersions()));
    }
    if (object.textAt("metadata.name").filter(name -> !name.isEmpty()).isEmpty()) {
      throw new BadInput(manifest.place() + ": the manifest has no metadata.name");
    }
    Draft draft = Draft.of(object);
    if (object.textAt("metadata.namespace").isEmpty()) {
      draft.put(Path.of("metadata.namespace"), Json.text("default"));
    }
    var request = new Request(manifest.place(), draft.freeze(), crd);
    request.checkForUrl("name", request.name());
    request.checkForUrl("namespace", request.namespace());
    return request;
  }

  /** What fits into a URL is the API server's to judge, the rest never gets there. */
  private void checkForUrl(String field, String value) {
    if (!IN_URL.matcher(value).matches()) {
      throw new BadInput(
          "%s: metadata.%s \"%s\" is no name; use lower case letters, digits, - and ."
              .formatted(place, field, value));
    }
  }

  String name() {
    return object.textAt("metadata.name").orElseThrow();
  }

  String namespace() {
    return object.textAt("metadata.namespace").orElseThrow();
  }

  String version() {
    return ApiVersion.of(object.textAt("apiVersion").orElseThrow()).version();
  }

  /** The served version that it was not written in. */
  String otherVersion() {
    return crd.servedVersions().stream()
        .filter(version -> !version.equals(version()))
        .findFirst()
        .orElse(version());
  }

  /** Its URL in a version. */
  String url(String version) {
    return "/apis/%s/%s/namespaces/%s/%s/%s"
        .formatted(crd.group(), version, namespace(), crd.plural(), name());
  }
}
