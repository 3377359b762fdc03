package io.phasegate.testkit.front;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What clients ask to learn a kind's plural and scope. */
final class Discovery {

  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");
  private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");

  private Discovery() {}

  /** The resources of one group and version. */
  static JsonObject resources(String group, String version, List<CustomResourceDefinition> kinds) {
    List<JsonObject> resources =
        kinds.stream()
            .flatMap(kind ->
                Stream.of(
                    resource(kind, kind.plural(), VERBS),
                    resource(kind, kind.plural() + "/status", STATUS_VERBS)))
            .toList();
    return JsonObject.of("kind", Json.text("APIResourceList"))
        .with("apiVersion", Json.text("v1"))
        .with("groupVersion", Json.text(group + "/" + version))
        .with("resources", JsonArray.of(resources));
  }

  private static JsonObject resource(
      CustomResourceDefinition kind, String name, List<String> verbs) {
    return JsonObject.of("name", Json.text(name))
        .with("singularName", Json.text(kind.kind().toLowerCase(Locale.ROOT)))
        .with("namespaced", Json.Bool.of(kind.namespaced()))
        .with("kind", Json.text(kind.kind()))
        .with("verbs", JsonArray.of(verbs.stream().map(Json::text).toList()));
  }
}
