package io.phasegate.reconciler.engine.state;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.error.ErrorCategory.Effect;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.List;

/** Whether a pass may write, and what follows if not (spec/engine.md 4.1 and 4.2). */
public sealed interface Permit {

  /** It may. */
  record Granted() implements Permit {}

  /** It may not, and only somebody else can change that. */
  record Parked(ErrorCategory because) implements Permit {}

  /** It may not, and tries again soon. */
  record BackingOff(InfrastructureFailure failure) implements Permit {}

  /** In the order in which they are named when several are there. */
  List<ErrorCategory> PARKING =
      List.of(
          ErrorCategory.AUTH,
          ErrorCategory.INVALID_SPEC,
          ErrorCategory.MISSING_UPSTREAM_DEPENDENCY,
          ErrorCategory.RESOURCE_EXHAUSTION);

  /** What errors allow. Infrastructure comes first: who cannot see well should not decide. */
  static Permit of(List<CategorizedError> errors, Profile profile) {
    List<CategorizedError> infrastructure =
        errors.stream()
            .filter(error -> error.category().effect(profile) == Effect.BACKS_OFF)
            .toList();
    if (!infrastructure.isEmpty()) {
      return new BackingOff(new InfrastructureFailure(infrastructure));
    }
    return PARKING.stream()
        .filter(category -> category.effect(profile) == Effect.PARKS)
        .filter(category -> errors.stream().anyMatch(error -> error.category() == category))
        .<Permit>map(Parked::new)
        .findFirst()
        .orElseGet(Granted::new);
  }
}
