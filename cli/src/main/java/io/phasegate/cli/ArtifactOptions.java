package io.phasegate.cli;

import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import picocli.CommandLine.Option;

/** The options of {@code phasegate reconciler} for AIMArtifacts (rulings 12 and 48). */
final class ArtifactOptions {

  @Option(
      names = "--artifact-image",
      paramLabel = "IMAGE",
      defaultValue = "ghcr.io/silogen/aim-artifact-downloader:0.2.0",
      description = "Downloads artifacts that name no image; ${DEFAULT-VALUE} if not given.")
  private String image = "";

  @Option(
      names = "--artifact-access-mode",
      paramLabel = "MODE",
      defaultValue = "ReadWriteMany",
      description = "Access mode of artifacts' volumes; ${DEFAULT-VALUE} if not given.")
  private String accessMode = "";

  /**
   * The settings.
   *
   * @param everywhere whether all namespaces are looked after, with rights in the whole cluster
   * @throws BadInput when there is no such access mode
   */
  ArtifactSettings settings(boolean everywhere) {
    try {
      var settings =
          ArtifactSettings.defaults().withDownloadImage(image).withAccessMode(accessMode);
      return everywhere ? settings : settings.withoutClusterRights();
    } catch (IllegalArgumentException e) {
      throw new BadInput("--artifact-access-mode: " + e.getMessage());
    }
  }
}
