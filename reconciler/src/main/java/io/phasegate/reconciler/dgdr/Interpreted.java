package io.phasegate.reconciler.dgdr;

import io.phasegate.reconciler.dgdr.phase.Observed;
import io.phasegate.reconciler.engine.plan.Change;
import java.util.List;

/**
 * What was seen, and what it means.
 *
 * @param observed what the phase is decided by
 * @param upkeep what is put right on the way, whatever the phase makes of the rest
 */
public record Interpreted(Observed observed, List<Change> upkeep) {
  public Interpreted {
    upkeep = List.copyOf(upkeep);
  }
}
