package io.phasegate.reconciler.engine.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.PlanRunner;
import io.phasegate.reconciler.engine.apply.ResourceApplier;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The end of an object that has a finalizer of ours (spec/engine.md 1.9): clean up, unless its
 * namespace is going as a whole, then let it go.
 */
final class Deletion<R extends HasMetadata> {

  /** The finalizer itself wakes us up, once the cache has it; this is for an event that is lost. */
  private static final Duration UNTIL_IT_IS_SEEN = Duration.ofSeconds(1);

  private final Finalizing<R> kind;
  private final ResourceReader reader;
  private final ResourceApplier applier;
  private final PlanRunner runner;

  Deletion(Finalizing<R> kind, ResourceReader reader, ResourceApplier applier, PlanRunner runner) {
    this.kind = kind;
    this.reader = reader;
    this.applier = applier;
    this.runner = runner;
  }

  /** Adds the finalizer where it must be and is not. */
  Optional<Outcome> hold(R resource) {
    if (!kind.holdsDeletion() || resource.hasFinalizer(kind.finalizer())) {
      return Optional.empty();
    }
    WriteResult result = applier.finalizer(resource, kind.finalizer(), true);
    return Optional.of(
        result instanceof WriteResult.Failed(var error)
            ? after(error)
            : new Outcome.AgainAfter(UNTIL_IT_IS_SEEN));
  }

  /** A pass over an object that is to go. */
  Outcome run(Request<R> request) {
    if (!request.resource().hasFinalizer(kind.finalizer())) {
      return new Outcome.Settled();
    }
    List<CategorizedError> errors = errors(request);
    if (!errors.isEmpty()) {
      return new Outcome.BackOff(new InfrastructureFailure(errors), Duration.ZERO);
    }
    WriteResult result = applier.finalizer(request.resource(), kind.finalizer(), false);
    return result instanceof WriteResult.Failed(var error) && !error.notFound()
        ? after(error)
        : new Outcome.Settled();
  }

  /** What keeps the finalizer. */
  private List<CategorizedError> errors(Request<R> request) {
    FetchResult<Boolean> goes = namespaceGoes(request);
    if (goes instanceof FetchResult.Failed<Boolean>(_, var error)) {
      return List.of(error);
    }
    return goes.value().orElse(true) ? List.of() : cleanupErrors(request);
  }

  private List<CategorizedError> cleanupErrors(Request<R> request) {
    var cleanup = kind.cleanup(reader, request);
    if (!cleanup.errors().isEmpty()) {
      return cleanup.errors();
    }
    ApplyReport report = runner.run(cleanup.plan(), request.resource());
    return report.errors();
  }

  /** Gone, going, or hidden from us because it goes: then the cluster cleans up by itself. */
  private FetchResult<Boolean> namespaceGoes(Request<R> request) {
    if (request.namespace().isEmpty()) {
      return FetchResult.found(false);
    }
    var namespace = reader.get(Namespace.class, "", request.namespace());
    return namespace instanceof FetchResult.Failed<Namespace>(_, var error)
            && error.category() == ErrorCategory.AUTH
        ? FetchResult.found(true)
        : namespace.map(found -> found.getMetadata().getDeletionTimestamp() != null);
  }

  private static Outcome after(CategorizedError error) {
    return error.reason().equals("Conflict")
        ? new Outcome.AgainAtOnce("the object changed meanwhile")
        : new Outcome.BackOff(new InfrastructureFailure(List.of(error)), Duration.ZERO);
  }
}
