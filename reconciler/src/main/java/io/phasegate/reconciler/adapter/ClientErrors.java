package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.engine.error.ApiAnswers;
import io.phasegate.reconciler.engine.error.ErrorClassifier;
import java.util.Optional;

/** Finds the API server's answer in the client's exceptions; a code of 0 means there was none. */
final class ClientErrors implements ApiAnswers {

  /** The classifier for everything that the client may throw. */
  static final ErrorClassifier CLASSIFIER = new ErrorClassifier(new ClientErrors());

  private ClientErrors() {}

  @Override
  public Optional<Status> in(Throwable throwable) {
    if (!(throwable instanceof KubernetesClientException exception) || exception.getCode() <= 0) {
      return Optional.empty();
    }
    Status status = exception.getStatus();
    return Optional.of(
        status != null
            ? new StatusBuilder(status).withCode(exception.getCode()).build()
            : new StatusBuilder()
                .withCode(exception.getCode())
                .withMessage(exception.getMessage())
                .build());
  }

  /** The status code of the API server's answer; 0 when there was none. */
  static int code(Throwable throwable) {
    // The client says now 0, now -1 when there was none.
    return throwable instanceof KubernetesClientException exception
        ? Math.max(0, exception.getCode())
        : 0;
  }
}
