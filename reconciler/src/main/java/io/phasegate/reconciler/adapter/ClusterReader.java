package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads from caches where there are any, and asks the API server before it says that there is none
 * (ruling 13).
 */
final class ClusterReader<R extends HasMetadata> implements ResourceReader {

  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final Optional<Caches<R>> caches;
  private final Caches.Detail detail;

  ClusterReader(KubernetesClient client, Optional<Caches<R>> caches) {
    this(client, caches, Caches.Detail.WHOLE);
  }

  private ClusterReader(KubernetesClient client, Optional<Caches<R>> caches, Caches.Detail detail) {
    this.client = client;
    this.caches = caches;
    this.detail = detail;
  }

  @Override
  public <T extends HasMetadata> FetchResult<T> get(Class<T> type, String namespace, String name) {
    Optional<T> cached = caches.flatMap(known -> known.get(type, namespace, name, detail));
    if (cached.isPresent()) {
      return FetchResult.found(cached.get());
    }
    var ref = ResourceRef.of(type, namespace, name);
    if (name.isEmpty()) {
      return FetchResult.failed(
          ref, CategorizedError.invalidSpec("NameMissing", "a " + ref.kind() + " needs a name"));
    }
    if (!canBeNamed(name)) {
      return FetchResult.absent(ref);
    }
    return one(
        ref,
        () ->
            namespace.isEmpty()
                ? client.resources(type).withName(name).get()
                : client.resources(type).inNamespace(namespace).withName(name).get());
  }

  /** Nothing has another name, and the client would take part of it for part of the address. */
  private static boolean canBeNamed(String name) {
    return name.chars()
            .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "-._:".indexOf(c) >= 0))
        && !Set.of(".", "..").contains(name);
  }

  @Override
  public FetchResult<GenericKubernetesResource> get(ResourceRef ref) {
    return one(
        ref,
        () -> {
          var all = client.genericKubernetesResources(ref.apiVersion(), ref.kind());
          return ref.namespace().isEmpty()
              ? all.withName(ref.name()).get()
              : all.inNamespace(ref.namespace()).withName(ref.name()).get();
        });
  }

  /** The client's get answers a 404 with null, also where the kind itself is not installed. */
  private <T extends HasMetadata> FetchResult<T> one(ResourceRef ref, Supplier<T> get) {
    try {
      T object = FreshServer.insist(client, get);
      return object == null ? FetchResult.absent(ref) : FetchResult.found(object);
    } catch (RuntimeException e) {
      return FetchResult.failed(ref, ClientErrors.CLASSIFIER.classify(e));
    }
  }

  @Override
  public <T extends HasMetadata> FetchResult<List<T>> list(Class<T> type, ListQuery query) {
    Optional<List<T>> cached = caches.flatMap(known -> known.list(type, query, detail));
    if (cached.isPresent()) {
      return FetchResult.found(cached.get());
    }
    try {
      return FetchResult.found(FreshServer.insist(client, () -> listNow(type, query)));
    } catch (RuntimeException e) {
      return FetchResult.failed(
          ResourceRef.of(type, query.namespace(), ""), ClientErrors.CLASSIFIER.classify(e));
    }
  }

  /** Page by page, so that the answer for thousands of large objects is none that anybody fears. */
  private <T extends HasMetadata> List<T> listNow(Class<T> type, ListQuery query) {
    var all = client.resources(type);
    var wanted =
        (query.namespace().isEmpty() ? all.inAnyNamespace() : all.inNamespace(query.namespace()))
            .withLabels(query.labels());
    List<T> items = new ArrayList<>();
    String next = "";
    do {
      var page =
          wanted.list(
              new ListOptionsBuilder()
                  .withLimit(PAGE)
                  .withContinue(next.isEmpty() ? null : next)
                  .build());
      items.addAll(Objects.requireNonNullElse(page.getItems(), List.of()));
      next = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
    } while (!next.isEmpty());
    return items;
  }

  @Override
  public FetchResult<List<String>> logTail(Pod pod, String container, int lines) {
    try {
      return FetchResult.found(
          FreshServer.insist(
              client, () -> PodLog.tail(client, pod, container, lines, /* previous= */ false)));
    } catch (RuntimeException e) {
      return FetchResult.failed(ResourceRef.of(pod), ClientErrors.CLASSIFIER.classify(e));
    }
  }

  @Override
  public FetchResult<List<Event>> events(String namespace, String kind, String reason) {
    try {
      return FetchResult.found(
          FreshServer.insist(
              client,
              () ->
                  client
                      .v1()
                      .events()
                      .inNamespace(namespace)
                      .withFields(Map.of("involvedObject.kind", kind, "reason", reason))
                      .list()
                      .getItems()));
    } catch (RuntimeException e) {
      return FetchResult.failed(
          ResourceRef.of(Event.class, namespace, ""), ClientErrors.CLASSIFIER.classify(e));
    }
  }

  @Override
  public ResourceReader glance() {
    return new ClusterReader<>(client, caches, Caches.Detail.PART);
  }

  @Override
  public ResourceReader live() {
    return new ClusterReader<R>(client, Optional.empty());
  }
}
