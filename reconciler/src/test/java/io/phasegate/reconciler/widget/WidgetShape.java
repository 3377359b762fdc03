package io.phasegate.reconciler.widget;

import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import java.util.List;

/** Where a widget's status lives. */
public final class WidgetShape implements ConditionedStatus<Widget, WidgetStatus> {

  @Override
  public WidgetStatus read(Widget widget) {
    return widget.getStatus();
  }

  @Override
  public Widget with(Widget widget, WidgetStatus status) {
    Widget copy = Copies.copy(widget);
    copy.setStatus(status);
    return copy;
  }

  @Override
  public List<StatusCondition> conditions(WidgetStatus status) {
    return status.conditions().stream().map(StatusCondition::of).toList();
  }

  @Override
  public String word(WidgetStatus status) {
    return status.status();
  }

  @Override
  public WidgetStatus with(
      WidgetStatus status, List<StatusCondition> conditions, String word, long generation) {
    return new WidgetStatus(
        word,
        conditions.stream().map(StatusCondition::toModel).toList(),
        generation,
        status.note());
  }
}
