package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Automatic, and needs no interpretation: what it sees is what it means. */
public interface PlainKind<R extends HasMetadata, S, F> extends AutomaticKind<R, S, F, F> {

  @Override
  default F compose(Request<R> request, F fetched) {
    return fetched;
  }
}
