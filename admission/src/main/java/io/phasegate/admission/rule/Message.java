package io.phasegate.admission.rule;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.json.Json;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with gaps: {@code "minNumGpusPerEngine {} exceeds {spec.…}"}. The same text serves the
 * person who is refused and the page that lists the rules.
 *
 * @param template with gaps in braces
 */
public record Message(String template) {

  private static final Pattern GAP = Pattern.compile("\\{([^}]*)}");

  /**
   * The sentence with its gaps filled.
   *
   * @param words what goes into each gap, by its name
   */
  public String fill(Map<String, String> words) {
    return fillBy(name -> words.getOrDefault(name, ""));
  }

  private String fillBy(UnaryOperator<String> words) {
    return GAP.matcher(template)
        .replaceAll(gap -> Matcher.quoteReplacement(words.apply(gap.group(1))));
  }

  /** The sentence about one field: a gap shows the field that it names, an empty one that field. */
  String about(Subject subject, FieldPath field) {
    return template.contains("{")
        ? fillBy(name -> show(subject, name.isEmpty() ? field : FieldPath.of(name)))
        : template;
  }

  private static String show(Subject subject, FieldPath field) {
    return Violation.show(field.in(subject.object()).orElse(Json.Null.NULL));
  }
}
