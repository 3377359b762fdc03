package io.phasegate.reconciler.engine.cases;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.phasegate.reconciler.engine.apply.ResourceApplier;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.plan.Change.Dependents;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stands in for the API server: keeps what is written, and fails where a test says so. */
final class FakeCluster implements ResourceReader, ResourceApplier {

  /** What was sent, a line each: {@code apply Job team-a/x}. */
  final List<String> sent = new ArrayList<>();

  /** How it was sent: {@code force}, or the uid that a delete is about. */
  final List<String> how = new ArrayList<>();

  final List<HasMetadata> written = new ArrayList<>();
  final Map<String, HasMetadata> objects = new HashMap<>();
  final Map<String, CategorizedError> failures = new HashMap<>();

  /** All that is sent about objects of this name fails from now on. */
  void failing(String name, CategorizedError error) {
    failures.put(name, error);
  }

  void holds(HasMetadata object) {
    objects.put(key(ResourceRef.of(object)), object);
  }

  private static String key(ResourceRef ref) {
    return ref.kind() + "/" + ref.name();
  }

  @Override
  public WriteResult apply(HasMetadata desired, boolean force) {
    how.add(force ? "force" : "");
    return write("apply", desired);
  }

  @Override
  public WriteResult create(HasMetadata desired) {
    HasMetadata live = objects.get(key(ResourceRef.of(desired)));
    return live == null ? write("create", desired) : new WriteResult.Exists(live);
  }

  private WriteResult write(String verb, HasMetadata desired) {
    sent.add(verb + " " + ResourceRef.of(desired));
    CategorizedError failure = failures.get(desired.getMetadata().getName());
    if (failure != null) {
      return new WriteResult.Failed(failure);
    }
    written.add(desired);
    holds(desired);
    return new WriteResult.Written(desired);
  }

  @Override
  public WriteResult delete(ResourceRef ref, String uid, Dependents dependents) {
    sent.add("delete " + ref);
    how.add(uid + (dependents == Dependents.UNSAID ? "" : " and its dependents"));
    CategorizedError failure = failures.get(ref.name());
    return failure == null ? new WriteResult.Deleted() : new WriteResult.Failed(failure);
  }

  @Override
  public WriteResult annotate(HasMetadata object, Map<String, String> set, Set<String> remove) {
    sent.add("annotate " + ResourceRef.of(object));
    return new WriteResult.Written(object);
  }

  @Override
  public WriteResult finalizer(HasMetadata object, String finalizer, boolean present) {
    sent.add((present ? "hold " : "release ") + ResourceRef.of(object));
    return new WriteResult.Written(object);
  }

  @Override
  public <T extends HasMetadata> FetchResult<T> get(Class<T> type, String namespace, String name) {
    var ref = ResourceRef.of(type, namespace, name);
    CategorizedError failure = failures.get(name);
    if (failure != null) {
      return FetchResult.failed(ref, failure);
    }
    HasMetadata object = objects.get(key(ref));
    return object == null ? FetchResult.absent(ref) : FetchResult.found(type.cast(object));
  }

  @Override
  public FetchResult<GenericKubernetesResource> get(ResourceRef ref) {
    return FetchResult.absent(ref);
  }

  @Override
  public <T extends HasMetadata> FetchResult<List<T>> list(Class<T> type, ListQuery query) {
    return FetchResult.found(
        objects.values().stream().filter(type::isInstance).map(type::cast).toList());
  }

  @Override
  public FetchResult<List<String>> logTail(Pod pod, String container, int lines) {
    return FetchResult.found(List.of());
  }

  @Override
  public FetchResult<List<Event>> events(String namespace, String kind, String reason) {
    return FetchResult.found(List.of());
  }

  @Override
  public ResourceReader live() {
    return this;
  }
}
