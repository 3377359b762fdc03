package io.phasegate.cli;

/** Wrong use or bad input: the message is the sentence that the user reads, the exit code is 2. */
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadInput(String sentence) {
    super(sentence);
  }
}
