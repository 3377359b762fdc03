package io.phasegate.admission;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether an object may be written. */
public sealed interface Verdict {

  /** It may. */
  record Allowed(List<Warning> warnings) implements Verdict {}

  /**
   * It may not, for reasons that its author can mend.
   *
   * @param violations one a field, a field in front of what is in it
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
    if (findings.isEmpty()) {
      return new Allowed(List.of());
    }
    List<Warning> warnings = ofType(findings, Warning.class);
    SortedMap<FieldPath, List<Violation>> byField =
        ofType(findings, Violation.class).stream()
            .collect(Collectors.groupingBy(Violation::field, TreeMap::new, Collectors.toList()));
    List<Violation> violations = byField.values().stream().map(Violation::together).toList();
    return violations.isEmpty() ? new Allowed(warnings) : new Invalid(violations, warnings);
  }

  private static <T extends Finding> List<T> ofType(List<Finding> findings, Class<T> type) {
    return findings.stream().filter(type::isInstance).map(type::cast).distinct().toList();
  }
}
