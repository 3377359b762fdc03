package io.phasegate.conversion.json;

/**
 * The text is not JSON that an API server would take. The message is one sentence for the person
 * who wrote it, with the place.
 */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public MalformedJson(String message) {
    super(message);
    this.reason = message;
  }

  /** The sentence. */
  public String reason() {
    return reason;
  }
}
