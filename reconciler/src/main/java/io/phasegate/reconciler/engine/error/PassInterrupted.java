package io.phasegate.reconciler.engine.error;

/** The process is stopping: no error of anybody's, the pass just ends here. */
public final class PassInterrupted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PassInterrupted(Throwable cause) {
    super("the pass was interrupted", cause);
  }
}
