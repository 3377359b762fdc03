package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** What may have become of an object since a pass has seen it. */
final class Edits {

  private Edits() {}

  /** True when it is the same object with the same spec; all else may have changed. */
  static boolean isSameSpec(HasMetadata now, HasMetadata seen) {
    return Objects.equals(now.getMetadata().getUid(), seen.getMetadata().getUid())
        && Objects.equals(now.getMetadata().getGeneration(), seen.getMetadata().getGeneration());
  }
}
