package io.phasegate.reconciler.engine.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.plan.Change.Dependents;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.Map;
import java.util.Set;

/** Port: writes to the cluster. It never throws for what the API server may answer. */
public interface ResourceApplier {

  /**
   * Server-side apply with the kind's field manager. It must not send anything when the object
   * already is as desired (ruling 13).
   *
   * @param force whether fields that others own are taken over
   */
  WriteResult apply(HasMetadata desired, boolean force);

  /** Creates, and never changes what exists. */
  WriteResult create(HasMetadata desired);

  /**
   * Deletes.
   *
   * @param uid only the object with this uid; empty for any
   * @param dependents when they go
   */
  WriteResult delete(ResourceRef ref, String uid, Dependents dependents);

  /** Sets and removes annotations of an existing object, and nothing else. */
  WriteResult annotate(HasMetadata object, Map<String, String> set, Set<String> remove);

  /** Adds a finalizer to an object, or takes it away; nothing is sent when it is so already. */
  WriteResult finalizer(HasMetadata object, String finalizer, boolean present);
}
