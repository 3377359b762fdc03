package io.phasegate.reconciler.widget;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.HealthReport;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.kind.Watch;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.widget.WidgetKind.Seen;
import java.util.List;

/** A widget becomes a ConfigMap with its text, once the Secret that it names is there. */
public final class WidgetKind implements PlainKind<Widget, WidgetStatus, Seen> {
  record Seen(FetchResult<Secret> secret, FetchResult<ConfigMap> configMap) {}

  @Override
  public KindIdentity identity() {
    return KindIdentity.of("toys.phasegate.io", "widget");
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
    return new WidgetShape();
  }

  @Override
  public Seen fetch(ResourceReader reader, Request<Widget> request) {
    return new Seen(
        reader.get(Secret.class, request.namespace(), request.resource().getSpec().secret()),
        reader.child(ConfigMap.class, request.resource(), request.name()));
  }

  @Override
  public Plan plan(Request<Widget> request, Seen seen) {
    var cm = new ConfigMapBuilder().withNewMetadata().withName(request.name()).endMetadata();
    return Plan.of(Change.apply(cm.addToData("text", request.resource().getSpec().text()).build()));
  }

  @Override
  public List<ComponentHealth> health(Request<Widget> request, Seen seen, Inspection inspection) {
    return HealthReport.with(inspection)
        .upstream("Secret", seen.secret(), (_, _) -> Health.ready())
        .downstream("ConfigMap", seen.configMap(), (_, _) -> Health.ready())
        .list();
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(Watch.children(ConfigMap.class));
  }
}
