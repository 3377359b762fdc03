package io.phasegate.reconciler.engine.error;

/** Carries a {@link CategorizedError} through code that can only throw. */
public final class CategorizedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient CategorizedError error;

  public CategorizedException(CategorizedError error) {
    super(error.text());
    this.error = error;
  }

  public CategorizedError error() {
    return error;
  }
}
