package io.phasegate.reconciler.engine.condition;

/** When a condition counts as changed, so that its transition time moves. A policy of the kind. */
public enum TransitionRule {
  /** Status or reason differ: the engine's own, so that the time tells since when it is so. */
  STATUS_OR_REASON,
  /** Only the status counts: the convention of Kubernetes. */
  STATUS_ONLY;

  boolean changed(StatusCondition before, StatusCondition after) {
    return before.status() != after.status()
        || (this == STATUS_OR_REASON && !before.reason().equals(after.reason()));
  }
}
