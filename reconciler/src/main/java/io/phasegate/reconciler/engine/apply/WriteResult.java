package io.phasegate.reconciler.engine.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;

/** What came of sending one write. */
public sealed interface WriteResult {

  /** Done; this is the object now. */
  record Written(HasMetadata live) implements WriteResult {}

  /** The object was so already; nothing was sent. */
  record Unchanged(HasMetadata live) implements WriteResult {}

  /** A create met this object. */
  record Exists(HasMetadata live) implements WriteResult {}

  /** A delete was accepted. */
  record Deleted() implements WriteResult {}

  /** A delete met nothing, or an object with another uid. */
  record Gone() implements WriteResult {}

  /** It failed. */
  record Failed(CategorizedError error) implements WriteResult {}
}
