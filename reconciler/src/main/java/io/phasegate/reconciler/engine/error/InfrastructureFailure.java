package io.phasegate.reconciler.engine.error;

import java.util.List;

/**
 * Why a pass backs off. Its text depends on nothing but the count, so that logs and metrics do not
 * fill up with variants; the errors tell the rest.
 */
public record InfrastructureFailure(List<CategorizedError> errors) {

  public InfrastructureFailure {
    errors = List.copyOf(errors);
  }

  public int count() {
    return errors.size();
  }

  public String text() {
    return count() == 1 ? "1 infrastructure error" : count() + " infrastructure errors";
  }
}
