package io.phasegate.admission.rule;

import io.phasegate.admission.finding.Finding;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;

/**
 * All rules for people who write one version of a kind.
 *
 * @param version its name, for instance {@code v1beta1}
 */
public record Rules(String version, List<Fill> fills, List<Rule> rules) {

  public Rules {
    fills = List.copyOf(fills);
    rules = List.copyOf(rules);
  }

  /** Begins a list. */
  public static RulesBuilder rules(String version) {
    return new RulesBuilder(version);
  }

  /** What the rules find, in their order. */
  public List<Finding> check(Request request) {
    return rules.stream().flatMap(rule -> rule.check().apply(request).stream()).toList();
  }

  /**
   * Fills in what a new object should have. Filling in twice is the same as once.
   *
   * @return the same object when nothing was to do, and always on UPDATE
   */
  public JsonObject fillIn(Request request) {
    if (request.isUpdate()) {
      return request.object();
    }
    Subject subject = request.after();
    for (Fill fill : fills) {
      subject = new Subject(fill.apply(subject), request.settings());
    }
    return subject.object();
  }
}
