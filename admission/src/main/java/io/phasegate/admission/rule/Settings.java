package io.phasegate.admission.rule;

import java.util.Set;

/**
 * What the person who runs the webhook has decided.
 *
 * @param defaultImage filled in where a new request names no image at all; empty for none
 * @param namespaces those that are looked after; empty for all. An operator that is confined to
 *     some has no right to look at nodes of its own (rules A7 and B2)
 * @param gpuDiscovery whether GPU facts are looked up on the nodes even so
 */
public record Settings(String defaultImage, Set<String> namespaces, boolean gpuDiscovery) {

  public Settings {
    namespaces = Set.copyOf(namespaces);
  }

  /** As the programs start without any option: no default image, all namespaces, discovery on. */
  public static Settings standard() {
    return new Settings("", Set.of(), true);
  }

  /** The same with another default image. */
  public Settings withDefaultImage(String image) {
    return new Settings(image, namespaces, gpuDiscovery);
  }
}
