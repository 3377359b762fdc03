package io.phasegate.reconciler.engine.health;

import io.phasegate.reconciler.engine.error.CategorizedError;
import java.util.List;

/**
 * Health with a name on it.
 *
 * @param component CamelCase; the condition is called {@code <component>Ready} unless the kind says
 *     otherwise
 */
public record ComponentHealth(String component, DependencyType dependency, Health health) {

  /** A component that nobody said who must act for. */
  public static ComponentHealth of(String component, Health health) {
    return new ComponentHealth(component, DependencyType.UNSPECIFIED, health);
  }

  /** Something that somebody else provides. */
  public static ComponentHealth upstream(String component, Health health) {
    return new ComponentHealth(component, DependencyType.UPSTREAM, health);
  }

  /** Something that we make. */
  public static ComponentHealth downstream(String component, Health health) {
    return new ComponentHealth(component, DependencyType.DOWNSTREAM, health);
  }

  public List<CategorizedError> errors() {
    return health.errors();
  }
}
