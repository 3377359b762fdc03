package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.reconciler.engine.kind.Next.Revisit;
import java.time.Duration;

/**
 * When a request is looked at again. What is watched wakes us up anyway; looking again by ourselves
 * is for the event that got lost (5.1).
 */
final class Pace {

  static final Revisit AT_ONCE = new Revisit.AtOnce();
  static final Revisit SOON = new Revisit.After(Duration.ofSeconds(2));
  static final Revisit IN_CASE = new Revisit.After(Duration.ofSeconds(30));
  static final Revisit SELDOM = new Revisit.After(Duration.ofMinutes(5));

  private Pace() {}
}
