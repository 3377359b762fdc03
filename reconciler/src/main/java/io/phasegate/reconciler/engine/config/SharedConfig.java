package io.phasegate.reconciler.engine.config;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Finds the config that an object names, in its namespace and in the cluster. */
public final class SharedConfig {

  /** The name that is looked up when an object names none; its absence is no error. */
  public static final String DEFAULT = "default";

  private SharedConfig() {}

  /**
   * Looks it up. An error other than "there is none" ends the search and is the result.
   *
   * @param ref what the object refers to, its name included
   * @param inNamespace looks in the namespace; for objects without one it says skipped
   * @param inCluster looks in the cluster
   * @param merge the namespace's config (first) over the cluster's (second)
   * @return skipped when there is no default one; absent, as a missing upstream dependency with
   *     reason ConfigNotFound, when one was named and does not exist
   */
  public static <C> FetchResult<C> resolve(
      ResourceRef ref,
      Supplier<FetchResult<C>> inNamespace,
      Supplier<FetchResult<C>> inCluster,
      BinaryOperator<C> merge) {
    FetchResult<C> near = inNamespace.get();
    if (near instanceof FetchResult.Failed<C>) {
      return near;
    }
    FetchResult<C> far = inCluster.get();
    if (far instanceof FetchResult.Failed<C>) {
      return far;
    }
    if (near.isFound() && far.isFound()) {
      return near.then(config -> far.map(other -> merge.apply(config, other)));
    }
    if (near.isFound() || far.isFound()) {
      return near.isFound() ? near : far;
    }
    return ref.name().equals(DEFAULT)
        ? FetchResult.skipped("there is no default config")
        : FetchResult.failed(
            ref,
            CategorizedError.missingUpstream(
                    "ConfigNotFound",
                    "config %s exists neither in the namespace nor in the cluster"
                        .formatted(ref.name()))
                .becauseNotFound());
  }
}
