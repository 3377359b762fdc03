package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.phasegate.reconciler.engine.apply.ResourceApplier;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.plan.Change.Dependents;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes children by server-side apply, create and delete, as the kind's field manager. */
final class ClusterApplier<R extends HasMetadata> implements ResourceApplier {

  private static final int TRIES = 10;

  private final KubernetesClient client;
  private final Context<R> context;
  private final ResourceReader reader;
  private final String fieldManager;
  private final Fence fence;

  ClusterApplier(Context<R> context, ResourceReader reader, String fieldManager, Fence fence) {
    this.client = context.getClient();
    this.context = context;
    this.reader = reader;
    this.fieldManager = fieldManager;
    this.fence = fence;
  }

  @Override
  public WriteResult apply(HasMetadata desired, boolean force) {
    return attempt(
        () -> {
          HasMetadata live = live(desired);
          if (live != null && isSo(live, desired)) {
            return new WriteResult.Unchanged(live);
          }
          var resource = client.resource(desired).fieldManager(fieldManager);
          return new WriteResult.Written(
              force ? resource.forceConflicts().serverSideApply() : resource.serverSideApply());
        },
        e -> refusal(desired, e));
  }

  /** The object as it is; null when there is none, or when nobody can say. */
  private @Nullable HasMetadata live(HasMetadata desired) {
    ResourceRef ref = ResourceRef.of(desired);
    FetchResult<? extends HasMetadata> found =
        desired instanceof GenericKubernetesResource
            ? reader.get(ref)
            : reader.get(desired.getClass(), ref.namespace(), ref.name());
    return found.value().map(HasMetadata.class::cast).orElse(null);
  }

  /** By the fields that our manager owns, as the API server keeps them. */
  private boolean isSo(HasMetadata live, HasMetadata desired) {
    return SSABasedGenericKubernetesResourceMatcher.<HasMetadata>getInstance()
        .matches(live, desired, context);
  }

  @Override
  public WriteResult create(HasMetadata desired) {
    return attempt(
        () -> {
          try {
            return new WriteResult.Written(client.resource(desired).create());
          } catch (RuntimeException e) {
            if (ClientErrors.code(e) != 409) {
              throw e;
            }
            HasMetadata live = liveNow(desired);
            return live == null
                ? new WriteResult.Failed(goneMeanwhile(e))
                : new WriteResult.Exists(live);
          }
        },
        e -> refusal(desired, e));
  }

  /** What was in the way is gone, the garbage collector was at it, say: nobody's fault. */
  private static CategorizedError goneMeanwhile(RuntimeException refusal) {
    return CategorizedError.infrastructure(
        "Conflict", ClientErrors.CLASSIFIER.classify(refusal).message());
  }

  private @Nullable HasMetadata liveNow(HasMetadata desired) {
    return client.resource(desired).get();
  }

  @Override
  public WriteResult delete(ResourceRef ref, String uid, Dependents dependents) {
    return attempt(() -> {
      var all = client.genericKubernetesResources(ref.apiVersion(), ref.kind());
      var one =
          ref.namespace().isEmpty()
              ? all.withName(ref.name())
              : all.inNamespace(ref.namespace()).withName(ref.name());
      GenericKubernetesResource live = one.get();
      if (live == null || !(uid.isEmpty() || uid.equals(live.getMetadata().getUid()))) {
        return new WriteResult.Gone();
      }
      switch (dependents) {
        // Locked to the version that was looked at: a namesake made meanwhile survives. The
        // client's own default is to delete dependents in the background.
        case UNSAID, AFTERWARDS -> client.resource(live).lockResourceVersion().delete();
        // The client cannot lock this one. It is for what we alone make, and we make no namesake
        // before it is gone.
        case FIRST ->
            client.resource(live).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
      }
      return new WriteResult.Deleted();
    });
  }

