package io.phasegate.admission.rule;

import io.phasegate.admission.finding.Finding;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All rules for people who write one version of a kind.
 *
 * @param version its name, for instance {@code v1beta1}
 * @param standIns ids of the other version's rules that a rule of this list says in this version's
 *     words
 */
public record Rules(String version, List<Fill> fills, List<Rule> rules, Set<String> standIns) {

  public Rules {
    fills = List.copyOf(fills);
    rules = List.copyOf(rules);
    standIns = Set.copyOf(standIns);
  }

  /** Begins a list. */
  public static RulesBuilder rules(String version) {
    return new RulesBuilder(version);
  }

  /**
   * What the rules find, in their order.
   *
   * @throws Demand.Ended when nobody waits for it any more
   */
  public List<Finding> check(Request request) {
    List<Finding> found = new ArrayList<>();
    for (Rule rule : rules) {
      request.demand().check();
      List<Finding> more = rule.apply(request);
      if (!more.isEmpty()) {
        found.addAll(more);
      }
    }
    return List.copyOf(found);
  }

  /**
   * The list without some rules.
   *
   * @throws IllegalArgumentException when there is no rule of such an id
   */
  public Rules without(Set<String> ids) {
    List<Rule> rest = rules.stream().filter(rule -> !ids.contains(rule.id())).toList();
    if (rest.size() != rules.size() - ids.size()) {
      throw new IllegalArgumentException("%s lacks one of the rules %s".formatted(version, ids));
    }
    return new Rules(version, fills, rest, standIns);
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
      subject = fill.apply(subject);
    }
    return subject.object();
  }
}
