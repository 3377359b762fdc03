package io.phasegate.testkit.front;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells from its path who answers a request. */
final class Routing {

  private static final Pattern RESOURCE =
      Pattern.compile(
          "/(api|apis/(?<group>[^/]+))/(?<version>[^/]+)"
              + "(/namespaces/(?<namespace>[^/]+))?"
              + "/(?<plural>[^/]+)(/(?<name>[^/]+)(/(?<subresource>[^/]+))?)?");

  /** Who answers. */
  sealed interface Route {}

  /** A registered kind. */
  record ToKind(Target target) implements Route {}

  /** What there is to be found. */
  record ToDiscovery(JsonObject document) implements Route {}

  /** Another kind: the mock's own business. */
  record ToStore() implements Route {}

  /** No place that this API has. */
  record Nowhere() implements Route {}

  private final List<CustomResourceDefinition> kinds;
  private final Discovery discovery;

  Routing(List<CustomResourceDefinition> kinds, RegisteredCrd crds) {
    this.kinds = List.copyOf(kinds);
    this.discovery = new Discovery(kinds, crds);
  }

  /**
   * The route of a path.
   *
   * @param path decoded, without a query
   */
  Route of(String path) {
    Optional<JsonObject> document = discovery.at(path);
    if (document.isPresent()) {
      return new ToDiscovery(document.get());
    }
    Matcher resource = RESOURCE.matcher(path);
    if (!resource.matches()) {
      // The mock would take it for a question about everything that it holds.
      return new Nowhere();
    }
    return kind(orEmpty(resource.group("group")), resource.group("plural"))
        .map(kind -> ofKind(kind, resource))
        .orElseGet(ToStore::new);
  }

  private Optional<CustomResourceDefinition> kind(String group, String plural) {
    return kinds.stream()
        .filter(kind -> kind.group().equals(group) && kind.plural().equals(plural))
        .findFirst();
  }

  private static Route ofKind(CustomResourceDefinition kind, Matcher resource) {
    String namespace = orEmpty(resource.group("namespace"));
    String name = orEmpty(resource.group("name"));
    String subresource = orEmpty(resource.group("subresource"));
    boolean known = subresource.isEmpty() || subresource.equals("status");
    boolean atHome =
        kind.namespaced() ? name.isEmpty() || !namespace.isEmpty() : namespace.isEmpty();
    return kind.version(resource.group("version"))
        .filter(version -> version.served() && known && atHome)
        .<Route>map(version -> new ToKind(new Target(kind, version, namespace, name, subresource)))
        .orElseGet(Nowhere::new);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
