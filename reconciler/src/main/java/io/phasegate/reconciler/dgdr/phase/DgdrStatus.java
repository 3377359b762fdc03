package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.engine.condition.ConditionStatus;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.condition.TransitionRule;
import io.phasegate.reconciler.engine.policy.Profile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status of a request (spec/dgdr.md 2.4). What it has no word for stays in it untouched.
 *
 * @param tree the status as it is stored
 */
public record DgdrStatus(JsonObject tree) {

  /** The phase as it stands there; empty for a new request. */
  public String phase() {
    return tree.textAt("phase").orElse("");
  }

  /** The generation that was accepted; 0 before that. */
  public long observedGeneration() {
    return number(tree, "observedGeneration");
  }

  /** The deployment; empty until it is there. */
  public String deployment() {
    return tree.textAt("dgdName").orElse("");
  }

  /** What a condition says; empty when it is not there. */
  public Optional<StatusCondition> condition(String type) {
    return conditions().stream().filter(each -> each.type().equals(type)).findFirst();
  }

  DgdrStatus in(Phase phase) {
    return with("phase", Json.text(phase.word()));
  }

  DgdrStatus observing(long generation) {
    return with("observedGeneration", Json.Num.of(generation));
  }

  DgdrStatus profilingPhase(String word) {
    return with("profilingPhase", Json.text(word));
  }

  DgdrStatus withoutProfilingPhase() {
    return without("profilingPhase");
  }

  DgdrStatus profilingJob(String name) {
    return with("profilingJobName", Json.text(name));
  }

  DgdrStatus deployment(String name) {
    return with("dgdName", Json.text(name));
  }

  DgdrStatus withoutDeployment() {
    return without("dgdName").withoutReplicas();
  }

  DgdrStatus withoutReplicas() {
    return without("deploymentInfo");
  }

  DgdrStatus replicas(long replicas, long available) {
    return with(
        "deploymentInfo",
        JsonObject.of("replicas", Json.Num.of(replicas))
            .with("availableReplicas", Json.Num.of(available)));
  }

  /** The same with the deployment that profiling chose, where it is lost. */
  DgdrStatus selecting(JsonObject selected) {
    JsonObject results = tree.objectAt("profilingResults").orElse(JsonObject.empty());
    return results.has("selectedConfig")
        ? this
        : with("profilingResults", results.with("selectedConfig", selected));
  }

  /** The deployment that profiling chose, and the candidates it was chosen from. */
  DgdrStatus results(JsonObject selected, List<JsonObject> candidates) {
    JsonObject results = JsonObject.of("selectedConfig", selected);
    return with(
        "profilingResults",
        candidates.isEmpty() ? results : results.with("pareto", JsonArray.of(candidates)));
  }

  /** The same with a condition. Its time moves only with its status (5.2). */
  DgdrStatus saying(DgdrCondition condition, Instant now, long generation) {
    var all = new Conditions(conditions(), now, TransitionRule.STATUS_ONLY, Profile.standard());
    all.set(
        condition.type(),
        condition.status(),
        condition.reason(),
        condition.message(),
        Observability.AS_INFO);
    return with(all.finish(generation));
  }

  /** The same without a condition. */
  DgdrStatus silentAbout(String type) {
    return condition(type).isEmpty()
        ? this
        : with(conditions().stream().filter(each -> !each.type().equals(type)).toList());
  }

  private List<StatusCondition> conditions() {
    List<StatusCondition> all = new ArrayList<>();
    for (Json each : tree.get("conditions").flatMap(Json::asArray).orElse(JsonArray.empty())) {
      each.asObject().map(DgdrStatus::condition).ifPresent(all::add);
    }
    return all;
  }

  private static StatusCondition condition(JsonObject tree) {
    return new StatusCondition(
        tree.textAt("type").orElse(""),
        ConditionStatus.parse(tree.textAt("status").orElse("")),
        tree.textAt("reason").orElse(""),
        tree.textAt("message").orElse(""),
        time(tree.textAt("lastTransitionTime").orElse("")),
        number(tree, "observedGeneration"));
  }

  private DgdrStatus with(List<StatusCondition> conditions) {
    return with("conditions", JsonArray.of(conditions.stream().map(DgdrStatus::tree).toList()));
  }

  private static JsonObject tree(StatusCondition condition) {
    JsonObject tree =
        JsonObject.of("type", Json.text(condition.type()))
            .with("status", Json.text(condition.status().word()))
            .with("reason", Json.text(condition.reason()))
            .with("message", Json.text(condition.message()))
            .with("lastTransitionTime", Json.text(seconds(condition.lastTransitionTime())));
    return condition.observedGeneration() == 0
        ? tree
        : tree.with("observedGeneration", Json.Num.of(condition.observedGeneration()));
  }

  /** As Kubernetes writes times. */
  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private DgdrStatus with(String key, Json value) {
    return new DgdrStatus(tree.with(key, value));
  }

  private DgdrStatus without(String key) {
    return new DgdrStatus(tree.without(key));
  }

  /** A whole number that is not negative; anything else counts as 0. */
  static long number(JsonObject tree, String key) {
    return tree.get(key).orElse(Json.Null.NULL) instanceof Json.Num(var text)
            && text.matches("[0-9]{1,18}")
        ? Long.parseLong(text)
        : 0;
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
