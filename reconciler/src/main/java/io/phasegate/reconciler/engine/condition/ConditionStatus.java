package io.phasegate.reconciler.engine.condition;

/** The three answers a condition can give. */
public enum ConditionStatus {
  TRUE("True"),
  FALSE("False"),
  UNKNOWN("Unknown");

  private final String word;

  ConditionStatus(String word) {
    this.word = word;
  }

  /** As the API spells it. */
  public String word() {
    return word;
  }

  /** Reads the API's spelling; whatever else it may be is Unknown. */
  public static ConditionStatus parse(String word) {
    return switch (word) {
      case "True" -> TRUE;
      case "False" -> FALSE;
      default -> UNKNOWN;
    };
  }

  static ConditionStatus of(boolean truth) {
    return truth ? TRUE : FALSE;
  }
}
