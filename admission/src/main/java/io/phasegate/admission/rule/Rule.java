package io.phasegate.admission.rule;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One rule.
 *
 * @param operations when it is asked
 * @param evenOfMetadata whether it is asked about an update of nothing but metadata too; such an
 *     update always passes but for what it would lose
 * @param when what must hold of the object as it shall be; where it does not, and that is nearly
 *     always, the rule has nothing to say and {@code check} is not asked
 * @param check what the rule has to say about a request
 */
public record Rule(
    RuleText text,
    Set<Operation> operations,
    boolean evenOfMetadata,
    Predicate<Subject> when,
    Function<Request, List<Finding>> check) {

  /** Nobody reads more findings of one rule than these; an object of 3 MiB may earn a million. */
  public static final int MOST = 1000;

  /** The condition of a rule that may have something to say about any object. */
  public static final Predicate<Subject> ANY_OBJECT = _ -> true;

  public Rule {
    operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
  }

  /** A rule that may have something to say about any object. */
  public Rule(RuleText text, Set<Operation> operations, Function<Request, List<Finding>> check) {
    this(text, operations, false, ANY_OBJECT, check);
  }

  /**
   * A rule about an object, whoever wrote it. On UPDATE it ratchets (spec 4.4): a violation that
   * the old object had in the same field, for the same reason, is let through.
   *
   * @param when the objects in which {@code find} may find something
   */
  public static Rule aboutObject(
      RuleText text,
      Set<Operation> operations,
      Predicate<Subject> when,
      Function<Subject, List<Finding>> find) {
    return new Rule(text, operations, false, when, request -> ratcheted(request, find));
  }

  /** A rule about a change. */
  public static Rule aboutChange(RuleText text, Function<Request, List<Finding>> find) {
    return new Rule(text, EnumSet.of(Operation.UPDATE), find);
  }

  /** A rule about what an update loses, whatever it changes. */
  public static Rule aboutLoss(RuleText text, Function<Request, List<Finding>> find) {
    return new Rule(text, EnumSet.of(Operation.UPDATE), true, ANY_OBJECT, find);
  }

  String id() {
    return text.id();
  }

  /** What the rule finds; nothing when it is not meant for such a request. */
  List<Finding> apply(Request request) {
    return operations.contains(request.operation())
            && (evenOfMetadata || !request.changesMetadataOnly())
            && when.test(request.after())
        ? check.apply(request)
        : List.of();
  }

  /** What makes two violations the same, whatever the value is now. */
  private record Place(FieldPath field, Reason reason) {}

  private static List<Finding> ratcheted(Request request, Function<Subject, List<Finding>> find) {
    List<Finding> found = find.apply(request.after());
    if (!request.isUpdate() || found.isEmpty()) {
      return found;
    }
    List<Finding> before = find.apply(request.before());
    if (before.size() >= MOST) {
      // There may be more, so nothing can be told to be new; and who repairs one is not held up.
      return found.stream().filter(finding -> !(finding instanceof Violation)).toList();
    }
    Set<Place> known =
        before.stream()
            .flatMap(finding ->
                finding instanceof Violation violation
                    ? Set.of(place(violation)).stream()
                    : Set.<Place>of().stream())
            .collect(Collectors.toSet());
    return found.stream()
        .filter(finding ->
            !(finding instanceof Violation violation && known.contains(place(violation))))
        .toList();
  }

  private static Place place(Violation violation) {
    return new Place(violation.field(), violation.reason());
  }
}
