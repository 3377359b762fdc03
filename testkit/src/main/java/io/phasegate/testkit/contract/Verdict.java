package io.phasegate.testkit.contract;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a check found.
 *
 * @param breaches empty when the contract was kept
 */
public record Verdict(List<Breach> breaches) {

  public Verdict {
    breaches = List.copyOf(breaches);
  }

  static Verdict of(Stream<Breach> breaches) {
    return new Verdict(breaches.toList());
  }

  /** True when the contract was kept. */
  public boolean kept() {
    return breaches.isEmpty();
  }

  /** Throws what was broken, one line each; does nothing when the contract was kept. */
  public void orThrow() {
    if (!kept()) {
      throw new ContractBroken(this);
    }
  }

  @Override
  public String toString() {
    return kept()
        ? "the contract is kept"
        : breaches.stream().map(Breach::toString).collect(Collectors.joining("\n"));
  }
}