  @Override
  public WriteResult annotate(HasMetadata object, Map<String, String> set, Set<String> remove) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    Map<String, @Nullable String> patch = new HashMap<>();
    set.forEach((key, value) -> {
      if (!value.equals(annotations.get(key))) {
        patch.put(key, value);
      }
    });
    remove.stream().filter(annotations::containsKey).forEach(key -> patch.put(key, null));
    return patch.isEmpty()
        ? new WriteResult.Unchanged(object)
        : attempt(() -> new WriteResult.Written(annotated(object, Map.of("annotations", patch))));
  }

  /**
   * Onto the object that the pass has seen, or one that differs in nothing that a pass is made of:
   * who annotates it all the time is not in our way, and who has edited its spec is not overlooked.
   */
  private HasMetadata annotated(HasMetadata seen, Map<String, ?> metadata) {
    HasMetadata now = seen;
    for (int left = TRIES; ; left--) {
      try {
        return mergePatch(now, metadata);
      } catch (RuntimeException e) {
        if (ClientErrors.code(e) != 409 || left == 0) {
          throw e;
        }
        now = client.resource(seen).require();
        if (!Edits.isSameSpec(now, seen)) {
          throw e;
        }
      }
    }
  }

  @Override
  public WriteResult finalizer(HasMetadata object, String finalizer, boolean present) {
    if (object.hasFinalizer(finalizer) == present) {
      return new WriteResult.Unchanged(object);
    }
    Set<String> finalizers = new LinkedHashSet<>(object.getFinalizers());
    if (present) {
      finalizers.add(finalizer);
    } else {
      finalizers.remove(finalizer);
    }
    return attempt(
        () -> new WriteResult.Written(mergePatch(object, Map.of("finalizers", finalizers))));
  }

  /** Only if nobody has changed it since, and it is no namesake that was made meanwhile. */
  private HasMetadata mergePatch(HasMetadata object, Map<String, ?> changes) {
    Map<String, Object> metadata = new HashMap<>(changes);
    ObjectMeta seen = object.getMetadata();
    Optional.ofNullable(seen.getUid()).ifPresent(uid -> metadata.put("uid", uid));
    Optional.ofNullable(seen.getResourceVersion())
        .ifPresent(version -> metadata.put("resourceVersion", version));
    String patch = client.getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(fieldManager)
            .build();
    return client.resource(object).patch(how, patch);
  }

  private WriteResult attempt(Supplier<WriteResult> write) {
    return attempt(write, ClientErrors.CLASSIFIER::classify);
  }

  private WriteResult attempt(
      Supplier<WriteResult> write, Function<Throwable, CategorizedError> classifier) {
    Optional<CategorizedError> objection = fence.objection();
    if (objection.isPresent()) {
      return new WriteResult.Failed(objection.get());
    }
    try {
      return FreshServer.insist(client, write);
    } catch (RuntimeException e) {
      return new WriteResult.Failed(classifier.apply(e));
    }
  }

  /**
   * A kind that the cluster lacks gives the client no address to write to, so nothing was sent and
   * no code came back; its sentence then quotes the object, secrets and all. Words may change with
   * the client, so it is the API server that is asked which kinds there are.
   */
  private CategorizedError refusal(HasMetadata desired, Throwable error) {
    return ClientErrors.code(error) == 0 && isUnserved(desired)
        ? CategorizedError.infrastructure(
            "KindNotServed",
            "the cluster serves no %s of %s; install it, or write a version that is served"
                .formatted(desired.getKind(), desired.getApiVersion()))
        : ClientErrors.CLASSIFIER.classify(error);
  }

  /** Whether the API server says that it has no such kind; false when it cannot be asked. */
  private boolean isUnserved(HasMetadata object) {
    try {
      APIResourceList served = client.getApiResources(object.getApiVersion());
      return served == null
          || served.getResources().stream()
              .noneMatch(resource -> object.getKind().equals(resource.getKind()));
    } catch (RuntimeException e) {
      return false;
    }
  }
}
