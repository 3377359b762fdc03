package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.condition.Conditions;

/** Automatic, and adds fields and conditions of its own. */
public interface DecoratedKind<R extends HasMetadata, S, F, O> extends AutomaticKind<R, S, F, O> {

  /**
   * Adds to the status. {@code Ready} and the word are set already, and stay (ruling 38); a
   * condition that this does not set again disappears if its type takes part in Ready, see {@link
   * Conditions#retain}.
   *
   * @param status the stored one; conditions and word in it are overwritten afterwards
   * @param conditions to be added to
   * @param report what this pass has really done
   */
  S decorate(Request<R> request, S status, Conditions conditions, O observed, ApplyReport report);
}
