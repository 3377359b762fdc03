package io.phasegate.reconciler.engine.cases;

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
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetShape;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.util.List;
import java.util.function.Function;

/** A manual kind of which a test says everything. */
record ManualLabKind(
    List<ComponentHealth> health, Plan plan, Function<ApplyReport, Next<WidgetStatus>> next)
    implements ManualKind<Widget, WidgetStatus, String, String> {

  @Override
  public KindIdentity identity() {
    return LabKind.IDENTITY;
  }

  @Override
  public StatusShape<Widget, WidgetStatus> statusShape() {
    return new WidgetShape();
  }

  @Override
  public String fetch(ResourceReader reader, Request<Widget> request) {
    return "fetched";
  }

  @Override
  public String compose(Request<Widget> request, String fetched) {
    return "observed";
  }

  @Override
  public Plan plan(Request<Widget> request, String observed) {
    return plan;
  }

  @Override
  public List<ComponentHealth> health(
      Request<Widget> request, String observed, Inspection inspection) {
    return health;
  }

  @Override
  public Next<WidgetStatus> next(Request<Widget> request, String observed, ApplyReport report) {
    return next.apply(report);
  }
}
