package io.phasegate.reconciler.engine.health;

import io.phasegate.reconciler.engine.error.CategorizedError;
import java.util.List;

/** What an inspector says about one thing. */
public sealed interface Health {

  /** Errors, which stop or repeat the pass whatever the state is said to be. */
  List<CategorizedError> errors();

  /**
   * The inspector knows the state.
   *
   * @param reason one CamelCase word; empty for the state's own
   * @param message a sentence; may be empty
   */
  record Stated(ComponentState state, String reason, String message, List<CategorizedError> errors)
      implements Health {
    public Stated {
      errors = List.copyOf(errors);
    }
  }

  /** State, reason and message follow from the errors: none means ready. */
  record Derived(List<CategorizedError> errors) implements Health {
    public Derived {
      errors = List.copyOf(errors);
    }
  }

  /** All is well. */
  static Health ready() {
    return new Derived(List.of());
  }

  /** All is well, for a reason worth naming. */
  static Health ready(String reason) {
    return new Stated(ComponentState.READY, reason, "", List.of());
  }

  /** On its way. */
  static Health progressing(String reason, String message) {
    return new Stated(ComponentState.PROGRESSING, reason, message, List.of());
  }

  /** Any state, without error. */
  static Health of(ComponentState state, String reason, String message) {
    return new Stated(state, reason, message, List.of());
  }

  /** Not well, because of these. */
  static Health failing(CategorizedError... errors) {
    return new Derived(List.of(errors));
  }

  /** The same in a state of its own. */
  static Health failing(ComponentState state, CategorizedError error) {
    return new Stated(state, error.reason(), error.message(), List.of(error));
  }
}
