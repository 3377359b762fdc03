package io.phasegate.reconciler.engine.cases;

import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.DecoratedKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.engine.status.StatusWords;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetShape;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A decorated kind of which a test says everything. */
record LabKind(
    List<ComponentHealth> health,
    Function<Widget, Plan> plan,
    BiFunction<WidgetStatus, Conditions, WidgetStatus> decorator,
    StatusWords words)
    implements DecoratedKind<Widget, WidgetStatus, String, String> {

  static final KindIdentity IDENTITY = KindIdentity.of("toys.phasegate.io", "widget");

  @Override
  public KindIdentity identity() {
    return IDENTITY;
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
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
    return plan.apply(request.resource());
  }

  @Override
  public List<ComponentHealth> health(
      Request<Widget> request, String observed, Inspection inspection) {
    return health;
  }

  @Override
  public WidgetStatus decorate(
      Request<Widget> request,
      WidgetStatus status,
      Conditions conditions,
      String observed,
      ApplyReport report) {
    return decorator.apply(status, conditions);
  }
}
