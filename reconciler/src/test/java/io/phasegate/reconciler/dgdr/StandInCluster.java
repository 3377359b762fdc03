package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.engine.apply.ResourceApplier;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An API server in memory, for passes of the engine: it keeps what is written, remembers who wrote
 * what, has a cache that may be behind, and fails where a test says so.
 */
final class StandInCluster implements ResourceReader, ResourceApplier {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
  private final Map<String, HasMetadata> cached = new HashMap<>();
  private final Map<String, CategorizedError> faults = new HashMap<>();
  private final Map<String, List<String>> logs = new HashMap<>();
  private final List<String> writes = new ArrayList<>();
  private int uids;

  /** What was written since the last time that somebody asked: {@code create Job profile-tiny}. */
  List<String> writes() {
    List<String> since = List.copyOf(writes);
    writes.clear();
    return since;
  }

  /** Puts an object there as it is, by somebody else's hand. */
  void holds(HasMetadata object) {
    objects.put(key(ResourceRef.of(object)), object);
  }

  /** The cache has yet to see any later version of this object. */
  void stillCaches(HasMetadata object) {
    cached.put(key(ResourceRef.of(object)), Copies.copy(object));
  }

  /** Removes an object by somebody else's hand. */
  void loses(Class<? extends HasMetadata> type, String name) {
    objects.remove(HasMetadata.getKind(type) + "/" + name);
  }

  /** From now on: {@code fails("create Job", error)}, or {@code "get"} and {@code "list"}. */
  void fails(String what, CategorizedError error) {
    faults.put(what, error);
  }

  void works() {
    faults.clear();
  }

  void logs(String pod, String... lines) {
    logs.put(pod, List.of(lines));
  }

  /** An object as it is; the test fails where there is none. */
  <T extends HasMetadata> T the(Class<T> type, String name) {
    return find(type, name).orElseThrow(() -> new AssertionError(name + " is not there"));
  }

  <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return Optional.ofNullable(objects.get(HasMetadata.getKind(type) + "/" + name))
        .map(object -> as(type, object));
  }

  private static String key(ResourceRef ref) {
    return ref.kind() + "/" + ref.name();
  }

  private static <T extends HasMetadata> T as(Class<T> type, HasMetadata object) {
    return type.isInstance(object) ? type.cast(object) : JSON.convertValue(object, type);
  }

  private Optional<CategorizedError> fault(String verb, String kind) {
    return Optional.ofNullable(faults.get(verb + " " + kind));
  }

  private Optional<WriteResult> refusal(String verb, ResourceRef ref) {
    writes.add(verb + " " + ref.kind() + " " + ref.name());
    return fault(verb, ref.kind()).map(WriteResult.Failed::new);
  }

  @Override
  public WriteResult create(HasMetadata desired) {
    ResourceRef ref = ResourceRef.of(desired);
    HasMetadata live = objects.get(key(ref));
    if (live != null) {
      return new WriteResult.Exists(live);
    }
    return refusal("create", ref)
        .orElseGet(() -> {
          HasMetadata made = Copies.copy(desired);
          made.getMetadata().setUid("uid-" + ++uids);
          made.getMetadata().setGeneration(1L);
          holds(made);
          return new WriteResult.Written(made);
        });
  }

  @Override
  public WriteResult apply(HasMetadata desired, boolean force) {
    ResourceRef ref = ResourceRef.of(desired);
    HasMetadata live = objects.get(key(ref));
    if (live == null) {
      return create(desired);
    }
    return refusal("apply", ref)
        .orElseGet(() -> {
          HasMetadata merged =
              desired instanceof ConfigMap ? Copies.copy(live) : Copies.copy(desired);
          merged.getMetadata().setUid(live.getMetadata().getUid());
          merged.getMetadata().setOwnerReferences(owners(live, desired));
          holds(merged);
          return new WriteResult.Written(merged);
        });
  }

  private static List<OwnerReference> owners(HasMetadata live, HasMetadata desired) {
    Map<String, OwnerReference> all = new LinkedHashMap<>();
    for (HasMetadata each : List.of(live, desired)) {
      Objects.requireNonNullElse(each.getMetadata().getOwnerReferences(), List.<OwnerReference>of())
          .forEach(owner -> all.put(owner.getUid(), owner));
    }
    return new ArrayList<>(all.values());
  }

  @Override
  public WriteResult delete(ResourceRef ref, String uid, boolean background) {
    return refusal("delete", ref)
        .orElseGet(() ->
            objects.remove(key(ref)) == null ? new WriteResult.Gone() : new WriteResult.Deleted());
  }

  @Override
  public WriteResult annotate(HasMetadata object, Map<String, String> set, Set<String> remove) {
    ResourceRef ref = ResourceRef.of(object);
    return refusal("annotate", ref)
        .orElseGet(() -> {
          HasMetadata changed = Copies.copy(Objects.requireNonNull(objects.get(key(ref))));
          Map<String, String> all =
              new TreeMap<>(
                  Objects.requireNonNullElse(changed.getMetadata().getAnnotations(), Map.of()));
          all.putAll(set);
          all.keySet().removeAll(remove);
          changed.getMetadata().setAnnotations(all);
          holds(changed);
          return new WriteResult.Written(changed);
        });
  }

  @Override
  public WriteResult finalizer(HasMetadata object, String finalizer, boolean present) {
    ResourceRef ref = ResourceRef.of(object);
    return refusal(present ? "hold" : "release", ref)
        .orElseGet(() -> {
          HasMetadata changed = Copies.copy(object);
          changed.removeFinalizer(finalizer);
          holds(changed);
          return new WriteResult.Written(changed);
        });
  }

  @Override
  public <T extends HasMetadata> FetchResult<T> get(Class<T> type, String namespace, String name) {
    HasMetadata behind = cached.get(HasMetadata.getKind(type) + "/" + name);
    return behind == null ? now(type, namespace, name) : FetchResult.found(as(type, behind));
  }

  private <T extends HasMetadata> FetchResult<T> now(Class<T> type, String namespace, String name) {
    var ref = ResourceRef.of(type, namespace, name);
    Optional<CategorizedError> fault = fault("get", ref.kind());
    return fault.isPresent()
        ? FetchResult.failed(ref, fault.get())
        : find(type, name).map(FetchResult::found).orElseGet(() -> FetchResult.absent(ref));
  }

  @Override
  public FetchResult<GenericKubernetesResource> get(ResourceRef ref) {
    return FetchResult.absent(ref);
  }

  @Override
  public <T extends HasMetadata> FetchResult<List<T>> list(Class<T> type, ListQuery query) {
    var ref = ResourceRef.of(type, query.namespace(), "");
    Optional<CategorizedError> fault = fault("list", ref.kind());
    return fault.isPresent()
        ? FetchResult.failed(ref, fault.get())
        : FetchResult.found(
            objects.values().stream()
                .filter(object -> object.getKind().equals(ref.kind()))
                .filter(object -> labels(object).entrySet().containsAll(query.labels().entrySet()))
                .map(object -> as(type, object))
                .toList());
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }

  @Override
  public FetchResult<List<String>> logTail(Pod pod, String container, int lines) {
    return FetchResult.found(logs.getOrDefault(pod.getMetadata().getName(), List.of()));
  }

  @Override
  public ResourceReader live() {
    var uncached = new StandInCluster();
    uncached.objects.putAll(objects);
    uncached.faults.putAll(faults);
    uncached.logs.putAll(logs);
    return uncached;
  }
}
