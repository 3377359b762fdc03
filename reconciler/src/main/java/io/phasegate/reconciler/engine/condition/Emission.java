package io.phasegate.reconciler.engine.condition;

/** How often something is said. */
public enum Emission {
  NEVER,
  /** When status or reason of the condition has changed. */
  ON_TRANSITION,
  /** In each pass that sets the condition. */
  EVERY_PASS
}
