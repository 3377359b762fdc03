package io.phasegate.reconciler.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.engine.apply.ResourceApplier;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.plan.Change.Dependents;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import io.phasegate.reconciler.engine.status.Meaning;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An API server in memory: keeps what is written, gives it uid and time, has a cache that may be
 * behind, and fails where a test says so. It checks no schema. What is applied is laid over what is
 * there, owners beside owners; an apply of what is so already is not sent, as in production.
 */
public final class MemoryCluster implements ResourceReader, ResourceApplier, Inspection {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Map<String, HasMetadata> objects;
  private final Map<String, HasMetadata> behind;
  private final Map<String, CategorizedError> faults;
  private final Map<String, List<String>> logs;
  private final List<Event> events = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();
  private final InstantSource clock;
  private final Consumer<HasMetadata> onPrimary;
  private int uids;

  /** An empty one, in which it is as late as this clock says. */
  public MemoryCluster(InstantSource clock) {
    this(clock, _ -> {});
  }

  /**
   * The same, for a primary that is kept elsewhere.
   *
   * @param onPrimary takes the primary when the engine has written to it, its status apart
   */
  MemoryCluster(InstantSource clock, Consumer<HasMetadata> onPrimary) {
    this(
        clock, onPrimary, new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  private MemoryCluster(
      InstantSource clock,
      Consumer<HasMetadata> onPrimary,
      Map<String, HasMetadata> objects,
      Map<String, HasMetadata> behind,
      Map<String, CategorizedError> faults,
      Map<String, List<String>> logs) {
    this.clock = clock;
    this.onPrimary = onPrimary;
    this.objects = objects;
    this.behind = behind;
    this.faults = faults;
    this.logs = logs;
  }

  /** What was written since somebody last asked: {@code create Job tiny-download-16b81fda}. */
  public List<String> writes() {
    List<String> since = List.copyOf(writes);
    writes.clear();
    return since;
  }

  /** Puts an object there by somebody else's hand, with uid and time if it has none. */
  public void holds(HasMetadata object) {
    HasMetadata copy = Copies.copy(object);
    if (copy.getMetadata().getUid() == null) {
      copy.getMetadata().setUid("uid-" + ++uids);
    }
    if (copy.getMetadata().getCreationTimestamp() == null) {
      copy.getMetadata().setCreationTimestamp(clock.instant().toString());
    }
    if (copy.getMetadata().getGeneration() == null) {
      copy.getMetadata().setGeneration(1L);
    }
    objects.put(key(ResourceRef.of(copy)), copy);
  }

  /** The cache has yet to see any later version of this object. */
  public void stillCaches(HasMetadata object) {
    behind.put(key(ResourceRef.of(object)), Copies.copy(object));
  }

  /** Removes an object by somebody else's hand. */
  public void loses(Class<? extends HasMetadata> type, String name) {
    objects.remove(HasMetadata.getKind(type) + "/" + name);
  }

  /** From now on: {@code fails("create Job", error)}, and {@code get} and {@code list} likewise. */
  public void fails(String what, CategorizedError error) {
    faults.put(what, error);
  }

  /** All faults are over. */
  public void works() {
    faults.clear();
  }

  /** What the containers of a Pod have printed. */
  public void logs(String pod, String... lines) {
    logs.put(pod, List.of(lines));
  }

  /** An event about an object, as of now. */
  public void tells(HasMetadata about, String reason, String message) {
    events.add(
        new EventBuilder()
            .withNewInvolvedObject()
            .withKind(about.getKind())
            .withName(about.getMetadata().getName())
            .withUid(about.getMetadata().getUid())
            .endInvolvedObject()
            .withReason(reason)
            .withMessage(message)
            .withLastTimestamp(clock.instant().toString())
            .build());
  }

  /** An object as it is; the test fails where there is none. */
  public <T extends HasMetadata> T the(Class<T> type, String name) {
    return find(type, name)
        .orElseThrow(() -> new AssertionError(name + " is not among " + objects.keySet()));
  }

  /** The only object of a type. */
  public <T extends HasMetadata> T the(Class<T> type) {
    List<T> all = all(type);
    if (all.size() != 1) {
      throw new AssertionError(
          all.size() + " of " + type.getSimpleName() + ": " + objects.keySet());
    }
    return all.getFirst();
  }

  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.values().stream()
        .filter(object -> object.getKind().equals(HasMetadata.getKind(type)))
        .map(object -> as(type, object))
        .toList();
  }

  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return Optional.ofNullable(objects.get(HasMetadata.getKind(type) + "/" + name))
        .map(object -> as(type, object));
  }

  /** What was written as a tree is read as its type. */
  private static <T extends HasMetadata> T as(Class<T> type, HasMetadata object) {
    return type.isInstance(object) ? type.cast(object) : JSON.convertValue(object, type);
  }

  private static String key(ResourceRef ref) {
    return ref.kind() + "/" + ref.name();
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
    return live == null ? stored("create", desired) : new WriteResult.Exists(live);
  }

