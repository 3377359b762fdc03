package io.phasegate.testkit.cluster.junit;

/**
 * A namespace that a test class has for itself.
 *
 * @param name a DNS label
 */
public record TestNamespace(String name) {

  @Override
  public String toString() {
    return name;
  }
}
