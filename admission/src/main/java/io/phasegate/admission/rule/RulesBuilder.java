package io.phasegate.admission.rule;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes a list of rules down, one call each; see {@code DgdrV1beta1Rules} for how it reads. */
public final class RulesBuilder {

  private final String version;
  private final List<Fill> fills = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  RulesBuilder(String version) {
    this.version = version;
  }

  /**
   * Fills a field in on CREATE.
   *
   * @param value the text, from the settings; empty for nothing to fill in
   * @param where which objects need it
   */
  public RulesBuilder fillInOnCreate(
      String field, Function<Settings, String> value, Predicate<Subject> where) {
    fills.add(new Fill(Path.of(field), value, where));
    return this;
  }

  /** A rule that new objects obey, and none is held to later. */
  public Case onCreate(String id, String field, Predicate<Subject> when) {
    return new Case(id, EnumSet.of(Operation.CREATE), field, when);
  }

  /** A rule that objects always obey, unless they broke it before an update already. */
  public Case onCreateAndUpdate(String id, String field, Predicate<Subject> when) {
    return new Case(id, EnumSet.allOf(Operation.class), field, when);
  }

  /** The same for a rule that looks at several fields. */
  public RulesBuilder onCreateAndUpdate(String id, Function<Subject, List<Finding>> find) {
    return add(Rule.aboutObject(id, EnumSet.allOf(Operation.class), find));
  }

  /** A rule about what may change. */
  public RulesBuilder onUpdate(String id, Function<Request, List<Finding>> find) {
    return add(Rule.aboutChange(id, find));
  }

  private RulesBuilder add(Rule rule) {
    if (!ids.add(rule.id())) {
      throw new IllegalStateException(
          "two rules of %s are called %s".formatted(version, rule.id()));
    }
    rules.add(rule);
    return this;
  }

  /** The finished list. */
  public Rules build() {
    return new Rules(version, fills, rules);
  }

  /** A condition in which a rule speaks up; what it says comes next. */
  public final class Case {

    private final String id;
    private final Set<Operation> operations;
    private final FieldPath field;
    private final Predicate<Subject> when;

    private Case(String id, Set<Operation> operations, String field, Predicate<Subject> when) {
      this.id = id;
      this.operations = operations;
      this.field = FieldPath.of(field);
      this.when = when;
    }

    /** Refuses: nothing is in the field. */
    public RulesBuilder required(String detail) {
      return finding((_, _) -> Violation.required(field, detail));
    }

    /** Refuses: what is in the field makes no sense. */
    public RulesBuilder invalid(String detail) {
      return invalid(_ -> detail);
    }

    /** Refuses with a detail that names values. */
    public RulesBuilder invalid(Function<Subject, String> detail) {
      return finding((subject, value) -> Violation.invalid(field, value, detail.apply(subject)));
    }

    /** Lets the write through and tells its author something. */
    public RulesBuilder warn(String text) {
      return warn(_ -> text);
    }

    /** The same with a text that names values. */
    public RulesBuilder warn(Function<Subject, String> text) {
      return finding((subject, _) -> new Warning(field, text.apply(subject)));
    }

    private RulesBuilder finding(BiFunction<Subject, Json, Finding> finding) {
      return add(
          Rule.aboutObject(
              id,
              operations,
              subject ->
                  when.test(subject)
                      ? List.of(finding.apply(subject, value(subject)))
                      : List.of()));
    }

    private Json value(Subject subject) {
      return field.in(subject.object()).orElse(Json.Null.NULL);
    }
  }
}
