package io.phasegate.reconciler.engine.state;

import static io.phasegate.reconciler.engine.policy.Deviation.GRACE_LEAVES_CONDITIONS_ALONE;
import static io.phasegate.reconciler.engine.policy.Deviation.PRUNE_UNREPORTED;
import static io.phasegate.reconciler.engine.policy.Deviation.STATUS_AFTER_APPLY;
import static io.phasegate.reconciler.engine.policy.Deviation.WRITE_ERRORS_ARE_CLASSIFIED;

import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.error.ErrorCategory.Effect;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.policy.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the engine's conditions of one pass and sums them up (spec/engine.md 3.4 to 4.5): the
 * parents, one condition a component, grace, and the verdict. The kind's own conditions are none of
 * its business.
 */
public final class StateEngine {

  /** How long an outage is overlooked. Stored times have whole seconds, so it may be 9 to 10. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  private final List<Assessment> components;
  private final List<CategorizedError> writeErrors;
  private final ComponentState storedRoot;
  private final Conditions conditions;
  private final ReadyPolicy policy;
  private final Profile profile;
  private final Instant now;

  /** States that grace gives to components, by condition type. */
  private final Map<String, ComponentState> overlooked = new HashMap<>();

  /**
   * The engine of one pass.
   *
   * @param writeErrors what went wrong with the required changes of this pass
   * @param storedRoot the word that the status held before
   * @param conditions is changed
   */
  public StateEngine(
      List<Assessment> components,
      List<CategorizedError> writeErrors,
      ComponentState storedRoot,
      Conditions conditions,
      ReadyPolicy policy,
      Profile profile,
      Instant now) {
    this.components = List.copyOf(components);
    this.writeErrors = writeErrors.stream().map(error -> categorized(error, profile)).toList();
    this.storedRoot = storedRoot;
    this.conditions = conditions;
    this.policy = policy;
    this.profile = profile;
    this.now = now;
  }

  /** D-10: without it a refused write counts as an outage. */
  private static CategorizedError categorized(CategorizedError error, Profile profile) {
    return error.as(
        profile.has(WRITE_ERRORS_ARE_CLASSIFIED)
            ? error.category().in(profile)
            : ErrorCategory.INFRASTRUCTURE);
  }

  /** Sets parents and components; the order matters, grace looks at what reachable() wrote. */
  public void setConditions() {
    new ParentConditions(components, writeErrors, conditions, profile).set();
    boolean inGrace = graceLeft().isPositive();
    components.forEach(component -> setCondition(component, inGrace));
  }

  private void setCondition(Assessment component, boolean inGrace) {
    var stored = conditions.stored(component.type());
    if (inGrace && component.has(ErrorCategory.INFRASTRUCTURE) && stored.isPresent()) {
      overlook(component, stored.get());
      return;
    }
    Observability loudness =
        component.state().isError() ? Observability.AS_ERROR : Observability.AS_INFO;
    if (component.isReady(profile)) {
      conditions.markTrue(component.type(), component.reason(), component.message(), loudness);
    } else {
      conditions.markFalse(component.type(), component.reason(), component.message(), loudness);
    }
  }

  /** Grace for a component that was known before the outage (D-7; spec 4.5). */
  private void overlook(Assessment component, StatusCondition stored) {
    if (profile.has(GRACE_LEAVES_CONDITIONS_ALONE)) {
      conditions.retain(component.type());
      ComponentState otherwise =
          storedRoot.isError() ? ComponentState.DEGRADED : component.waiting();
      overlooked.put(component.type(), stored.isTrue() ? ComponentState.READY : otherwise);
      return;
    }
    conditions.set(
        component.type(),
        stored.status(),
        component.reason(),
        component.message(),
        stored.isFalse() ? Observability.AS_ERROR : Observability.AS_INFO);
  }

  /** What is left of grace; zero when there is none. */
  private Duration graceLeft() {
    if (!outage()) {
      return Duration.ZERO;
    }
    Duration age =
        conditions
            .get(EngineConditions.DEPENDENCIES_REACHABLE)
            .filter(StatusCondition::isFalse)
            .map(condition -> Duration.between(condition.lastTransitionTime(), now))
            .orElse(GRACE);
    return age.compareTo(GRACE) < 0 ? GRACE.minus(age) : Duration.ZERO;
  }

  private boolean outage() {
    return allErrors().anyMatch(error -> error.category().effect(profile) == Effect.BACKS_OFF);
  }

  private Stream<CategorizedError> allErrors() {
    return Stream.concat(
        components.stream().flatMap(component -> component.errors().stream()),
        profile.has(STATUS_AFTER_APPLY) ? writeErrors.stream() : Stream.empty());
  }

  /** Sums up what {@link #setConditions} has set. */
  public Verdict verdict() {
    return new Summary(
            findings(),
            allErrors().map(CategorizedError::category).toList(),
            outage(),
            graceLeft(),
            profile)
        .verdict();
  }

  /** What takes part in Ready, in the order of the conditions; failed writes come last. */
  private List<Finding> findings() {
    Map<String, Assessment> byType = new HashMap<>();
    components.forEach(component -> byType.put(component.type(), component));
    Stream<Finding> ofConditions =
        conditions.all().stream()
            .filter(condition -> policy.takesPart(condition.type()))
            .filter(condition ->
                !profile.has(PRUNE_UNREPORTED) || conditions.isTouched(condition.type()))
            .map(condition -> Finding.of(condition, byType.get(condition.type()), overlooked));
    return Stream.concat(ofConditions, failedWrites()).toList();
  }

  /** A status must not claim what writes did not do, but an outage of seconds is overlooked. */
  private Stream<Finding> failedWrites() {
    boolean overlook =
        graceLeft().isPositive()
            && conditions.stored(EngineConditions.READY).filter(StatusCondition::isTrue).isPresent()
            && writeErrors.stream()
                .allMatch(error -> error.category().effect(profile) == Effect.BACKS_OFF);
    return profile.has(STATUS_AFTER_APPLY) && !overlook
        ? writeErrors.stream().map(Finding::ofFailedWrite)
        : Stream.empty();
  }

  /** Removes the conditions of components that nobody speaks about any more (D-4). */
  public void prune() {
    if (profile.has(PRUNE_UNREPORTED)) {
      conditions.all().stream()
          .map(StatusCondition::type)
          .filter(type -> policy.takesPart(type) && !conditions.isTouched(type))
          .forEach(conditions::remove);
    }
  }
}
