package io.phasegate.reconciler.aim.settings;

import io.phasegate.reconciler.aim.resource.AimNames;
import java.util.Set;

/**
 * Names, images and rights of artifacts (rulings 12 and 48).
 *
 * @param downloadImage of both Jobs, for artifacts that name none
 * @param accessMode of volumes, as Kubernetes calls it
 * @param serviceAccount under which Pods run and report; it gets {@code statusUpdaterRole}
 * @param statusUpdaterRole the ClusterRole that lets Pods write progress
 * @param grantsAccess whether we bind it in each namespace; false where an administrator does
 * @param readsClusterConfigs whether AIMClusterRuntimeConfigs are read; false where the reconciler
 *     has no right in the whole cluster
 */
public record ArtifactSettings(
    String downloadImage,
    String accessMode,
    String serviceAccount,
    String statusUpdaterRole,
    boolean grantsAccess,
    boolean readsClusterConfigs) {

  private static final Set<String> ACCESS_MODES =
      Set.of("ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");

  /** Refuses, by an {@link IllegalArgumentException}, an access mode that there is not. */
  public ArtifactSettings {
    if (!ACCESS_MODES.contains(accessMode)) {
      throw new IllegalArgumentException(
          "\"%s\" is no access mode; write one of %s".formatted(accessMode, ACCESS_MODES));
    }
  }

  /** The names of AIM Engine; volumes that several nodes mount at once. */
  public static ArtifactSettings defaults() {
    return new ArtifactSettings(
        "ghcr.io/silogen/aim-artifact-downloader:0.2.0",
        "ReadWriteMany",
        "default",
        AimNames.STATUS_UPDATER,
        true,
        true);
  }

  /** The same with another image. */
  public ArtifactSettings withDownloadImage(String other) {
    return new ArtifactSettings(
        other, accessMode, serviceAccount, statusUpdaterRole, grantsAccess, readsClusterConfigs);
  }

  /** The same with volumes of another access mode. */
  public ArtifactSettings withAccessMode(String other) {
    return new ArtifactSettings(
        downloadImage, other, serviceAccount, statusUpdaterRole, grantsAccess, readsClusterConfigs);
  }

  /** The same without what takes rights in the whole cluster. */
  public ArtifactSettings withoutClusterRights() {
    return new ArtifactSettings(
        downloadImage, accessMode, serviceAccount, statusUpdaterRole, false, false);
  }
}
