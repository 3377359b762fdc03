package io.phasegate.reconciler.engine.health;

/** Judges one thing that was fetched. It is never called when the fetch failed. */
@FunctionalInterface
public interface HealthInspector<T> {

  /** How it fares; logs and events may be looked at through the inspection. */
  Health inspect(T value, Inspection inspection);
}
