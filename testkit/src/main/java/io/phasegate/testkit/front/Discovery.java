package io.phasegate.testkit.front;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What clients ask to learn which kinds there are: enough for {@code kubectl get} and for fabric8's
 * generic resources. Only registered kinds are told; the store takes any other without a word.
 */
final class Discovery {

  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");
  private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");

  private final List<CustomResourceDefinition> kinds;

  Discovery(List<CustomResourceDefinition> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /** The document at a path; empty when there is none. */
  Optional<JsonObject> at(String path) {
    return switch (path.replaceFirst("/$", "")) {
      case "/api" -> Optional.of(typed("APIVersions").with("versions", texts(List.of())));
      case "/apis" -> Optional.of(typed("APIGroupList").with("groups", groups()));
      default -> ofGroupVersion(path.split("/"));
    };
  }

  /** {@code /apis/GROUP/VERSION}, split at its slashes. */
  private Optional<JsonObject> ofGroupVersion(String[] parts) {
    if (parts.length != 4 || !parts[1].equals("apis")) {
      return Optional.empty();
    }
    List<CustomResourceDefinition> served =
        kinds.stream()
            .filter(kind -> kind.group().equals(parts[2]))
            .filter(kind -> kind.servedVersions().contains(parts[3]))
            .toList();
    return served.isEmpty()
        ? Optional.empty()
        : Optional.of(resources(parts[2] + "/" + parts[3], served.stream()));
  }

  private JsonArray groups() {
    return JsonArray.of(
        kinds.stream().map(CustomResourceDefinition::group).distinct().map(this::group).toList());
  }

  /** The storage version is the one that people get who name none. */
  private JsonObject group(String name) {
    List<CustomResourceDefinition> inGroup =
        kinds.stream().filter(kind -> kind.group().equals(name)).toList();
    List<JsonObject> versions =
        inGroup.stream()
            .flatMap(kind -> kind.servedVersions().stream())
            .distinct()
            .map(version -> groupVersion(name, version))
            .toList();
    return JsonObject.of("name", Json.text(name))
        .with("versions", JsonArray.of(versions))
        .with("preferredVersion", groupVersion(name, inGroup.getFirst().storageVersion().name()));
  }

  private static JsonObject groupVersion(String group, String version) {
    return JsonObject.of("groupVersion", Json.text(group + "/" + version))
        .with("version", Json.text(version));
  }

  private static JsonObject resources(
      String groupVersion, Stream<CustomResourceDefinition> served) {
    List<JsonObject> resources =
        served
            .flatMap(kind ->
                Stream.of(
                    resource(kind, kind.plural(), VERBS)
                        .with("shortNames", texts(kind.shortNames())),
                    resource(kind, kind.plural() + "/status", STATUS_VERBS)))
            .toList();
    return typed("APIResourceList")
        .with("groupVersion", Json.text(groupVersion))
        .with("resources", JsonArray.of(resources));
  }

  private static JsonObject resource(
      CustomResourceDefinition kind, String name, List<String> verbs) {
    return JsonObject.of("name", Json.text(name))
        .with("singularName", Json.text(kind.kind().toLowerCase(Locale.ROOT)))
        .with("namespaced", Json.Bool.of(kind.namespaced()))
        .with("kind", Json.text(kind.kind()))
        .with("verbs", texts(verbs));
  }

  private static JsonObject typed(String kind) {
    return JsonObject.of("kind", Json.text(kind)).with("apiVersion", Json.text("v1"));
  }

  private static JsonArray texts(List<String> texts) {
    return JsonArray.of(texts.stream().map(Json::text).toList());
  }
}
