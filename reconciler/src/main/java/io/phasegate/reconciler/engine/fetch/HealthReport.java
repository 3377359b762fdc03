package io.phasegate.reconciler.engine.fetch;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.DependencyType;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.HealthInspector;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes health of what was fetched, a line a component (spec/engine.md 2.2). A skipped look adds no
 * component; a failed one is reported as it is; an absent object means what the line says.
 */
public final class HealthReport {

  private final Inspection inspection;
  private final List<ComponentHealth> components = new ArrayList<>();

  private HealthReport(Inspection inspection) {
    this.inspection = inspection;
  }

  /** An empty report, whose inspectors may look at logs and events. */
  public static HealthReport with(Inspection inspection) {
    return new HealthReport(inspection);
  }

  /** Something that somebody else provides; absent, it parks the object. */
  public <T> HealthReport upstream(
      String component, FetchResult<T> fetched, HealthInspector<? super T> inspector) {
    return add(
        component, DependencyType.UPSTREAM, fetched, inspector, HealthReport::missingUpstream);
  }

  /** Something that we make; absent, it is on its way. */
  public <T> HealthReport downstream(
      String component, FetchResult<T> fetched, HealthInspector<? super T> inspector) {
    return add(
        component,
        DependencyType.DOWNSTREAM,
        fetched,
        inspector,
        error ->
            CategorizedError.missingDownstream("ResourceNotReady", error.message())
                .becauseNotFound());
  }

  /** Something that nobody said who must act for. */
  public <T> HealthReport component(
      String component, FetchResult<T> fetched, HealthInspector<? super T> inspector) {
    return add(component, DependencyType.UNSPECIFIED, fetched, inspector, UnaryOperator.identity());
  }

  /** Health that the kind found by itself. */
  public HealthReport component(ComponentHealth component) {
    components.add(component);
    return this;
  }

  /** The components, in the order of the lines. */
  public List<ComponentHealth> list() {
    return List.copyOf(components);
  }

  private <T> HealthReport add(
      String component,
      DependencyType dependency,
      FetchResult<T> fetched,
      HealthInspector<? super T> inspector,
      UnaryOperator<CategorizedError> whenAbsent) {
    switch (fetched) {
      case FetchResult.Found<T>(var value) ->
          put(component, dependency, inspector.inspect(value, inspection));
      case FetchResult.Absent<T>(_, var detail) ->
          put(component, dependency, Health.failing(whenAbsent.apply(detail)));
      case FetchResult.Failed<T>(_, var error) -> put(component, dependency, Health.failing(error));
      case FetchResult.Skipped<T> _ -> {}
    }
    return this;
  }

  private void put(String component, DependencyType dependency, Health health) {
    components.add(new ComponentHealth(component, dependency, health));
  }

  /** A reason of the kind's own, such as ConfigNotFound, is better than ours (spec 1.10). */
  private static CategorizedError missingUpstream(CategorizedError error) {
    return error.category() == ErrorCategory.MISSING_UPSTREAM_DEPENDENCY
        ? error
        : CategorizedError.missingUpstream("ReferenceNotFound", error.message()).becauseNotFound();
  }
}
