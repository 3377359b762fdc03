package io.phasegate.reconciler.engine.cases;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;

/** The letters of spec/engine.md section 10, and components made of them. */
final class Parts {

  static final CategorizedError I = CategorizedError.infrastructure("NetworkTimeout", "timed out");
  static final CategorizedError A = CategorizedError.auth("Forbidden", "may not");
  static final CategorizedError S = CategorizedError.invalidSpec("Bad", "is bad");
  static final CategorizedError U =
      CategorizedError.missingUpstream("ReferenceNotFound", "is not there");
  static final CategorizedError D = CategorizedError.missingDownstream("NotFound", "not yet");
  static final CategorizedError X = CategorizedError.exhausted("PodOOMKilled", "no memory");
  static final CategorizedError K = CategorizedError.unknown("boom");

  private Parts() {}

  static ComponentHealth model(ComponentState state, String reason) {
    return ComponentHealth.of("Model", Health.of(state, reason, ""));
  }

  static ComponentHealth model(CategorizedError... errors) {
    return ComponentHealth.of("Model", Health.failing(errors));
  }

  static ComponentHealth named(String name, ComponentState state, String reason) {
    return ComponentHealth.of(name, Health.of(state, reason, "about " + name));
  }

  static ComponentHealth named(String name, CategorizedError... errors) {
    return ComponentHealth.of(name, Health.failing(errors));
  }

  static ComponentHealth ready() {
    return ComponentHealth.of("Model", Health.ready());
  }
}
