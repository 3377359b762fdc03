package io.phasegate.reconciler.engine.pass;

import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import java.time.Duration;

/** What is to happen after a pass (ruling 39). */
public sealed interface Outcome {

  /** Nothing, until something that is watched changes. */
  record Settled() implements Outcome {}

  /** Nothing was done, because the object's annotation says so. */
  record Paused() implements Outcome {}

  /** The next pass, now. */
  record AgainAtOnce(String why) implements Outcome {}

  /** A pass after so long, if none comes earlier. */
  record AgainAfter(Duration delay) implements Outcome {}

  /**
   * The next pass soon, ever later with each failure in a row.
   *
   * @param graceLeft the pass must not come later than its end; zero for no grace
   */
  record BackOff(InfrastructureFailure failure, Duration graceLeft) implements Outcome {}

  /** Somebody must act; in case nothing tells us that he did, we look again slowly (D-17). */
  record Recheck(ErrorCategory because, Duration delay) implements Outcome {}
}
