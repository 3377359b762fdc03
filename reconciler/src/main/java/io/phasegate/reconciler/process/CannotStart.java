package io.phasegate.reconciler.process;

/** The process cannot start; the message is the sentence for the person who starts it. */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  public CannotStart(String sentence) {
    super(sentence);
  }
}
