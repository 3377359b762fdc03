package io.phasegate.reconciler.engine.state;

import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.ComponentState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that takes part in Ready, and the state that it counts with (spec/engine.md 3.5 B).
 *
 * @param explained whether it names an error, rather than only that there is one somewhere
 */
record Finding(
    String subject, ComponentState state, String reason, String message, boolean explained) {

  /**
   * A condition.
   *
   * @param component that it belongs to, if that was reported in this pass
   * @param overlooked states that grace gives, by condition type
   */
  static Finding of(
      StatusCondition condition,
      @Nullable Assessment component,
      Map<String, ComponentState> overlooked) {
    String subject =
        component == null ? condition.type().replaceFirst("Ready$", "") : component.component();
    ComponentState state = overlooked.getOrDefault(condition.type(), state(condition, component));
    boolean explained = component != null && !component.errors().isEmpty();
    return new Finding(subject, state, condition.reason(), condition.message(), explained);
  }

  private static ComponentState state(StatusCondition condition, @Nullable Assessment component) {
    if (condition.isTrue()) {
      return ComponentState.READY;
    }
    if (component == null) {
      return ComponentState.PROGRESSING;
    }
    boolean telling = component.state().isError() || component.state() == ComponentState.PENDING;
    return telling ? component.state() : component.waiting();
  }

  /**
   * A required write that failed, and if somebody must act, for good: so Ready quotes why. Where it
   * is an outage, the summary makes it Degraded.
   */
  static Finding ofFailedWrite(CategorizedError error) {
    ComponentState state =
        switch (error.category()) {
          case AUTH, INVALID_SPEC, MISSING_UPSTREAM_DEPENDENCY, RESOURCE_EXHAUSTION ->
              ComponentState.FAILED;
          case INFRASTRUCTURE, MISSING_DOWNSTREAM_DEPENDENCY, UNKNOWN -> ComponentState.PROGRESSING;
        };
    return new Finding("a write", state, error.reason(), error.message(), true);
  }
}
