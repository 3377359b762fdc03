package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.status.StatusShape;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Replaces the status by the SDK's own operation, so that the next pass reads what this one wrote
 * and the write wakes nobody up (ruling 39). The object's resourceVersion guards against others.
 *
 * <p>Whoever has meanwhile written anything but spec and status, an annotation say, is not in our
 * way: ours is put onto theirs, as if it had come first. Otherwise somebody who annotates more
 * often than a pass takes would keep us from ever getting on.
 */
final class ClusterStatusWriter<R extends HasMetadata, S> implements StatusWriter<R> {

  private static final int TRIES = 10;

  private final StatusShape<R, S> shape;
  private final R seen;
  private final Consumer<R> replace;
  private final UnaryOperator<R> live;
  private final Fence fence;

  /**
   * A writer for one pass.
   *
   * @param seen the object as the pass has seen it
   * @param replace sends a status, or throws what the client throws
   * @param live reads an object anew, or throws what the client throws
   * @param fence asked before each attempt whether it is still ours to write
   */
  ClusterStatusWriter(
      StatusShape<R, S> shape, R seen, Consumer<R> replace, UnaryOperator<R> live, Fence fence) {
    this.fence = fence;
    this.shape = shape;
    this.seen = seen;
    this.replace = replace;
    this.live = live;
  }

  static <R extends HasMetadata, S> ClusterStatusWriter<R, S> of(
      StatusShape<R, S> shape, R seen, Context<R> context, Fence fence) {
    var client = context.getClient();
    return new ClusterStatusWriter<>(
        shape,
        seen,
        changed -> context.resourceOperations().updatePrimaryStatus(changed),
        object -> client.resource(object).require(),
        fence);
  }

  @Override
  public Result write(R changed) {
    Result result = replace(changed);
    for (int i = 1; i < TRIES && result instanceof Result.Conflict; i++) {
      Optional<R> touched = touched();
      if (touched.isEmpty()) {
        return result;
      }
      result = replace(shape.with(touched.get(), shape.read(changed)));
    }
    return result;
  }

  private Result replace(R changed) {
    Optional<CategorizedError> objection = fence.objection();
    if (objection.isPresent()) {
      return new Result.Failed(objection.get());
    }
    try {
      replace.accept(changed);
      return new Result.Written();
    } catch (RuntimeException e) {
      var error = ClientErrors.CLASSIFIER.classify(e);
      if (error.notFound()) {
        return new Result.Gone();
      }
      return error.reason().equals("Conflict") ? new Result.Conflict() : new Result.Failed(error);
    }
  }

  /** The object as it is by now, if its spec and status are still those the pass began with. */
  private Optional<R> touched() {
    try {
      R now = live.apply(seen);
      return Edits.isSameSpec(now, seen) && shape.same(shape.read(now), shape.read(seen))
          ? Optional.of(now)
          : Optional.empty();
    } catch (RuntimeException e) {
      // Gone, or not to be had: the conflict stands, and the next pass finds out what is the
      // matter.
      return Optional.empty();
    }
  }
}
