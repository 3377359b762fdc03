package io.phasegate.reconciler.engine.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which deviations are adopted. Production runs {@link #standard()}; tests run {@link #parity()}
 * beside it, to show for each difference what it changes.
 */
public record Profile(Set<Deviation> adopted) {

  public Profile {
    adopted = Set.copyOf(adopted);
  }

  /** Everything adopted. */
  public static Profile standard() {
    return new Profile(EnumSet.allOf(Deviation.class));
  }

  /** Nothing adopted: as the upstream engine behaves. For tests. */
  public static Profile parity() {
    return new Profile(Set.of());
  }

  /** True when this difference is adopted. */
  public boolean has(Deviation deviation) {
    return adopted.contains(deviation);
  }

  /** The same without some. */
  public Profile without(Deviation... deviations) {
    var rest = EnumSet.noneOf(Deviation.class);
    rest.addAll(adopted);
    rest.removeAll(List.of(deviations));
    return new Profile(rest);
  }
}
