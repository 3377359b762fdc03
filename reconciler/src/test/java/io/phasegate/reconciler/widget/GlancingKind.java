package io.phasegate.reconciler.widget;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.DecoratedKind;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.kind.Watch;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A widget that notes which keys it sees of the ConfigMaps with its name as label {@code of}: at a
 * glance, where the cache keeps the key {@code small} alone, and as a whole.
 */
public final class GlancingKind
    implements PlainKind<Widget, WidgetStatus, String>,
        DecoratedKind<Widget, WidgetStatus, String, String> {

  @Override
  public KindIdentity identity() {
    return KindIdentity.of("toys.phasegate.io", "glancing");
  }

  @Override
  public ConditionedStatus<Widget, WidgetStatus> statusShape() {
    return new WidgetShape();
  }

  @Override
  public String fetch(ResourceReader reader, Request<Widget> request) {
    return "glance %s, whole %s".formatted(keys(reader.glance(), request), keys(reader, request));
  }

  private static Set<String> keys(ResourceReader reader, Request<Widget> request) {
    Set<String> keys = new TreeSet<>();
    reader
        .list(ConfigMap.class, ListQuery.in(request.namespace()).withLabel("of", request.name()))
        .value()
        .orElse(List.of())
        .forEach(each -> keys.addAll(each.getData().keySet()));
    return keys;
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
    return status.noting(text);
  }

  @Override
  public List<Watch<?>> watches() {
    return List.of(
        Watch.of(
                ConfigMap.class,
                "of",
                configMap ->
                    Set.of(
                        new Watch.Primary(
                            configMap.getMetadata().getNamespace(),
                            configMap.getMetadata().getLabels().getOrDefault("of", ""))))
            .keeping(GlancingKind::small));
  }

  private static ConfigMap small(ConfigMap configMap) {
    return new ConfigMapBuilder(configMap)
        .withData(Map.of("small", configMap.getData().getOrDefault("small", "")))
        .build();
  }
}
