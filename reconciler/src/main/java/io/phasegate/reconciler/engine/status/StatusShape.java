package io.phasegate.reconciler.engine.status;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Where a kind's status lives. Neither object nor status is ever changed: they may be shared.
 *
 * @param <R> the object
 * @param <S> its status, best a record
 */
public interface StatusShape<R extends HasMetadata, S> {

  /** The status of an object; an empty one when it has none yet. */
  S read(R resource);

  /** A copy of the object with another status. */
  R with(R resource, S status);

  /** True when two statuses say the same; one that differs is written. */
  default boolean same(S a, S b) {
    return Meaning.same(a, b);
  }
}
