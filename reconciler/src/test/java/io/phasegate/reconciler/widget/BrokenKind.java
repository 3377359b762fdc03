package io.phasegate.reconciler.widget;

import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.widget.WidgetKind.Seen;
import java.util.List;
import java.util.Queue;

/**
 * A kind whose passes break down with an error each, as long as there are any; then it is the
 * widget's.
 */
public record BrokenKind(WidgetKind mended, Queue<Error> errors)
    implements PlainKind<Widget, WidgetStatus, Seen> {

  @Override
  public KindIdentity identity() {
    return mended.identity();
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
    return mended.statusShape();
  }

  @Override
  public Seen fetch(ResourceReader reader, Request<Widget> request) {
    Error error = errors.poll();
    if (error != null) {
      throw error;
    }
    return mended.fetch(reader, request);
  }

  @Override
  public Plan plan(Request<Widget> request, Seen seen) {
    return mended.plan(request, seen);
  }

  @Override
  public List<ComponentHealth> health(Request<Widget> request, Seen seen, Inspection inspection) {
    return mended.health(request, seen, inspection);
  }
}
