package io.phasegate.reconciler.engine.pass;

import static io.phasegate.reconciler.engine.policy.Deviation.CONFLICT_KEEPS_THE_RETRY;
import static io.phasegate.reconciler.engine.policy.Deviation.SLOW_RECHECK;
import static io.phasegate.reconciler.engine.policy.Deviation.WRITE_ERRORS_ARE_CLASSIFIED;

import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import io.phasegate.reconciler.engine.kind.Next.Revisit;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.state.Permit;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows from a pass; the first that applies (spec/engine.md 1.8). */
final class Aftermath {

  /** How slowly a parked object is looked at again. */
  static final Duration SLOW = Duration.ofMinutes(5);

  private final Profile profile;

  Aftermath(Profile profile) {
    this.profile = profile;
  }

  /**
   * The outcome.
   *
   * @param written what came of writing the status; nothing when it said nothing new
   */
  Outcome outcome(
      Permit permit,
      ApplyReport report,
      Plan plan,
      StatusStep<?> step,
      Optional<StatusWriter.Result> written) {
    if (written.isPresent()) {
      switch (written.get()) {
        case StatusWriter.Result.Failed(var error) -> {
          return backOff(List.of(error), step);
        }
        case StatusWriter.Result.Conflict _ -> {
          return profile.has(CONFLICT_KEEPS_THE_RETRY)
              ? new Outcome.AgainAtOnce("the object changed while its status was written")
              : new Outcome.Settled();
        }
        case StatusWriter.Result.Gone _ -> {
          return new Outcome.Settled();
        }
        case StatusWriter.Result.Written _ -> {}
      }
    }
    if (permit instanceof Permit.BackingOff(var failure)) {
      return new Outcome.BackOff(failure, step.graceLeft());
    }
    return afterWrites(permit, report, plan, step);
  }

  private Outcome afterWrites(Permit permit, ApplyReport report, Plan plan, StatusStep<?> step) {
    Permit writes = Permit.of(categorized(report.errors()), profile);
    if (writes instanceof Permit.BackingOff(var failure)) {
      return new Outcome.BackOff(failure, step.graceLeft());
    }
    if (plan.againAfter().isPositive()) {
      return new Outcome.AgainAfter(plan.againAfter());
    }
    for (Permit each : List.of(permit, writes)) {
      if (each instanceof Permit.Parked(var because)) {
        return profile.has(SLOW_RECHECK)
            ? new Outcome.Recheck(because, SLOW)
            : new Outcome.Settled();
      }
    }
    return switch (step.revisit()) {
      case Revisit.OnEvent _ -> new Outcome.Settled();
      case Revisit.AtOnce _ -> new Outcome.AgainAtOnce("the kind has more to do");
      case Revisit.After(var delay) -> new Outcome.AgainAfter(delay);
    };
  }

  private List<CategorizedError> categorized(List<CategorizedError> errors) {
    return profile.has(WRITE_ERRORS_ARE_CLASSIFIED)
        ? errors
        : errors.stream().map(error -> error.as(ErrorCategory.INFRASTRUCTURE)).toList();
  }

  private static Outcome backOff(List<CategorizedError> errors, StatusStep<?> step) {
    return new Outcome.BackOff(new InfrastructureFailure(errors), step.graceLeft());
  }
}
