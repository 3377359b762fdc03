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
 * What clients ask to learn which kinds there are: enough for {@code kubectl get}, for fabric8's
 * generic resources and for the reconciler. Registered kinds are told with all that is known of
 * them, and a few that every API server has; the store takes any other without a word.
 */
final class Discovery {

  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");
  private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

  private final List<CustomResourceDefinition> kinds;
  private final RegisteredCrd crds;

  Discovery(List<CustomResourceDefinition> kinds, RegisteredCrd crds) {
    this.kinds = List.copyOf(kinds);
    this.crds = crds;
  }

  /** The document at a path; empty when there is none. */
  Optional<JsonObject> at(String path) {
    String place = path.replaceFirst("/$", "");
    return switch (place) {
      case "/api" -> Optional.of(typed("APIVersions").with("versions", texts(List.of("v1"))));
      case "/apis" -> Optional.of(typed("APIGroupList").with("groups", groups()));
      default ->
          place.startsWith(CRDS) ? crd(place.substring(CRDS.length())) : groupVersionAt(place);
    };
  }

  private Optional<JsonObject> crd(String name) {
    return kinds.stream()
        .filter(kind -> RegisteredCrd.name(kind).equals(name))
        .findFirst()
        .map(crds::of);
  }

  /** {@code /api/v1} or {@code /apis/GROUP/VERSION}. */
  private Optional<JsonObject> groupVersionAt(String place) {
    return Stream.concat(
            BuiltIn.ALL.stream().map(BuiltIn::groupVersion),
            kinds.stream().flatMap(Discovery::servedGroupVersions))
        .filter(each -> place.equals((each.contains("/") ? "/apis/" : "/api/") + each))
        .findFirst()
        .map(this::resourcesIn);
  }

  private static Stream<String> servedGroupVersions(CustomResourceDefinition kind) {
    return kind.servedVersions().stream().map(version -> kind.group() + "/" + version);
  }

  private JsonObject resourcesIn(String groupVersion) {
    Stream<JsonObject> builtIn =
        BuiltIn.ALL.stream()
            .filter(kind -> kind.groupVersion().equals(groupVersion))
            .map(kind -> resource(kind.kind(), kind.namespaced(), kind.plural(), VERBS));
    Stream<JsonObject> registered =
        kinds.stream()
            .filter(kind -> servedGroupVersions(kind).anyMatch(groupVersion::equals))
            .flatMap(Discovery::resources);
    return typed("APIResourceList")
        .with("groupVersion", Json.text(groupVersion))
        .with("resources", JsonArray.of(Stream.concat(builtIn, registered).toList()));
  }

  private JsonArray groups() {
    Stream<JsonObject> builtIn =
        BuiltIn.ALL.stream()
            .map(BuiltIn::groupVersion)
            .filter(groupVersion -> groupVersion.contains("/"))
            .distinct()
            .map(Discovery::builtInGroup);
    Stream<JsonObject> registered =
        kinds.stream().map(CustomResourceDefinition::group).distinct().map(this::group);
    return JsonArray.of(Stream.concat(builtIn, registered).toList());
  }

  private static JsonObject builtInGroup(String groupVersion) {
    String[] parts = groupVersion.split("/", -1);
    JsonObject version = groupVersion(parts[0], parts[1]);
    return JsonObject.of("name", Json.text(parts[0]))
        .with("versions", Json.array(version))
        .with("preferredVersion", version);
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

  private static Stream<JsonObject> resources(CustomResourceDefinition kind) {
    String status = kind.plural() + "/status";
    return Stream.of(
        resource(kind.kind(), kind.namespaced(), kind.plural(), VERBS)
            .with("shortNames", texts(kind.shortNames())),
        resource(kind.kind(), kind.namespaced(), status, STATUS_VERBS));
  }

  private static JsonObject resource(
      String kind, boolean namespaced, String name, List<String> verbs) {
    return JsonObject.of("name", Json.text(name))
        .with("singularName", Json.text(kind.toLowerCase(Locale.ROOT)))
        .with("namespaced", Json.Bool.of(namespaced))
        .with("kind", Json.text(kind))
        .with("verbs", texts(verbs));
  }

  private static JsonObject typed(String kind) {
    return JsonObject.of("kind", Json.text(kind)).with("apiVersion", Json.text("v1"));
  }

  private static JsonArray texts(List<String> texts) {
    return JsonArray.of(texts.stream().map(Json::text).toList());
  }
}
