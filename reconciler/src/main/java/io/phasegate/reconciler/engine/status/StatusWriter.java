package io.phasegate.reconciler.engine.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;

/** Port: replaces the status of an object, unless somebody else has since it was read. */
@FunctionalInterface
public interface StatusWriter<R extends HasMetadata> {

  /** What came of it. */
  sealed interface Result {

    /** Stored. */
    record Written() implements Result {}

    /** Somebody else wrote a status in between; nothing was stored. */
    record Conflict() implements Result {}

    /** The object does not exist any more. */
    record Gone() implements Result {}

    /** It failed. */
    record Failed(CategorizedError error) implements Result {}
  }

  /** Writes; it is only called when there is something new to say. */
  Result write(R changed);
}
