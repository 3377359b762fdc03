package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.kind.Kind;

/**
 * The one line by which a kind enters the process.
 *
 * @param name by which {@code --kinds} chooses it, for instance {@code dgdr}
 */
public record Registration<R extends HasMetadata>(
    String name, Class<R> type, Kind<R, ?, ?, ?> kind) {

  /** A kind under its controller's name. */
  public static <R extends HasMetadata> Registration<R> of(Class<R> type, Kind<R, ?, ?, ?> kind) {
    return new Registration<>(kind.identity().controller(), type, kind);
  }

  /** The name of its CRD, for instance {@code widgets.toys.phasegate.io}. */
  public String crd() {
    return HasMetadata.getFullResourceName(type);
  }

  String apiVersion() {
    return HasMetadata.getApiVersion(type);
  }

  String kindName() {
    return HasMetadata.getKind(type);
  }
}
