package io.phasegate.reconciler.engine.condition;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One condition, as a value.
 *
 * @param lastTransitionTime whole seconds, which is what the API stores
 * @param observedGeneration the generation that it speaks about; 0 when nobody said
 */
public record StatusCondition(
    String type,
    ConditionStatus status,
    String reason,
    String message,
    Instant lastTransitionTime,
    long observedGeneration) {

  public StatusCondition {
    lastTransitionTime = lastTransitionTime.truncatedTo(ChronoUnit.SECONDS);
  }

  /** From the model; what is missing or broken there is read as empty. */
  public static StatusCondition of(Condition model) {
    return new StatusCondition(
        Objects.requireNonNullElse(model.getType(), ""),
        ConditionStatus.parse(Objects.requireNonNullElse(model.getStatus(), "")),
        Objects.requireNonNullElse(model.getReason(), ""),
        Objects.requireNonNullElse(model.getMessage(), ""),
        time(Objects.requireNonNullElse(model.getLastTransitionTime(), "")),
        Objects.requireNonNullElse(model.getObservedGeneration(), 0L));
  }

  /** For the model. */
  public Condition toModel() {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status.word())
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(lastTransitionTime.toString())
        .withObservedGeneration(observedGeneration == 0 ? null : observedGeneration)
        .build();
  }

  public boolean isTrue() {
    return status == ConditionStatus.TRUE;
  }

  public boolean isFalse() {
    return status == ConditionStatus.FALSE;
  }

  StatusCondition at(Instant time) {
    return new StatusCondition(type, status, reason, message, time, observedGeneration);
  }

  StatusCondition observing(long generation) {
    return new StatusCondition(type, status, reason, message, lastTransitionTime, generation);
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
