package io.phasegate.reconciler.widget;

import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.widget.WidgetKind.Seen;
import java.util.List;
import java.util.function.Consumer;

/**
 * The widget's, but somebody hears of each pass when it begins, and may hold it up. It hears of
 * deletions, and leaves nothing to be done then.
 */
public record HeldKind(WidgetKind widgets, Consumer<Widget> begins)
    implements PlainKind<Widget, WidgetStatus, Seen>, Finalizing<Widget> {

  @Override
  public KindIdentity identity() {
    return widgets.identity();
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
    return widgets.statusShape();
  }

  @Override
  public Seen fetch(ResourceReader reader, Request<Widget> request) {
    begins.accept(request.resource());
    return widgets.fetch(reader, request);
  }

  @Override
  public Plan plan(Request<Widget> request, Seen seen) {
    return widgets.plan(request, seen);
  }

  @Override
  public List<ComponentHealth> health(Request<Widget> request, Seen seen, Inspection inspection) {
    return widgets.health(request, seen, inspection);
  }

  @Override
  public String finalizer() {
    return "toys.phasegate.io/held";
  }

  @Override
  public boolean holdsDeletion() {
    return false;
  }

  @Override
  public Cleanup cleanup(ResourceReader reader, Request<Widget> request) {
    return Cleanup.done();
  }
}
