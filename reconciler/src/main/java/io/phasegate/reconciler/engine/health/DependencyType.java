package io.phasegate.reconciler.engine.health;

/** Who must act while a component is not ready. */
public enum DependencyType {
  /** Somebody else provides it: a Secret, a config. Until then the whole is Pending. */
  UPSTREAM,
  /** We make it: a Job, a Pod. Until it is ready the whole is Progressing. */
  DOWNSTREAM,
  /** Nobody said; counts as downstream. */
  UNSPECIFIED
}
