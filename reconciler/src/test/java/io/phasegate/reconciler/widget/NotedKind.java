package io.phasegate.reconciler.widget;

import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.DecoratedKind;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import java.util.List;

/** A widget with a field and a condition of its own beside what the engine says. */
public final class NotedKind
    implements PlainKind<Widget, WidgetStatus, String>,
        DecoratedKind<Widget, WidgetStatus, String, String> {

  @Override
  public KindIdentity identity() {
    return KindIdentity.of("toys.phasegate.io", "noted");
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
    return new WidgetShape();
  }

  @Override
  public String fetch(ResourceReader reader, Request<Widget> request) {
    return request.resource().getSpec().text();
  }

  @Override
  public Plan plan(Request<Widget> request, String text) {
    return Plan.nothing();
  }

  @Override
  public List<ComponentHealth> health(Request<Widget> request, String text, Inspection inspection) {
    return List.of(ComponentHealth.of("Text", Health.ready()));
  }

  @Override
  public WidgetStatus decorate(
      Request<Widget> request,
      WidgetStatus status,
      Conditions conditions,
      String text,
      ApplyReport report) {
    conditions.markTrue("Noted", "TextSeen", "the note holds the text");
    return status.noting(text);
  }
}
