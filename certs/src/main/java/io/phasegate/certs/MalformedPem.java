package io.phasegate.certs;

/** The text does not hold the PEM that was looked for. Its reason never repeats any of the text. */
public final class MalformedPem extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  MalformedPem(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** One sentence for the person who mounted the file. */
  public String reason() {
    return reason;
  }
}
