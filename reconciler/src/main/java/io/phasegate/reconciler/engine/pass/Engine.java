package io.phasegate.reconciler.engine.pass;

import static io.phasegate.reconciler.engine.policy.Deviation.BLOCKING_IN_EVERY_MODE;
import static io.phasegate.reconciler.engine.policy.Deviation.DELETION_ENDS_PLANNING;
import static io.phasegate.reconciler.engine.policy.Deviation.EVENTS_AFTER_STATUS;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.apply.PlanRunner;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.kind.AutomaticKind;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.Kind;
import io.phasegate.reconciler.engine.kind.ManualKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.state.Assessment;
import io.phasegate.reconciler.engine.state.Permit;
import io.phasegate.reconciler.engine.state.ReadyPolicy;
import io.phasegate.reconciler.engine.status.StatusShape;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs passes of one kind: fetch → compose → plan → evaluate → apply → status → events (ruling 36).
 * It keeps nothing between passes, so any number of them may run side by side.
 */
public final class Engine<R extends HasMetadata, S, F, O> {

  private final Kind<R, S, F, O> kind;
  private final Ports<R> ports;
  private final Profile profile;
  private final PlanRunner runner;
  private final Optional<Deletion<R>> deletion;

  /**
   * An engine as it is run in production.
   *
   * @throws IllegalArgumentException when the kind is of two modes at once
   */
  public Engine(Kind<R, S, F, O> kind, Ports<R> ports) {
    this(kind, ports, Profile.standard());
  }

  /** An engine that has adopted other deviations, for tests. */
  public Engine(Kind<R, S, F, O> kind, Ports<R> ports, Profile profile) {
    if (kind instanceof AutomaticKind && kind instanceof ManualKind) {
      throw new IllegalArgumentException(
          kind.getClass().getName() + " is automatic and manual; choose one status mode");
    }
    this.kind = kind;
    this.ports = ports;
    this.profile = profile;
    this.runner = new PlanRunner(ports.applier(), kind.identity(), profile);
    this.deletion = deletion(kind);
  }

  @SuppressWarnings("unchecked")
  private Optional<Deletion<R>> deletion(Kind<R, S, F, O> of) {
    return of instanceof Finalizing<?> finalizing
        ? Optional.of(
            new Deletion<>((Finalizing<R>) finalizing, ports.reader(), ports.applier(), runner))
        : Optional.empty();
  }

  /** One pass. The resource is never changed. */
  public Outcome run(R resource) {
    var request = new Request<>(resource, ports.clock().instant());
    if (request.annotation(kind.identity().pauseAnnotation()).equals("true")) {
      return new Outcome.Paused();
    }
    boolean goes = resource.getMetadata().getDeletionTimestamp() != null;
    if (goes && (deletion.isPresent() || profile.has(DELETION_ENDS_PLANNING))) {
      return deletion.map(end -> end.run(request)).orElseGet(Outcome.Settled::new);
    }
    return deletion.flatMap(end -> end.hold(resource)).orElseGet(() -> pass(request));
  }

  private Outcome pass(Request<R> request) {
    F fetched = kind.fetch(ports.reader(), request);
    O observed = kind.compose(request, fetched);
    Plan plan = kind.plan(request, observed);
    List<Assessment> components =
        Assessment.of(kind.health(request, observed, ports.inspection()), readyPolicy(), profile);
    List<CategorizedError> errors =
        components.stream().flatMap(component -> component.errors().stream()).toList();
    Permit permit = permit(errors);
    ApplyReport report =
        switch (permit) {
          case Permit.Granted _ -> runner.run(plan, request.resource());
          case Permit.Parked(var because) ->
              ApplyReport.notAttempted(plan, "there are " + because.label() + " errors");
          case Permit.BackingOff(var failure) -> ApplyReport.notAttempted(plan, failure.text());
        };
    StatusStep<S> step = status(request, observed, components, report);
    if (!profile.has(EVENTS_AFTER_STATUS)) {
      announce(request, step);
    }
    Optional<StatusWriter.Result> written = write(request, step.status(), report);
    if (profile.has(EVENTS_AFTER_STATUS) && isStored(written)) {
      announce(request, step);
    }
    return new Aftermath(profile).outcome(permit, report, plan, step, written);
  }

  /** Ruling 38: errors that park do so in every mode; upstream's manual mode wrote on. */
  private Permit permit(List<CategorizedError> errors) {
    Permit permit = Permit.of(errors, profile);
    boolean goesOn =
        permit instanceof Permit.Parked
            && kind instanceof ManualKind
            && !profile.has(BLOCKING_IN_EVERY_MODE);
    return goesOn ? new Permit.Granted() : permit;
  }

  private ReadyPolicy readyPolicy() {
    return switch (kind) {
      case AutomaticKind<R, S, F, O> automatic -> automatic.readyPolicy();
      case ManualKind<R, S, F, O> _ -> ReadyPolicy.standard();
    };
  }

  private StatusStep<S> status(
      Request<R> request, O observed, List<Assessment> components, ApplyReport report) {
    return switch (kind) {
      case AutomaticKind<R, S, F, O> automatic ->
          new AutomaticStatus<>(automatic, profile).step(request, observed, components, report);
      case ManualKind<R, S, F, O> manual -> {
        var next = manual.next(request, observed, report);
        yield new StatusStep<>(
            next.status(), next.notices(), List.of(), next.revisit(), Duration.ZERO);
      }
    };
  }

  /** Writes the status if it says something new. */
  private Optional<StatusWriter.Result> write(Request<R> request, S status, ApplyReport report) {
    StatusShape<R, S> shape = kind.statusShape();
    if (shape.same(shape.read(request.resource()), status)) {
      return Optional.empty();
    }
    return Optional.of(
        ports.statusWriter().write(shape.with(current(request.resource(), report), status)));
  }

  /** The primary as this pass has left it: notes on it move its resourceVersion. */
  @SuppressWarnings("unchecked")
  private R current(R resource, ApplyReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.change() instanceof Change.Annotate)
        .flatMap(outcome ->
            outcome instanceof ChangeOutcome.Done done
                ? Stream.of(done.live())
                : Stream.<HasMetadata>empty())
        .map(live -> (R) live)
        .findFirst()
        .orElse(resource);
  }

  private static boolean isStored(Optional<StatusWriter.Result> written) {
    return written.isEmpty() || written.get() instanceof StatusWriter.Result.Written;
  }

  private void announce(Request<R> request, StatusStep<S> step) {
    step.notices().forEach(notice -> ports.events().emit(request.resource(), notice));
    step.lines().forEach(ports.log()::log);
  }
}
