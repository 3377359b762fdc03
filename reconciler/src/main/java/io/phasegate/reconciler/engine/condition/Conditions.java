package io.phasegate.reconciler.engine.condition;

import static io.phasegate.reconciler.engine.policy.Deviation.MESSAGES_ARE_TIDY;
import static io.phasegate.reconciler.engine.policy.Deviation.TRANSITIONS_AGAINST_STORED;

import io.phasegate.reconciler.engine.policy.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one object during one pass (spec/engine.md 5). It starts with what is stored,
 * takes what the pass sets, and in the end says what to store and what has changed.
 */
public final class Conditions {

  private final Map<String, StatusCondition> stored = new LinkedHashMap<>();
  private final Map<String, StatusCondition> current = new LinkedHashMap<>();
  private final Map<String, Observability> observability = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private final Instant now;
  private final TransitionRule rule;
  private final Profile profile;

  /**
   * The start of a pass.
   *
   * @param stored what the object's status holds
   */
  public Conditions(
      List<StatusCondition> stored, Instant now, TransitionRule rule, Profile profile) {
    this.now = now;
    this.rule = rule;
    this.profile = profile;
    stored.forEach(condition -> this.stored.put(condition.type(), condition));
    current.putAll(this.stored);
  }

  /** Sets a condition; setting it again replaces it, its observability too. */
  public void set(
      String type, ConditionStatus status, String reason, String message, Observability loudness) {
    String text = profile.has(MESSAGES_ARE_TIDY) ? ConditionMessage.tidy(message) : message;
    StatusCondition next = new StatusCondition(type, status, reason, text, now, 0);
    StatusCondition before = reference(type);
    current.put(
        type,
        before == null || rule.changed(before, next) ? next : next.at(before.lastTransitionTime()));
    observability.put(type, loudness);
    touched.add(type);
  }

  /** Against what a change is judged: D-3. */
  private @Nullable StatusCondition reference(String type) {
    return (profile.has(TRANSITIONS_AGAINST_STORED) ? stored : current).get(type);
  }

  public void markTrue(String type, String reason, String message) {
    set(type, ConditionStatus.TRUE, reason, message, Observability.AS_INFO);
  }

  public void markTrue(String type, String reason, String message, Observability loudness) {
    set(type, ConditionStatus.TRUE, reason, message, loudness);
  }

  public void markFalse(String type, String reason, String message) {
    set(type, ConditionStatus.FALSE, reason, message, Observability.AS_INFO);
  }

  public void markFalse(String type, String reason, String message, Observability loudness) {
    set(type, ConditionStatus.FALSE, reason, message, loudness);
  }

  public void markUnknown(String type, String reason, String message) {
    set(type, ConditionStatus.UNKNOWN, reason, message, Observability.AS_INFO);
  }

  /** Keeps a stored condition exactly as it is, and from being pruned. */
  public void retain(String type) {
    touched.add(type);
  }

  /** Removes a condition; nobody is told. */
  public void remove(String type) {
    current.remove(type);
    observability.remove(type);
  }

  /** The condition as it stands now. */
  public Optional<StatusCondition> get(String type) {
    return Optional.ofNullable(current.get(type));
  }

  /** The condition as it was before the pass. */
  public Optional<StatusCondition> stored(String type) {
    return Optional.ofNullable(stored.get(type));
  }

  /** True when each of them is there and True; also when none is asked for. */
  public boolean allTrue(String... types) {
    return Stream.of(types).allMatch(type -> is(type, ConditionStatus.TRUE));
  }

  /** True when one of them is there and True. */
  public boolean anyTrue(String... types) {
    return Stream.of(types).anyMatch(type -> is(type, ConditionStatus.TRUE));
  }

  /** True when one of them is there and False. */
  public boolean anyFalse(String... types) {
    return Stream.of(types).anyMatch(type -> is(type, ConditionStatus.FALSE));
  }

  private boolean is(String type, ConditionStatus status) {
    return get(type).filter(condition -> condition.status() == status).isPresent();
  }

  /** How loudly a condition is announced; the default for one that this pass did not set. */
  public Observability observabilityOf(String type) {
    return observability.getOrDefault(type, Observability.AS_INFO);
  }

  /** True when this pass set or retained it. */
  public boolean isTouched(String type) {
    return touched.contains(type);
  }

  /** All conditions, in the order in which they first appeared. */
  public List<StatusCondition> all() {
    return List.copyOf(current.values());
  }

  /**
   * What to store: all conditions, those that this pass set speaking about this generation.
   *
   * @param generation 0 to leave generations out (D-15)
   */
  public List<StatusCondition> finish(long generation) {
    return current.values().stream()
        .map(condition ->
            observability.containsKey(condition.type())
                ? condition.observing(generation)
                : condition)
        .toList();
  }

  /**
   * What is announced, in the order of the conditions: changes first, then what is said in each
   * pass. A condition that both changed and recurs is announced once.
   */
  public List<StatusCondition> announced(Emission emission, boolean events) {
    List<StatusCondition> result = new ArrayList<>();
    for (StatusCondition condition : current.values()) {
      Observability loudness = observabilityOf(condition.type());
      boolean wanted = (events ? loudness.events() : loudness.logs()) == emission;
      boolean due =
          switch (emission) {
            case NEVER -> false;
            case ON_TRANSITION -> isTransition(condition);
            case EVERY_PASS -> true;
          };
      if (wanted && due) {
        result.add(condition);
      }
    }
    return result;
  }

  /** New, or with another status or reason than stored. */
  private boolean isTransition(StatusCondition condition) {
    StatusCondition before = stored.get(condition.type());
    return before == null || TransitionRule.STATUS_OR_REASON.changed(before, condition);
  }
}
