package io.phasegate.reconciler.engine.state;

import io.phasegate.reconciler.engine.condition.ConditionStatus;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.health.ComponentState;
import java.time.Duration;

/**
 * The whole in one word and one condition.
 *
 * @param root the word
 * @param graceLeft of the ten seconds; zero when there is no grace
 */
public record Verdict(
    ComponentState root,
    ConditionStatus ready,
    String reason,
    String message,
    Observability loudness,
    Duration graceLeft) {

  /** Writes the Ready condition; doing it again changes nothing. */
  public void stamp(Conditions conditions) {
    conditions.set(EngineConditions.READY, ready, reason, message, loudness);
  }

  public boolean inGrace() {
    return graceLeft.isPositive();
  }
}
