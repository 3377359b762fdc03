package io.phasegate.reconciler.widget;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import java.util.List;

/** A widget with a finalizer: leaves a ConfigMap that nobody owns, and takes it along. */
public final class RegisteredKind
    implements PlainKind<Widget, WidgetStatus, String>, Finalizing<Widget> {

  @Override
  public KindIdentity identity() {
    return KindIdentity.of("toys.phasegate.io", "registered");
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
    return new WidgetShape();
  }

  @Override
  public String fetch(ResourceReader reader, Request<Widget> request) {
    return "";
  }

  @Override
  public Plan plan(Request<Widget> request, String seen) {
    return Plan.of(Change.apply(register()).shared());
  }

  private static ConfigMap register() {
    return new ConfigMapBuilder().withNewMetadata().withName("register").endMetadata().build();
  }

  @Override
  public List<ComponentHealth> health(Request<Widget> request, String seen, Inspection inspection) {
    return List.of(ComponentHealth.of("Register", Health.ready()));
  }

  @Override
  public String finalizer() {
    return "toys.phasegate.io/register";
  }

  @Override
  public Cleanup cleanup(ResourceReader reader, Request<Widget> request) {
    return Cleanup.of(Plan.of(Change.delete(register())));
  }
}
