package io.phasegate.reconciler.widget;

import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.ManualKind;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.StatusShape;
import java.util.List;

/** A widget that always has more to do at once while its text is {@code hurry}. */
public final class HastyKind implements ManualKind<Widget, WidgetStatus, String, String> {

  @Override
  public KindIdentity identity() {
    return KindIdentity.of("toys.phasegate.io", "hasty");
  }

  @Override
  public StatusShape<Widget, WidgetStatus> statusShape() {
    return new WidgetShape();
  }

  @Override
  public String fetch(ResourceReader reader, Request<Widget> request) {
    return request.resource().getSpec().text();
  }

  @Override
  public String compose(Request<Widget> request, String fetched) {
    return fetched;
  }

  @Override
  public Plan plan(Request<Widget> request, String observed) {
    return Plan.nothing();
  }

  @Override
  public List<ComponentHealth> health(
      Request<Widget> request, String observed, Inspection inspection) {
    return List.of();
  }

  @Override
  public Next<WidgetStatus> next(Request<Widget> request, String observed, ApplyReport report) {
    return new Next<>(
        statusShape().read(request.resource()),
        List.of(),
        observed.equals("hurry") ? new Next.Revisit.AtOnce() : new Next.Revisit.OnEvent());
  }
}
