package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.StatusShape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kind on the engine. Which status mode it runs in is which of the three it is: {@link
 * AutomaticKind}, {@link DecoratedKind} (automatic, and adds to it), {@link ManualKind}.
 *
 * @param <R> the object
 * @param <S> its status
 * @param <F> what is fetched, best a record of {@code FetchResult}s
 * @param <O> what is made of it, best a record
 */
public sealed interface Kind<R extends HasMetadata, S, F, O> permits AutomaticKind, ManualKind {

  /** What the kind is called on the things that it leaves behind. */
  KindIdentity identity();

  /** Where the status lives. */
  StatusShape<R, S> statusShape();

  /** Looks at the cluster. It cannot fail: every failure is inside a result. */
  F fetch(ResourceReader reader, Request<R> request);

  /** Interprets what was seen. Pure. */
  O compose(Request<R> request, F fetched);

  /** What should be changed. Pure; sees the status that is stored, not one to come. */
  Plan plan(Request<R> request, O observed);

  /** How the parts fare. Errors in here decide whether the plan is carried out, in every mode. */
  List<ComponentHealth> health(Request<R> request, O observed, Inspection inspection);

  /**
   * Every word that the kind may write into a field of its status, by the field's path within the
   * status: {@code phase}. At start-up they are held against the enums of the CRD (D-22), else the
   * API server refuses a status on the very day on which it matters.
   */
  default Map<String, Set<String>> statusEnums() {
    return Map.of();
  }

  /** In which phase an object is, for metrics; empty where that is no question. */
  default String phaseOf(R resource) {
    return "";
  }

  /** Which other objects wake it up. */
  default List<Watch<?>> watches() {
    return List.of();
  }
}
