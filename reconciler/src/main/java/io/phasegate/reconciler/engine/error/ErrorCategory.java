package io.phasegate.reconciler.engine.error;

import static io.phasegate.reconciler.engine.policy.Deviation.EXHAUSTION_STOPS_APPLY;
import static io.phasegate.reconciler.engine.policy.Deviation.UNKNOWN_IS_INFRASTRUCTURE;

import io.phasegate.reconciler.engine.policy.Profile;

/** Whose turn it is when something went wrong. The table of spec/engine.md 4.1 in code. */
public enum ErrorCategory {
  /** The way to the cluster, or the cluster: a retry cures it. */
  INFRASTRUCTURE("Infrastructure", Effect.BACKS_OFF),
  /** Rights or credentials: somebody must grant them. */
  AUTH("Auth", Effect.PARKS),
  /** What the user wrote cannot work: somebody must change it. */
  INVALID_SPEC("InvalidSpec", Effect.PARKS),
  /** Something the user refers to is not there: somebody must provide it. */
  MISSING_UPSTREAM_DEPENDENCY("MissingReference", Effect.PARKS),
  /** Something we make is not there yet: the next apply makes it. */
  MISSING_DOWNSTREAM_DEPENDENCY("MissingDependency", Effect.GOES_ON),
  /** The cluster has no room. */
  RESOURCE_EXHAUSTION("ResourceExhaustion", Effect.PARKS),
  /** Nobody knows. */
  UNKNOWN("Unknown", Effect.BACKS_OFF);

  /** What a category does to a pass. */
  public enum Effect {
    /** Writes stop; the pass is repeated, ever more slowly. */
    BACKS_OFF,
    /** Writes stop; the object waits for an event, or for the slow recheck. */
    PARKS,
    /** Writes go on. */
    GOES_ON
  }

  private final String label;
  private final Effect effect;

  ErrorCategory(String label, Effect effect) {
    this.label = label;
    this.effect = effect;
  }

  /** The word that people and metrics see. */
  public String label() {
    return label;
  }

  /** What it does to a pass, D-1 considered. */
  public Effect effect(Profile profile) {
    boolean upstreamGoesOn = this == RESOURCE_EXHAUSTION && !profile.has(EXHAUSTION_STOPS_APPLY);
    return upstreamGoesOn ? Effect.GOES_ON : effect;
  }

  /** The category that counts, D-2 considered. */
  public ErrorCategory in(Profile profile) {
    return this == UNKNOWN && profile.has(UNKNOWN_IS_INFRASTRUCTURE) ? INFRASTRUCTURE : this;
  }
}
