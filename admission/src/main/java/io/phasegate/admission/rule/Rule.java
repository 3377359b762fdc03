package io.phasegate.admission.rule;

import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One rule.
 *
 * @param id as in the specification, for instance {@code B9}
 * @param check what the rule has to say about a request
 */
public record Rule(String id, Function<Request, List<Finding>> check) {

  /**
   * A rule about an object, whoever wrote it. On UPDATE it ratchets (spec 4.4): a violation that
   * the old object had in the same field, for the same reason, is let through.
   */
  static Rule aboutObject(
      String id, Set<Operation> operations, Function<Subject, List<Finding>> find) {
    return new Rule(
        id,
        request -> operations.contains(request.operation()) ? ratcheted(request, find) : List.of());
  }

  private static List<Finding> ratcheted(Request request, Function<Subject, List<Finding>> find) {
    List<Finding> found = find.apply(request.after());
    if (!request.isUpdate() || found.isEmpty()) {
      return found;
    }
    List<Finding> before = find.apply(request.before());
    return found.stream().filter(finding -> !wasThere(finding, before)).toList();
  }

  private static boolean wasThere(Finding finding, List<Finding> before) {
    return finding instanceof Violation now
        && before.stream()
            .anyMatch(other ->
                other instanceof Violation then
                    && then.field().equals(now.field())
                    && then.reason() == now.reason());
  }

  /** A rule about a change. */
  static Rule aboutChange(String id, Function<Request, List<Finding>> find) {
    return new Rule(id, request -> request.isUpdate() ? find.apply(request) : List.of());
  }
}
