package io.phasegate.reconciler.engine.state;

import static io.phasegate.reconciler.engine.policy.Deviation.NAMED_COMPONENTS_ONLY;
import static io.phasegate.reconciler.engine.policy.Deviation.REASON_TELLS_STATE;
import static io.phasegate.reconciler.engine.policy.Deviation.RUNNING_IS_READY;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.DependencyType;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A component as the engine reads it: nothing is left to be derived (spec/engine.md 3.2).
 *
 * @param type of its condition
 * @param errors in the categories that count
 */
public record Assessment(
    String component,
    String type,
    ComponentState state,
    String reason,
    String message,
    List<CategorizedError> errors,
    DependencyType dependency) {

  private static final Pattern CONDITION_TYPE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,314}[A-Za-z0-9])?");

  /**
   * Reads all components.
   *
   * @throws IllegalStateException when two have one name, or one has none: a mistake in the kind
   *     (D-5)
   */
  public static List<Assessment> of(
      List<ComponentHealth> components, ReadyPolicy policy, Profile profile) {
    if (profile.has(NAMED_COMPONENTS_ONLY)) {
      checkNames(components);
    }
    return components.stream().map(component -> of(component, policy, profile)).toList();
  }

  private static Assessment of(ComponentHealth component, ReadyPolicy policy, Profile profile) {
    List<CategorizedError> errors =
        component.errors().stream().map(error -> error.as(error.category().in(profile))).toList();
    ComponentState state =
        switch (component.health()) {
          case Health.Stated stated -> stated.state();
          case Health.Derived _ -> derived(errors);
        };
    return new Assessment(
        component.component(),
        policy.conditionName().apply(component.component()),
        state,
        reason(component.health(), errors, state, profile),
        message(component.health(), errors),
        errors,
        component.dependency());
  }

  private static ComponentState derived(List<CategorizedError> errors) {
    return errors.stream()
        .map(error ->
            switch (error.category()) {
              case AUTH, INVALID_SPEC, RESOURCE_EXHAUSTION -> ComponentState.FAILED;
              case MISSING_UPSTREAM_DEPENDENCY, INFRASTRUCTURE -> ComponentState.DEGRADED;
              case MISSING_DOWNSTREAM_DEPENDENCY, UNKNOWN -> ComponentState.PROGRESSING;
            })
        .reduce(ComponentState.READY, ComponentState::worse);
  }

  private static String reason(
      Health health, List<CategorizedError> errors, ComponentState state, Profile profile) {
    if (health instanceof Health.Stated stated && !stated.reason().isEmpty()) {
      return stated.reason();
    }
    if (!errors.isEmpty()) {
      return errors.getFirst().reason();
    }
    return profile.has(REASON_TELLS_STATE) ? state.word() : ComponentState.READY.word();
  }

  private static String message(Health health, List<CategorizedError> errors) {
    if (health instanceof Health.Stated stated && !stated.message().isEmpty()) {
      return stated.message();
    }
    return errors.isEmpty() ? "" : errors.getFirst().message();
  }

  /** Whether its condition is True (D-24). */
  boolean isReady(Profile profile) {
    return state == ComponentState.READY
        || (state == ComponentState.RUNNING && profile.has(RUNNING_IS_READY));
  }

  boolean has(ErrorCategory category) {
    return errors.stream().anyMatch(error -> error.category() == category);
  }

  /** What the whole is while this one is neither ready nor in trouble. */
  ComponentState waiting() {
    return dependency == DependencyType.UPSTREAM
        ? ComponentState.PENDING
        : ComponentState.PROGRESSING;
  }

  private static void checkNames(List<ComponentHealth> components) {
    Set<String> seen = new HashSet<>();
    for (ComponentHealth component : components) {
      String name = component.component();
      if (!CONDITION_TYPE.matcher(name).matches()) {
        throw new IllegalStateException("\"%s\" cannot name a component".formatted(name));
      }
      if (!seen.add(name)) {
        throw new IllegalStateException("two components are called " + name);
      }
    }
  }
}
