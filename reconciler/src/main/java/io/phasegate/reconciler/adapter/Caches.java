package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
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

  /** How much of an object a reader needs. */
  enum Detail {
    /** All of it. */
    WHOLE,
    /** What the watch keeps of it. */
    PART
  }

  /**
   * The informers of a type, and which objects they see.
   *
   * @param holds how much of each object is there
   */
  private record Cache(
      List<? extends InformerEventSource<?, ?>> sources, String selector, Detail holds) {

    boolean suffices(Detail needed) {
      return holds == Detail.WHOLE || needed == Detail.PART;
    }

    /** True when it sees all that the query is about. */
    boolean covers(ListQuery query) {
      return selector.isEmpty() || query.labels().containsKey(selector);
    }

    Optional<?> get(ResourceID id) {
      return sources.stream().flatMap(source -> source.get(id).stream()).findFirst();
    }

    /**
     * Candidates for a query. Who asks for the children of one object among those of thousands must
     * not go through all of them in each pass.
     */
    Stream<?> candidates(ListQuery query) {
      return sources.stream().flatMap(source -> candidates(source, query));
    }

    private Stream<?> candidates(InformerEventSource<?, ?> source, ListQuery query) {
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
      sources.addAll(open(watch, context));
    }
    return sources;
  }

  /** One for all namespaces; but what holds parts of objects can be filled by one informer only. */
  private <T extends HasMetadata> List<InformerEventSource<T, R>> open(
      Watch<T> watch, EventSourceContext<R> context) {
    Set<String> namespaces =
        context.getControllerConfiguration().getInformerConfig().getNamespaces();
    List<InformerEventSource<T, R>> sources =
        switch (watch.kept()) {
          case Watch.Kept.Whole<T> _ ->
              List.of(source(watch, configuration(watch, namespaces, context), context));
          case Watch.Kept.Part<T>(var part) ->
              namespaces.stream()
                  .map(namespace ->
                      source(
                          watch,
                          configuration(watch, Set.of(namespace), context)
                              .withName(HasMetadata.getKind(watch.type()) + " in " + namespace)
                              .withItemStore(new TransformingItemStore<>(part)),
                          context))
                  .toList();
        };
    Detail holds = watch.kept() instanceof Watch.Kept.Part ? Detail.PART : Detail.WHOLE;
    byType.put(watch.type(), new Cache(sources, selector(watch), holds));
    return sources;
  }

  private String selector(Watch<?> watch) {
    return isChildren(watch) ? identity.nameLabel() : watch.labelSelector();
  }

  private static boolean isChildren(Watch<?> watch) {
    return watch.labelSelector().equals(Watch.CHILDREN);
  }

  private <T extends HasMetadata> InformerEventSourceConfiguration.Builder<T> configuration(
      Watch<T> watch, Set<String> namespaces, EventSourceContext<R> context) {
    var configuration =
        InformerEventSourceConfiguration.from(watch.type(), primary)
            .withNamespaces(namespaces)
            .withSecondaryToPrimaryMapper(object ->
                isChildren(watch) ? primaries(object) : woken(watch.wakes(), object, context))
            .withOnUpdateFilter((after, before) -> watch.matters().test(before, after));
    return selector(watch).isEmpty()
        ? configuration
        : configuration.withLabelSelector(selector(watch));
  }

  private <T extends HasMetadata> InformerEventSource<T, R> source(
      Watch<T> watch,
      InformerEventSourceConfiguration.Builder<T> configuration,
      EventSourceContext<R> context) {
    var source = new InformerEventSource<T, R>(configuration.build(), context);
    String selector = selector(watch);
    if (!selector.isEmpty()) {
      source.addIndexers(Map.of(BY_LABEL, object -> Cache.keys(object, selector)));
    }
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
  <T extends HasMetadata> Optional<T> get(
      Class<T> type, String namespace, String name, Detail needed) {
    var id = namespace.isEmpty() ? new ResourceID(name) : new ResourceID(name, namespace);
    return cache(type, needed).flatMap(cache -> cache.get(id)).map(type::cast);
  }

  /** The objects that a query is about, if one cache sees them all. */
  <T extends HasMetadata> Optional<List<T>> list(Class<T> type, ListQuery query, Detail needed) {
    return cache(type, needed)
        .filter(cache -> cache.covers(query))
        .map(cache ->
            cache
                .candidates(query)
                .map(type::cast)
                .filter(object -> matches(object, query))
                .toList());
  }

  private Optional<Cache> cache(Class<?> type, Detail needed) {
    return Optional.ofNullable(byType.get(type)).filter(cache -> cache.suffices(needed));
  }

  private static boolean matches(HasMetadata object, ListQuery query) {
    return labels(object).entrySet().containsAll(query.labels().entrySet());
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }
}
