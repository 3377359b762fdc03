package io.phasegate.reconciler.engine.resource;

/** Object names may have 253 characters, label values 63 (B-36). */
public final class LabelValue {

  private static final int LONGEST = 63;
  private static final int HASH = 8;

  private LabelValue() {}

  /** The name itself, or its beginning and a hash of the whole. */
  public static String of(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - HASH - 1) + "-" + Sha256.of(name).substring(0, HASH);
  }
}
