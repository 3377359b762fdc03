package io.phasegate.reconciler.engine.error;

import io.fabric8.kubernetes.api.model.Status;
import java.util.Optional;

/**
 * Port: how to find the API server's answer in one throwable (not in its causes). It keeps the
 * client's exception types out of the engine.
 */
@FunctionalInterface
public interface ApiAnswers {

  /** The answer, with code and reason as far as the server gave them. */
  Optional<Status> in(Throwable throwable);
}
