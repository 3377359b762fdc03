package io.phasegate.reconciler.engine.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import java.util.List;

/** A status that the engine can fill in: conditions, one word, the generation it speaks about. */
public interface ConditionedStatus<R extends HasMetadata, S> extends StatusShape<R, S> {

  List<StatusCondition> conditions(S status);

  /** The word that sums it up; empty when there is none yet. */
  String word(S status);

  /** Where the word stands: its path within the status. */
  default String wordPath() {
    return "status";
  }

  /** The same status with these. */
  S with(S status, List<StatusCondition> conditions, String word, long observedGeneration);
}
