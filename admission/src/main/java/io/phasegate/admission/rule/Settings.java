package io.phasegate.admission.rule;

import java.util.Set;

/**
 * What the person who runs the webhook has decided.
 *
 * @param defaultImage filled in where a new request names no image at all; empty for none
 * @param namespaces those that are looked after; empty for all. An operator that is confined to
 *     some has no right to look at nodes of its own (rules A7 and B2)
 * @param gpuDiscovery whether GPU facts are looked up on the nodes even so
 * @param artifactImage filled in where a new AIMArtifact names no image; empty for none
 */
public record Settings(
    String defaultImage, Set<String> namespaces, boolean gpuDiscovery, String artifactImage) {

  /** The downloader that AIM Engine ships. */
  public static final String ARTIFACT_IMAGE = "ghcr.io/silogen/aim-artifact-downloader:0.2.0";

  public Settings {
    namespaces = Set.copyOf(namespaces);
  }

  /** As the programs start without any option: no default image, all namespaces, discovery on. */
  public static Settings standard() {
    return new Settings("", Set.of(), true, ARTIFACT_IMAGE);
  }

  /** The same with another default image. */
  public Settings withDefaultImage(String image) {
    return new Settings(image, namespaces, gpuDiscovery, artifactImage);
  }
}
