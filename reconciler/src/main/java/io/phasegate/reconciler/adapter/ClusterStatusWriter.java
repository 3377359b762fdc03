package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.phasegate.reconciler.engine.status.StatusWriter;

/**
 * Replaces the status by the SDK's own operation, so that the next pass reads what this one wrote
 * and the write wakes nobody up (ruling 39). The object's resourceVersion guards against others.
 */
final class ClusterStatusWriter<R extends HasMetadata> implements StatusWriter<R> {

  private final Context<R> context;

  ClusterStatusWriter(Context<R> context) {
    this.context = context;
  }

  @Override
  public Result write(R changed) {
    try {
      context.resourceOperations().updatePrimaryStatus(changed);
      return new Result.Written();
    } catch (RuntimeException e) {
      var error = ClientErrors.CLASSIFIER.classify(e);
      if (error.notFound()) {
        return new Result.Gone();
      }
      return error.reason().equals("Conflict") ? new Result.Conflict() : new Result.Failed(error);
    }
  }
}
