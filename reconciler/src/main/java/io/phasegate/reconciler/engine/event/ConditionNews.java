package io.phasegate.reconciler.engine.event;

import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Emission;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the conditions of a pass have to tell (spec/engine.md 5.5): changes first, in their order.
 */
public final class ConditionNews {

  private final Conditions conditions;

  public ConditionNews(Conditions conditions) {
    this.conditions = conditions;
  }

  /** As events. */
  public List<Notice> notices() {
    return due(true).map(this::notice).toList();
  }

  /** As log lines. */
  public List<LogLine> lines(ResourceRef about) {
    return due(false).map(condition -> line(about, condition)).toList();
  }

  private Stream<StatusCondition> due(boolean events) {
    return Stream.of(Emission.ON_TRANSITION, Emission.EVERY_PASS)
        .flatMap(emission -> conditions.announced(emission, events).stream());
  }

  private Notice notice(StatusCondition condition) {
    Observability loudness = conditions.observabilityOf(condition.type());
    return new Notice(
        loudness.severity(),
        first(loudness.eventReason(), condition.reason()),
        first(loudness.eventMessage(), condition.message(), generated(condition)));
  }

  private LogLine line(ResourceRef about, StatusCondition condition) {
    Observability loudness = conditions.observabilityOf(condition.type());
    return new LogLine(
        about,
        loudness.severity(),
        loudness.debug(),
        condition.type(),
        condition.status().word(),
        condition.reason(),
        first(loudness.logMessage(), condition.message(), generated(condition)));
  }

  private static String generated(StatusCondition condition) {
    String subject = condition.type().replaceFirst("(?<=.)Ready$", "");
    String state =
        switch (condition.status()) {
          case TRUE -> " is ready";
          case FALSE -> " is not ready";
          case UNKNOWN -> " is in a state that nobody knows";
        };
    return subject + state + " (" + condition.reason() + ")";
  }

  private static String first(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }
}
