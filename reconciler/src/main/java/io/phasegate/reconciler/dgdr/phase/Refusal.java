package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;

/** What no retry cures: the API server's 400, 403 and 422. */
final class Refusal {

  private Refusal() {}

  static boolean is(CategorizedError error) {
    return error.category() == ErrorCategory.INVALID_SPEC || error.reason().equals("Forbidden");
  }
}
