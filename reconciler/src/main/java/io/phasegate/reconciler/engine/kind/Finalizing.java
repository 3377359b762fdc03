package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.plan.Plan;
import java.util.List;

/**
 * A kind that has something to do before its object may go, beyond what the garbage collector does
 * (spec/engine.md 1.9). Kinds implement it beside their mode.
 */
public interface Finalizing<R extends HasMetadata> {

  /** The finalizer's name. */
  String finalizer();

  /** Whether the engine adds it; else one that is found is only taken away. */
  default boolean holdsDeletion() {
    return true;
  }

  /** What is left to do; the finalizer goes when the plan has succeeded. */
  Cleanup cleanup(ResourceReader reader, Request<R> request);

  /**
   * What cleaning up takes.
   *
   * @param errors what could not be seen; with any the finalizer stays
   */
  record Cleanup(Plan plan, List<CategorizedError> errors) {
    public Cleanup {
      errors = List.copyOf(errors);
    }

    /** Nothing is left to do. */
    public static Cleanup done() {
      return new Cleanup(Plan.nothing(), List.of());
    }

    /** These changes are left. */
    public static Cleanup of(Plan plan) {
      return new Cleanup(plan, List.of());
    }
  }
}
