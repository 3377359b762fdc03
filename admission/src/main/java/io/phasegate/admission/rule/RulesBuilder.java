package io.phasegate.admission.rule;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Writes a list of rules down, one call each; see {@code DgdrV1beta1Rules} for how it reads. */
public final class RulesBuilder {

  private final String version;
  private final List<Fill> fills = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> standIns = new HashSet<>();

  RulesBuilder(String version) {
    this.version = version;
  }

  /**
   * Fills a field in on CREATE.
   *
   * @param when which objects need it, as people read it
   * @param value the text, from the settings; empty for nothing to fill in
   * @param where which objects need it
   */
  public RulesBuilder fillInOnCreate(
      String field, String when, Function<Settings, String> value, Predicate<Subject> where) {
    fills.add(new Fill(Path.of(field), when, value, where));
    return this;
  }

  /**
   * A rule that new objects obey, and none is held to later.
   *
   * @param text the condition as people read it, going on from "when"
   */
  public Case onCreate(String id, String field, String text, Predicate<Subject> when) {
    return new Case(id, EnumSet.of(Operation.CREATE), field, text, when, only(field, when));
  }

  /** A rule that objects always obey, unless they broke it before an update already. */
  public Case onCreateAndUpdate(String id, String field, String text, Predicate<Subject> when) {
    return always(id, field, text, when, only(field, when));
  }

  /** The same rule for each of several fields. */
  public Case onCreateAndUpdate(
      String id, List<String> fields, String text, BiPredicate<Subject, String> when) {
    return always(
        id,
        String.join(", ", fields),
        text,
        subject -> isAny(fields, subject, when),
        subject ->
            fields.stream().filter(field -> when.test(subject, field)).map(FieldPath::of).toList());
  }

  private static boolean isAny(
      List<String> fields, Subject subject, BiPredicate<Subject, String> when) {
    for (String field : fields) {
      if (when.test(subject, field)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A rule that finds its fields itself.
   *
   * @param within the field that all of them are in; where it is absent, nobody looks for them
   * @param rest how they go on behind it, for people: {@code [].name} for instance
   */
  public Case onCreateAndUpdateWherever(
      String id,
      String within,
      String rest,
      String text,
      Function<Subject, Stream<FieldPath>> find) {
    return always(
        id,
        within + rest,
        text,
        subject -> subject.has(within),
        subject -> find.apply(subject).limit(Rule.MOST).toList());
  }

  private Case always(
      String id,
      String field,
      String text,
      Predicate<Subject> when,
      Function<Subject, List<FieldPath>> find) {
    return new Case(id, EnumSet.allOf(Operation.class), field, text, when, find);
  }

  private static Function<Subject, List<FieldPath>> only(String field, Predicate<Subject> when) {
    List<FieldPath> path = List.of(FieldPath.of(field));
    return subject -> when.test(subject) ? path : List.of();
  }

  /** A rule that has a file of its own. */
  public RulesBuilder rule(Rule rule) {
    if (!ids.add(rule.id())) {
      throw new IllegalStateException(
          "two rules of %s are called %s".formatted(version, rule.id()));
    }
    rules.add(rule);
    return this;
  }

  /** Rules that several kinds have alike. */
  public RulesBuilder including(UnaryOperator<RulesBuilder> more) {
    return more.apply(this);
  }

  /** The rule before says in this version's words what a rule of the other version says. */
  public RulesBuilder inPlaceOf(String id) {
    standIns.add(id);
    return this;
  }

  /** The finished list. */
  public Rules build() {
    return new Rules(version, fills, rules, standIns);
  }

  /** A condition in which a rule speaks up; what it says comes next. */
  public final class Case {

    private final String id;
    private final Set<Operation> operations;
    private final String field;
    private final String condition;
    private final Predicate<Subject> when;
    private final Function<Subject, List<FieldPath>> find;

    private Case(
        String id,
        Set<Operation> operations,
        String field,
        String condition,
        Predicate<Subject> when,
        Function<Subject, List<FieldPath>> find) {
      this.id = id;
      this.operations = operations;
      this.field = field;
      this.condition = condition;
      this.when = when;
      this.find = find;
    }

    /** Refuses: nothing is in the field. The message is a {@link Message}, here and below. */
    public RulesBuilder required(String message) {
      return refuse(Reason.REQUIRED, message, (at, _, detail) -> Violation.required(at, detail));
    }

    /** Refuses: what is in the field makes no sense. */
    public RulesBuilder invalid(String message) {
      return refuse(Reason.INVALID, message, Violation::invalid);
    }

    /** Refuses: another item of the list says the same. */
    public RulesBuilder duplicate(String message) {
      return refuse(
          Reason.DUPLICATE,
          message,
          (at, value, detail) -> Violation.of(at, Reason.DUPLICATE, value, detail));
    }

    /** Refuses: what is in the field is none of these. */
    public RulesBuilder notSupported(String... values) {
      List<Json.Text> supported = Stream.of(values).map(Json.Text::new).toList();
      return refuse(
          Reason.NOT_SUPPORTED,
          "supported values: " + String.join(", ", values),
          (at, value, _) -> Violation.notSupported(at, value, supported));
    }

    /** Lets the write through and tells its author something. */
    public RulesBuilder warn(String message) {
      return add(RuleText.WARNING, message, (at, _, text) -> new Warning(at, text));
    }

    private interface Speech {
      Finding of(FieldPath at, Json value, String message);
    }

    private RulesBuilder refuse(Reason reason, String message, Speech speech) {
      return add(reason.title(), message, speech);
    }

    private RulesBuilder add(String answer, String text, Speech speech) {
      var message = new Message(text);
      return rule(
          Rule.aboutObject(
              new RuleText(id, field, condition, answer, text),
              operations,
              when,
              subject -> findings(subject, message, speech)));
    }

    /** A rule that looks for its fields finds none nearly always. */
    private List<Finding> findings(Subject subject, Message message, Speech speech) {
      List<FieldPath> fields = find.apply(subject);
      return fields.isEmpty()
          ? List.of()
          : fields.stream()
              .map(at ->
                  speech.of(
                      at,
                      at.in(subject.object()).orElse(Json.Null.NULL),
                      message.about(subject, at)))
              .toList();
    }
  }
}
