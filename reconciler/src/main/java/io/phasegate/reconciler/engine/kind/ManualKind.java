package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.List;

/**
 * The kind decides its status by itself, as phase machines do; the engine writes no condition.
 * Errors in its health still stop its writes and repeat its passes (ruling 38).
 */
public non-sealed interface ManualKind<R extends HasMetadata, S, F, O> extends Kind<R, S, F, O> {

  /**
   * The next status. Pure; called after the plan was carried out, or was not.
   *
   * @param report what came of each change: a phase must not claim more
   */
  Next<S> next(Request<R> request, O observed, ApplyReport report);

  /** No errors to report unless the kind says so. */
  @Override
  default List<ComponentHealth> health(Request<R> request, O observed, Inspection inspection) {
    return List.of();
  }
}
