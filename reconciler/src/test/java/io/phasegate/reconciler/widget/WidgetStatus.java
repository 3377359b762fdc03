package io.phasegate.reconciler.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** What became of it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WidgetStatus(
    String status, List<Condition> conditions, long observedGeneration, String note) {

  static final WidgetStatus EMPTY = new WidgetStatus("", List.of(), 0, "");

  public WidgetStatus {
    status = Objects.requireNonNullElse(status, "");
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
    note = Objects.requireNonNullElse(note, "");
  }

  /** The same with another note. */
  public WidgetStatus noting(String other) {
    return new WidgetStatus(status, conditions, observedGeneration, other);
  }
}
