package io.phasegate.reconciler.engine.state;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A kind's say in what its conditions are called and which of them make it ready (ruling 38).
 *
 * @param conditionName the condition's type for a component's name
 * @param counts which condition types take part in {@code Ready}; the engine's own never do
 */
public record ReadyPolicy(UnaryOperator<String> conditionName, Predicate<String> counts) {

  /** {@code <component>Ready}, and all of those count. */
  public static ReadyPolicy standard() {
    return new ReadyPolicy(component -> component + "Ready", type -> type.endsWith("Ready"));
  }

  /** The same, but these components do not count towards Ready. */
  public ReadyPolicy without(String... components) {
    Predicate<String> fewer = counts;
    for (String component : components) {
      String type = conditionName.apply(component);
      fewer = fewer.and(other -> !other.equals(type));
    }
    return new ReadyPolicy(conditionName, fewer);
  }

  boolean takesPart(String type) {
    return !EngineConditions.ALL.contains(type) && counts.test(type);
  }
}
