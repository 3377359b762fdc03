package io.phasegate.reconciler.engine.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;

/**
 * Names of children that no other object's children have: {@code tiny-download-16b81fda}. They end
 * in a hash of the owner's uid, so a new object of an old name never meets what the old one has
 * left; and they are short enough for a label (spec/engine.md 8.3).
 */
public final class ChildName {

  private static final int LONGEST = 63;
  private static final int HASH = 8;

  private ChildName() {}

  /**
   * The name; where it is too long, the owner's part gets shorter.
   *
   * @param what the child is for, for instance {@code download}: lower-case letters, digits and -
   */
  public static String of(HasMetadata owner, String what) {
    String hash = Sha256.of('"' + owner.getMetadata().getUid() + '"').substring(0, HASH);
    int room = LONGEST - what.length() - HASH - 2;
    String name =
        owner.getMetadata().getName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    String start = name.substring(0, Math.min(name.length(), room));
    return "%s-%s-%s".formatted(start.replaceFirst("^-+", "").replaceFirst("-+$", ""), what, hash);
  }
}
