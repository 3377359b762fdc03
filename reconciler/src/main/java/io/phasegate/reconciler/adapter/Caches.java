package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.kind.Watch;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One informer for each type that a kind watches: it wakes the kind up, and is read from. */
final class Caches<R extends HasMetadata> {

  /** The index of objects by namespace and by the value of the label that they are selected by. */
  private static final String BY_LABEL = "by-label";

  /** An informer and which objects of its type it sees. */
  private record Cache(InformerEventSource<?, ?> source, String selector) {

    /** True when it sees all that the query is about. */
    boolean covers(ListQuery query) {
      return selector.isEmpty() || query.labels().containsKey(selector);
    }

    /**
     * Candidates for a query. Who asks for the children of one object among those of thousands must
     * not go through all of them in each pass.
     */
    Stream<?> candidates(ListQuery query) {
      String value = query.labels().get(selector);
      if (query.namespace().isEmpty()) {
        return source.list(_ -> true);
      }
      return selector.isEmpty() || value == null
          ? source.list(query.namespace(), _ -> true)
          : source.byIndex(BY_LABEL, key(query.namespace(), value)).stream();
    }

    private static String key(String namespace, String value) {
      return namespace + "/" + value;
    }

    static List<String> keys(HasMetadata object, String selector) {
      String value = labels(object).get(selector);
      return value == null
          ? List.of()
          : List.of(
              key(Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""), value));
    }
  }

  private final Map<Class<?>, Cache> byType = new HashMap<>();
  private final KindIdentity identity;
  private final Class<R> primary;

  Caches(KindIdentity identity, Class<R> primary) {
    this.identity = identity;
    this.primary = primary;
  }

  /** Makes the informers; the SDK starts and stops them. */
  List<EventSource<?, R>> open(List<Watch<?>> watches, EventSourceContext<R> context) {
    List<EventSource<?, R>> sources = new ArrayList<>();
    for (Watch<?> watch : watches) {
      sources.add(open(watch, context));
    }
    return sources;
  }

  private <T extends HasMetadata> EventSource<?, R> open(
      Watch<T> watch, EventSourceContext<R> context) {
    boolean children = watch.labelSelector().equals(Watch.CHILDREN);
    String selector = children ? identity.nameLabel() : watch.labelSelector();
    var configuration =
        InformerEventSourceConfiguration.from(watch.type(), primary)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(
                object -> children ? primaries(object) : woken(watch.wakes(), object, context))
            .withOnUpdateFilter((after, before) -> watch.matters().test(before, after));
    if (!selector.isEmpty()) {
      configuration.withLabelSelector(selector);
    }
    var source = new InformerEventSource<T, R>(configuration.build(), context);
    if (!selector.isEmpty()) {
      source.addIndexers(Map.of(BY_LABEL, object -> Cache.keys(object, selector)));
    }
    byType.put(watch.type(), new Cache(source, selector));
    return source;
  }

  /** By controlling owner, else by the name label: a Job's Pods are owned by the Job. */
  private Set<ResourceID> primaries(HasMetadata child) {
    String namespace = child.getMetadata().getNamespace();
    Set<ResourceID> owners =
        Objects.requireNonNullElse(
                child.getMetadata().getOwnerReferences(), List.<OwnerReference>of())
            .stream()
            .filter(owner -> owner.getKind().equals(HasMetadata.getKind(primary)))
            .map(owner -> new ResourceID(owner.getName(), namespace))
            .collect(Collectors.toSet());
    String name = child.getMetadata().getLabels().get(identity.nameLabel());
    return owners.isEmpty() && name != null ? Set.of(new ResourceID(name, namespace)) : owners;
  }

  private static <T> Set<ResourceID> woken(
      Watch.Wakes<T> wakes, T object, EventSourceContext<? extends HasMetadata> context) {
    return switch (wakes) {
      case Watch.Wakes.Named<T>(var by) ->
          by.apply(object).stream()
              .map(each -> new ResourceID(each.name(), each.namespace()))
              .collect(Collectors.toSet());
      case Watch.Wakes.Referring<T>(var by) ->
          context
              .getPrimaryCache()
              .list()
              .filter(primary -> by.test(primary, object))
              .map(ResourceID::fromResource)
              .collect(Collectors.toSet());
    };
  }

  /** An object, if a cache holds it. Nothing may also mean that the cache does not see it. */
  <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
    Cache cache = byType.get(type);
    if (cache == null) {
      return Optional.empty();
    }
    var id = namespace.isEmpty() ? new ResourceID(name) : new ResourceID(name, namespace);
    return cache.source().get(id).map(type::cast);
  }

  /** The objects that a query is about, if one cache sees them all. */
  <T extends HasMetadata> Optional<List<T>> list(Class<T> type, ListQuery query) {
    Cache cache = byType.get(type);
    if (cache == null || !cache.covers(query)) {
      return Optional.empty();
    }
    return Optional.of(
        cache.candidates(query).map(type::cast).filter(object -> matches(object, query)).toList());
  }

  private static boolean matches(HasMetadata object, ListQuery query) {
    return labels(object).entrySet().containsAll(query.labels().entrySet());
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }
}
