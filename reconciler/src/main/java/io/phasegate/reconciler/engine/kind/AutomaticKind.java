package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.state.ReadyPolicy;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.engine.status.StatusWords;
import java.util.Map;
import java.util.Set;

/** The engine computes conditions and status word from health. */
public non-sealed interface AutomaticKind<R extends HasMetadata, S, F, O> extends Kind<R, S, F, O> {

  @Override
  ConditionedStatus<R, S> statusShape();

  /** What conditions are called, and which of them make up Ready. */
  default ReadyPolicy readyPolicy() {
    return ReadyPolicy.standard();
  }

  /** When to look again while the whole is like this, if nothing goes wrong and no event comes. */
  default Next.Revisit revisit(ComponentState root) {
    return new Next.Revisit.OnEvent();
  }

  /** What the states are called in the status. */
  default StatusWords words() {
    return StatusWords.standard();
  }

  /** The words of the engine; a kind that writes more of them into its status adds them. */
  @Override
  default Map<String, Set<String>> statusEnums() {
    return Map.of(statusShape().wordPath(), words().written());
  }
}
