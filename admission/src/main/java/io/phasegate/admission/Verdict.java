package io.phasegate.admission;

import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import java.util.Comparator;
import java.util.List;

/** Whether an object may be written. */
public sealed interface Verdict {

  /** It may. */
  record Allowed(List<Warning> warnings) implements Verdict {}

  /**
   * It may not, for reasons that its author can mend.
   *
   * @param violations all of them, sorted by field
   */
  record Invalid(List<Violation> violations, List<Warning> warnings) implements Verdict {}

  /**
   * There are no rules for this kind or version, so nobody can tell.
   *
   * @param reason one sentence for the person at {@code kubectl}
   */
  record NotServed(String reason) implements Verdict {}

  /** Sums findings up, each once. */
  static Verdict of(List<Finding> findings) {
    List<Warning> warnings = ofType(findings, Warning.class);
    List<Violation> violations =
        ofType(findings, Violation.class).stream()
            .sorted(Comparator.comparing(Violation::toString))
            .toList();
    return violations.isEmpty() ? new Allowed(warnings) : new Invalid(violations, warnings);
  }

  private static <T extends Finding> List<T> ofType(List<Finding> findings, Class<T> type) {
    return findings.stream().filter(type::isInstance).map(type::cast).distinct().toList();
  }
}
