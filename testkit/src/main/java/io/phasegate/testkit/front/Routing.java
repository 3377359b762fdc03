package io.phasegate.testkit.front;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells from its path who answers a request. */
final class Routing {

  private static final Pattern GROUP_VERSION = Pattern.compile("/apis/([^/]+)/([^/]+)/?");

  private static final Pattern RESOURCE =
      Pattern.compile(
          "/apis/(?<group>[^/]+)/(?<version>[^/]+)"
              + "(/namespaces/(?<namespace>[^/]+))?"
              + "/(?<plural>[^/]+)(/(?<name>[^/]+)(/(?<subresource>[^/]+))?)?");

  /** Who answers. */
  sealed interface Route {}

  /** A registered kind. */
  record ToKind(Target target) implements Route {}

  /** The list of registered kinds in one group and version. */
  record ToDiscovery(String group, String version, List<CustomResourceDefinition> kinds)
      implements Route {}

  /** Another kind: the mock's own business. */
  record ToStore() implements Route {}

  /** A registered kind, but no place that it has. */
  record Nowhere() implements Route {}

  private final List<CustomResourceDefinition> kinds;

  Routing(List<CustomResourceDefinition> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /**
   * The route of a path.
   *
   * @param path decoded, without a query
   */
  Route of(String path) {
    Matcher resource = RESOURCE.matcher(path);
    if (resource.matches()) {
      Optional<CustomResourceDefinition> kind =
          kind(resource.group("group"), resource.group("plural"));
      if (kind.isPresent()) {
        return ofKind(kind.get(), resource);
      }
    }
    Matcher discovery = GROUP_VERSION.matcher(path);
    return discovery.matches() ? ofGroup(discovery.group(1), discovery.group(2)) : new ToStore();
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

  private Route ofGroup(String group, String version) {
    List<CustomResourceDefinition> served =
        kinds.stream()
            .filter(kind -> kind.group().equals(group) && kind.servedVersions().contains(version))
            .toList();
    return served.isEmpty() ? new ToStore() : new ToDiscovery(group, version, served);
  }
}