  @Override
  public WriteResult apply(HasMetadata desired, boolean force) {
    HasMetadata live = objects.get(key(ResourceRef.of(desired)));
    if (live == null) {
      return stored("apply", desired);
    }
    HasMetadata merged = merged(live, desired);
    return Meaning.same(merged, live) ? new WriteResult.Unchanged(live) : stored("apply", merged);
  }

  private static HasMetadata merged(HasMetadata live, HasMetadata desired) {
    ObjectNode tree = JSON.convertValue(live, ObjectNode.class);
    lay(JSON.convertValue(desired, ObjectNode.class), tree);
    HasMetadata merged = JSON.convertValue(tree, live.getClass());
    Map<String, OwnerReference> owners = new LinkedHashMap<>();
    for (HasMetadata each : List.of(live, desired)) {
      each.getMetadata().getOwnerReferences().forEach(owner -> owners.put(owner.getUid(), owner));
    }
    merged.getMetadata().setOwnerReferences(new ArrayList<>(owners.values()));
    return merged;
  }

  private static void lay(ObjectNode above, ObjectNode below) {
    for (var field : above.properties()) {
      if (field.getValue() instanceof ObjectNode upper
          && below.get(field.getKey()) instanceof ObjectNode lower) {
        lay(upper, lower);
      } else {
        below.set(field.getKey(), field.getValue());
      }
    }
  }

  private WriteResult stored(String verb, HasMetadata desired) {
    ResourceRef ref = ResourceRef.of(desired);
    return refusal(verb, ref)
        .orElseGet(() -> {
          holds(desired);
          return new WriteResult.Written(Objects.requireNonNull(objects.get(key(ref))));
        });
  }

  @Override
  public WriteResult delete(ResourceRef ref, String uid, Dependents dependents) {
    return refusal("delete", ref)
        .orElseGet(() ->
            objects.remove(key(ref)) == null ? new WriteResult.Gone() : new WriteResult.Deleted());
  }

  @Override
  public WriteResult annotate(HasMetadata object, Map<String, String> set, Set<String> remove) {
    return changed(
        "annotate",
        object,
        metadata -> {
          Map<String, String> all =
              new TreeMap<>(Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()));
          all.putAll(set);
          all.keySet().removeAll(remove);
          metadata.setAnnotations(all);
        });
  }

  @Override
  public WriteResult finalizer(HasMetadata object, String finalizer, boolean present) {
    return changed(
        present ? "hold" : "release",
        object,
        metadata -> {
          Set<String> all = new LinkedHashSet<>(metadata.getFinalizers());
          all.remove(finalizer);
          if (present) {
            all.add(finalizer);
          }
          metadata.setFinalizers(new ArrayList<>(all));
        });
  }

  /** The primary of a {@link Stage} is not among our objects; whoever keeps it is told. */
  private WriteResult changed(String verb, HasMetadata object, Consumer<ObjectMeta> how) {
    ResourceRef ref = ResourceRef.of(object);
    HasMetadata live = objects.get(key(ref));
    HasMetadata before = live == null ? object : live;
    HasMetadata changed = Copies.copy(before);
    how.accept(changed.getMetadata());
    if (Meaning.same(before, changed)) {
      return new WriteResult.Unchanged(before);
    }
    return refusal(verb, ref)
        .orElseGet(() -> {
          if (live == null) {
            onPrimary.accept(changed);
          } else {
            holds(changed);
          }
          return new WriteResult.Written(changed);
        });
  }

  @Override
  public <T extends HasMetadata> FetchResult<T> get(Class<T> type, String namespace, String name) {
    var ref = ResourceRef.of(type, namespace, name);
    HasMetadata old = behind.get(key(ref));
    if (old != null) {
      return FetchResult.found(as(type, old));
    }
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
            all(type).stream()
                .filter(object -> labels(object).entrySet().containsAll(query.labels().entrySet()))
                .toList());
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }

  @Override
  public FetchResult<List<String>> logTail(Pod pod, String container, int lines) {
    Optional<CategorizedError> fault = fault("log", "Pod");
    return fault.isPresent()
        ? FetchResult.failed(ResourceRef.of(pod), fault.get())
        : FetchResult.found(logs.getOrDefault(pod.getMetadata().getName(), List.of()));
  }

  @Override
  public List<String> tailLog(Pod pod, String container, int lines, boolean previous) {
    return logTail(pod, container, lines).value().orElse(List.of());
  }

  @Override
  public List<Event> eventsFor(HasMetadata object) {
    return events.stream()
        .filter(event -> event.getInvolvedObject().getName().equals(object.getMetadata().getName()))
        .toList();
  }

  @Override
  public FetchResult<List<Event>> events(String namespace, String kind, String reason) {
    Optional<CategorizedError> fault = fault("list", "Event");
    return fault.isPresent()
        ? FetchResult.failed(ResourceRef.of(Event.class, namespace, ""), fault.get())
        : FetchResult.found(
            events.stream()
                .filter(event -> kind.equals(event.getInvolvedObject().getKind()))
                .filter(event -> reason.equals(event.getReason()))
                .toList());
  }

  @Override
  public ResourceReader live() {
    return new MemoryCluster(clock, onPrimary, objects, Map.of(), faults, logs);
  }
}
