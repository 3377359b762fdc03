package io.phasegate.admission;

import io.phasegate.admission.rule.Fill;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/admission.md} from the lists of rules. */
final class AdmissionGuide {

  private static final String HEAD =
      """
      <!-- Generated from the lists of rules; do not edit.
           To write it anew: mvn test -pl conversion,admission -Dtest=AdmissionGuideTest -Dphasegate.docs=write
             -Dsurefire.failIfNoSpecifiedTests=false -->

      # What admission fills in, refuses and warns of

      The webhook sees every write of an object before it is stored, in the version that you wrote, and
      answers in the fields of that version.

      - A **refusal** has code 422 and reason `Invalid`, like one by the schema. It tells everything that is
        wrong at once, sorted, one cause a field. Nothing of the write is stored.
      - A **warning** lets the write through; `kubectl` prints it.
      - What was wrong **before** an update, in the same field and for the same reason, does not stand in the
        way of the update. Warnings come again.
      - **Nothing but metadata**: an update of labels, finalizers, owner references or managed fields passes,
        whatever else the object is, and nobody is warned again; of all rules only `room` and `whole` still
        hold. Annotations are more than that, as they may hold fields of the other version; and `kubectl apply`
        without `--server-side` keeps one of its own, so that what it changes is looked at. A default that an API server fills
        into the new object and not into the old one, as it does in a version that is not stored, is no change.
      - **Never held up**: deleting, updates of an object that is being deleted (they remove finalizers), and
        subresources such as `status`.
      - A **dry run** is answered as the real write is.

      In a message, `{}` stands for what the field holds, `{spec.model}` for what that field holds, and other
      words in braces for what they say. `[]` in a field stands for the place in a list, `*` for any key, and `**`
      for any field below. The ids are those of the specification where it has some.
      """;

  private AdmissionGuide() {}

  static String text(Admission admission) {
    return HEAD
        + admission.kinds().stream().map(AdmissionGuide::kind).collect(Collectors.joining());
  }

  private static String kind(AdmittedKind kind) {
    List<Rules> lists = kind.versions().values().stream().map(AdmittedKind.Version::rules).toList();
    return "\n# %s (%s)\n".formatted(kind.crd().kind(), kind.crd().group())
        + lists.stream().map(AdmissionGuide::version).collect(Collectors.joining())
        + (lists.size() == 2 ? between(lists.getFirst(), lists.getLast()) : "");
  }

  private static String version(Rules rules) {
    return "\n## If you write %s\n".formatted(rules.version())
        + fills(rules.fills())
        + "\nChecked:\n\n"
        + row("id", "on", "field", "when", "answer", "message")
        + row("---", "---", "---", "---", "---", "---")
        + rules.rules().stream().map(AdmissionGuide::rule).collect(Collectors.joining());
  }

  private static String fills(List<Fill> fills) {
    return fills.isEmpty()
        ? ""
        : "\nFilled in when a new object is created:\n\n"
            + row("field", "when")
            + row("---", "---")
            + fills.stream().map(AdmissionGuide::fill).collect(Collectors.joining());
  }

  private static String fill(Fill fill) {
    return row(code(fill.field().toString()), fill.when());
  }

  private static String rule(Rule rule) {
    RuleText text = rule.text();
    String on =
        Arrays.stream(Operation.values())
            .filter(rule.operations()::contains)
            .map(Operation::name)
            .collect(Collectors.joining(", "));
    String fields =
        Arrays.stream(text.field().split(", "))
            .map(AdmissionGuide::code)
            .collect(Collectors.joining(", "));
    return row(text.id(), on, fields, text.when(), text.answer(), text.message());
  }

  /** What a write in the one version has to do with the rules of the other. */
  private static String between(Rules spoke, Rules hub) {
    return """

    ## Both versions

    A write in %1$s is also judged by what it is once it is stored as %2$s: by the rules above (but %3$s,
    which %1$s has in its own words) and by the schema. What is found is told at the field of %1$s that it
    comes from, or at the annotation that it was saved in.

    A write in %2$s is also judged by the schema of %1$s, as far as it carries saved fields of %1$s in its
    annotations: nobody can leave an object behind that clients of %1$s cannot update.
    """
        .formatted(spoke.version(), hub.version(), String.join(", ", spoke.standIns()));
  }

  private static String row(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
