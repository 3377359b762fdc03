package io.phasegate.reconciler.engine.pass;

import static io.phasegate.reconciler.engine.policy.Deviation.OBSERVED_GENERATION;
import static io.phasegate.reconciler.engine.policy.Deviation.READY_BEFORE_DECORATOR;
import static io.phasegate.reconciler.engine.policy.Deviation.WRITE_ERRORS_ARE_CLASSIFIED;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.Observability;
import io.phasegate.reconciler.engine.condition.TransitionRule;
import io.phasegate.reconciler.engine.event.ConditionNews;
import io.phasegate.reconciler.engine.kind.AutomaticKind;
import io.phasegate.reconciler.engine.kind.DecoratedKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import io.phasegate.reconciler.engine.state.Assessment;
import io.phasegate.reconciler.engine.state.EngineConditions;
import io.phasegate.reconciler.engine.state.StateEngine;
import io.phasegate.reconciler.engine.state.Verdict;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import java.util.List;

/** Automatic mode, with or without decorator: conditions and word from health and report. */
final class AutomaticStatus<R extends HasMetadata, S, F, O> {

  private final AutomaticKind<R, S, F, O> kind;
  private final Profile profile;

  AutomaticStatus(AutomaticKind<R, S, F, O> kind, Profile profile) {
    this.kind = kind;
    this.profile = profile;
  }

  StatusStep<S> step(
      Request<R> request, O observed, List<Assessment> components, ApplyReport report) {
    ConditionedStatus<R, S> shape = kind.statusShape();
    S stored = shape.read(request.resource());
    var conditions =
        new Conditions(
            shape.conditions(stored), request.now(), TransitionRule.STATUS_OR_REASON, profile);
    var engine =
        new StateEngine(
            components,
            report.errors(),
            kind.words().parse(shape.word(stored)),
            conditions,
            kind.readyPolicy(),
            profile,
            request.now());
    engine.setConditions();
    S decorated = stored;
    Verdict verdict;
    if (profile.has(READY_BEFORE_DECORATOR)) {
      verdict = engine.verdict();
      verdict.stamp(conditions);
      decorated =
          decorated(
              request,
              shape.with(
                  stored, conditions.all(), kind.words().of(verdict.root()), generation(request)),
              conditions,
              observed,
              report);
    } else {
      decorated = decorated(request, stored, conditions, observed, report);
      verdict = engine.verdict();
    }
    verdict.stamp(conditions);
    engine.prune();
    markFailedWrites(conditions, report);
    S status =
        shape.with(
            decorated,
            conditions.finish(generation(request)),
            kind.words().of(verdict.root()),
            generation(request));
    var news = new ConditionNews(conditions);
    return new StatusStep<>(
        status,
        news.notices(),
        news.lines(ResourceRef.of(request.resource())),
        kind.revisit(verdict.root()),
        verdict.graceLeft());
  }

  private S decorated(
      Request<R> request, S status, Conditions conditions, O observed, ApplyReport report) {
    return kind instanceof DecoratedKind<R, S, F, O> decorator
        ? decorator.decorate(request, status, conditions, observed, report)
        : status;
  }

  private long generation(Request<R> request) {
    return profile.has(OBSERVED_GENERATION) ? request.generation() : 0;
  }

  /** Upstream wrote this after everything else, and left Ready as it was. */
  private void markFailedWrites(Conditions conditions, ApplyReport report) {
    if (!profile.has(WRITE_ERRORS_ARE_CLASSIFIED) && !report.errors().isEmpty()) {
      conditions.markFalse(
          EngineConditions.DEPENDENCIES_REACHABLE,
          "InfrastructureError",
          report.errors().getFirst().message(),
          Observability.AS_ERROR);
    }
  }
}
