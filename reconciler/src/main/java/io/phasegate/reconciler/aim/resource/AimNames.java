package io.phasegate.reconciler.aim.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

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
  private static final int HASH = 8;

  private AimNames() {}

  public static String claim(AimArtifact artifact) {
    return of(artifact, "cache");
  }

  public static String checkSizeJob(AimArtifact artifact) {
    return of(artifact, "check-size");
  }

  public static String downloadJob(AimArtifact artifact) {
    return of(artifact, "download");
  }

  /** {@code <name>-<what>-<hash>}; where that is too long, the name gets shorter. */
  private static String of(AimArtifact artifact, String what) {
    String hash = hashOfUid(artifact.getMetadata().getUid());
    int room = LONGEST - what.length() - HASH - 2;
    String name =
        artifact.getMetadata().getName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    return "%s-%s-%s".formatted(trimmed(cut(name, room)), what, hash);
  }

  /** Of the uid as JSON has it, quotes included. */
  static String hashOfUid(String uid) {
    return sha256('"' + uid + '"').substring(0, HASH);
  }

  /** An object's name as a label's value. */
  public static String label(String name) {
    return name.length() <= LONGEST
        ? name
        : trimmed(cut(name, LONGEST - HASH - 1)) + "-" + sha256(name).substring(0, HASH);
  }

  /** Where a model is as a label's value, without the scheme. */
  public static String sourceLabel(String uri) {
    String path = uri.replaceFirst("^[a-z0-9]+://", "").replaceAll("[^A-Za-z0-9._-]", "-");
    return cut(path.replaceFirst("^[._-]+", ""), LONGEST).replaceFirst("[._-]+$", "");
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static String trimmed(String name) {
    return name.replaceFirst("^[-.]+", "").replaceFirst("[-.]+$", "");
  }

  /** SHA-256 of a text, in hexadecimal. */
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
