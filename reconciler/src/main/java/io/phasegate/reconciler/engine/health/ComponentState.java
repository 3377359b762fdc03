package io.phasegate.reconciler.engine.health;

/**
 * How a component fares, and in the same words the whole. Declared from worst to best: the order is
 * the ranking of spec/engine.md 3.3.
 */
public enum ComponentState {
  FAILED("Failed"),
  /** Something that the cluster would have to offer does not exist, a GPU model for one. */
  NOT_AVAILABLE("NotAvailable"),
  DEGRADED("Degraded"),
  PENDING("Pending"),
  STARTING("Starting"),
  PROGRESSING("Progressing"),
  READY("Ready"),
  /** Ready, in the words of kinds that serve. */
  RUNNING("Running");

  private final String word;

  ComponentState(String word) {
    this.word = word;
  }

  /** As it is written into a status unless the kind has words of its own. */
  public String word() {
    return word;
  }

  /** True for what somebody must look at. */
  public boolean isError() {
    return this == FAILED || this == NOT_AVAILABLE || this == DEGRADED;
  }

  /** The worse of two. */
  public static ComponentState worse(ComponentState a, ComponentState b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
