package io.phasegate.reconciler.engine.state;

import static io.phasegate.reconciler.engine.state.EngineConditions.AUTHENTICATION_VALID;
import static io.phasegate.reconciler.engine.state.EngineConditions.AUTH_ERROR;
import static io.phasegate.reconciler.engine.state.EngineConditions.AUTH_VALID;
import static io.phasegate.reconciler.engine.state.EngineConditions.CONFIGURATION_VALID;
import static io.phasegate.reconciler.engine.state.EngineConditions.CONFIG_VALID;
import static io.phasegate.reconciler.engine.state.EngineConditions.DEPENDENCIES_REACHABLE;
import static io.phasegate.reconciler.engine.state.EngineConditions.INFRASTRUCTURE_ERROR;
import static io.phasegate.reconciler.engine.state.EngineConditions.INVALID_SPEC;
import static io.phasegate.reconciler.engine.state.EngineConditions.REACHABLE;
import static io.phasegate.reconciler.engine.state.EngineConditions.REFERENCE_NOT_FOUND;

import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The three conditions that say what stops the object (spec/engine.md 4.4). True means healthy.
 * Each appears with its first error, turns True when the errors are gone, and never disappears
 * again.
 */
final class ParentConditions {

  /** An error and whose it is. */
  private record Named(String subject, CategorizedError error) {}

  private final List<Named> errors = new ArrayList<>();
  private final Conditions conditions;
  private final Profile profile;

  ParentConditions(
      List<Assessment> components,
      List<CategorizedError> writeErrors,
      Conditions conditions,
      Profile profile) {
    for (Assessment component : components) {
      component.errors().forEach(error -> errors.add(new Named(component.component(), error)));
    }
    writeErrors.forEach(error -> errors.add(new Named("a write", error)));
    this.conditions = conditions;
    this.profile = profile;
  }

  void set() {
    Predicate<CategorizedError> outage =
        error -> error.category().effect(profile) == ErrorCategory.Effect.BACKS_OFF;
    if (!marked(
        DEPENDENCIES_REACHABLE, INFRASTRUCTURE_ERROR, "the cluster does not do its part", outage)) {
      recovered(DEPENDENCIES_REACHABLE, REACHABLE, "the cluster does its part again");
    }
    if (!marked(AUTH_VALID, AUTH_ERROR, "not allowed", in(ErrorCategory.AUTH))) {
      recovered(AUTH_VALID, AUTHENTICATION_VALID, "rights and credentials are fine now");
    }
    if (!marked(CONFIG_VALID, INVALID_SPEC, "cannot work", in(ErrorCategory.INVALID_SPEC))
        && !marked(
            CONFIG_VALID,
            REFERENCE_NOT_FOUND,
            "refers to what does not exist",
            in(ErrorCategory.MISSING_UPSTREAM_DEPENDENCY))) {
      recovered(CONFIG_VALID, CONFIGURATION_VALID, "the configuration is fine now");
    }
  }

  private static Predicate<CategorizedError> in(ErrorCategory category) {
    return error -> error.category() == category;
  }

  private boolean marked(
      String type, String reason, String start, Predicate<CategorizedError> which) {
    List<Named> matching = errors.stream().filter(named -> which.test(named.error())).toList();
    if (matching.isEmpty()) {
      return false;
    }
    String details =
        matching.stream()
            .map(named -> named.subject() + " (" + named.error().text() + ")")
            .distinct()
            .collect(Collectors.joining(", "));
    conditions.markFalse(type, reason, start + ": " + details, Observability.AS_ERROR);
    return true;
  }

  private void recovered(String type, String reason, String message) {
    if (conditions.anyFalse(type)) {
      conditions.markTrue(type, reason, message);
    }
  }
}
