package io.phasegate.reconciler.aim.resource;

import io.phasegate.reconciler.engine.resource.ChildName;

/** What things around an artifact are called: spec/engine.md 8.3, 8.6 and appendix A. */
public final class AimNames {

  /** The domain of all our labels and annotations. */
  public static final String DOMAIN = "aim.eai.amd.com";

  /** Names the artifact on its volume claim, its Jobs and their Pods. */
  public static final String CACHE_NAME = DOMAIN + "/cache.name";

  /** What the object is for: {@code artifact}, or {@code template-cache}. */
  public static final String CACHE_TYPE = DOMAIN + "/cache.type";

  /** Which of the two Jobs it belongs to. */
  public static final String COMPONENT = DOMAIN + "/component";

  /** The model, on the volume claim. */
  public static final String SOURCE_MODEL = DOMAIN + "/source-model";

  /** On an artifact that a template cache has made. */
  public static final String TEMPLATE_CREATED = DOMAIN + "/template-created";

  /** On a Job: a hash of what it was made from. */
  public static final String MADE_FROM = DOMAIN + "/made-from";

  /** On the download Job: the uid of the volume claim that it fills. */
  public static final String CACHE_UID = DOMAIN + "/cache.uid";

  /** The binding by which downloading Pods of a namespace report, and the role that it binds. */
  public static final String STATUS_UPDATER = "aim-engine-artifact-status-updater";

  private static final int LONGEST = 63;

  private AimNames() {}

  public static String claim(AimArtifact artifact) {
    return ChildName.of(artifact, "cache");
  }

  public static String checkSizeJob(AimArtifact artifact) {
    return ChildName.of(artifact, "check-size");
  }

  public static String downloadJob(AimArtifact artifact) {
    return ChildName.of(artifact, "download");
  }

  /** Where a model is as a label's value, without the scheme. */
  public static String sourceLabel(String uri) {
    String path = uri.replaceFirst("^[a-z0-9]+://", "").replaceAll("[^A-Za-z0-9._-]", "-");
    return cut(path.replaceFirst("^[._-]+", ""), LONGEST).replaceFirst("[._-]+$", "");
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
