package io.phasegate.reconciler.engine.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Object names may have 253 characters, label values 63 (B-36). */
final class LabelValue {

  private static final int LONGEST = 63;
  private static final int HASH = 8;

  private LabelValue() {}

  /** The name itself, or its beginning and a hash of the whole. */
  static String of(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    return name.substring(0, LONGEST - HASH - 1) + "-" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
