package io.phasegate.conversion.yaml;

/** The text is not YAML that {@code kubectl} would take. */
public final class MalformedYaml extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  private final int line;

  /**
   * @param line where, from 1
   */
  public MalformedYaml(int line, String message) {
    super(message);
    this.reason = message;
    this.line = line;
  }

  /** The line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** The sentence. */
  public String reason() {
    return reason;
  }
}
