package io.phasegate.reconciler.engine.condition;

/** The two types of a Kubernetes event. */
public enum Severity {
  NORMAL("Normal"),
  WARNING("Warning");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** As the API spells it. */
  public String word() {
    return word;
  }
}
