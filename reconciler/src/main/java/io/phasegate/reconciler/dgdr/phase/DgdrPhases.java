package io.phasegate.reconciler.dgdr.phase;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.failure.RefusedJob;
import io.phasegate.reconciler.dgdr.job.JobDraft;
import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.output.SubPhase;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromDeploying;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromPending;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromProfiling;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromReady;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromUnknown;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import io.phasegate.reconciler.dgdr.phase.Observed.Start;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Next.Revisit;
import io.phasegate.reconciler.engine.kind.Request;
import java.util.List;
import java.util.Optional;

/**
 * The phase machine of requests: spec/dgdr.md 5.3. {@link #decide} is all of it; what the phases
 * with a deployment decide is in {@link DeploymentPhases}.
 */
public final class DgdrPhases {

  private DgdrPhases() {}

  /**
   * The next status.
   *
   * @param seen what the cluster says
   * @param report what came of the plan that was made of it
   */
  public static Next<DgdrStatus> decide(
      Request<DynamoGraphDeploymentRequest> request, Observed seen, ApplyReport report) {
    return switch (seen) {
      case Observed.Elsewhere(var by, var why) -> elsewhere(Draft.failed(request), by, why);
      case Observed.Pending pending -> pending(request, pending, report);
      case Observed.Profiling(var acceptance, var progress) ->
          profiling(request, Draft.profiling(request, acceptance), progress, report);
      case Observed.Ready(var acceptance) ->
          acceptance != Acceptance.CHANGED && autoApply(request)
              ? Draft.ready(request, acceptance).to(FromReady.APPLY_WANTED)
              : Draft.ready(request, acceptance).stay(new Revisit.OnEvent());
      case Observed.Deploying(var acceptance, var deployment) ->
          isHeldBack(request, acceptance)
              ? Draft.deploying(request, acceptance).to(FromDeploying.HELD_BACK)
              : DeploymentPhases.deploying(
                  request, Draft.deploying(request, acceptance), deployment, report);
      case Observed.Deployed(var acceptance, var deployment) ->
          DeploymentPhases.deployed(request, Draft.deployed(request, acceptance), deployment);
      case Observed.Failed _ -> Draft.failed(request).stay(new Revisit.OnEvent());
      case Observed.UnknownPhase(var word) -> unknown(request, word);
    };
  }

  /** Whether a deployment is wanted; the default is yes. */
  public static boolean autoApply(Request<DynamoGraphDeploymentRequest> request) {
    return autoApply(request.resource().getSpec());
  }

  /** Whether a spec wants a deployment; the default is yes. */
  public static boolean autoApply(JsonObject spec) {
    return spec.at("autoApply").orElse(Json.Bool.TRUE) != Json.Bool.FALSE;
  }

  /** Whether {@code autoApply} was taken back; a rejected edit cannot do that. */
  static boolean isHeldBack(Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return acceptance != Acceptance.CHANGED && !autoApply(request);
  }

  private static Next<DgdrStatus> elsewhere(Draft<?> draft, Observed.Sign by, String why) {
    return draft
        .sayingOnce(DgdrCondition.elsewhere(why), Notice.warning("ManagedElsewhere", why))
        .handsOff(
            switch (by) {
              case STATUS -> Pace.SELDOM;
              case JOB -> Pace.IN_CASE;
            });
  }

  /** What to do about a Job that has the name of ours, before there is one of ours. */
  public static String foreignJob(String name) {
    return "Job %s is there and is not ours; delete it, or stop the controller that made it"
        .formatted(name);
  }

  /** What to do about a Job that has the name of the one that profiles, and no owner or another. */
  public static String jobOfNoOwner(DynamoGraphDeploymentRequest request, String name) {
    return ("the metadata.ownerReferences of Job %s do not name this request; if it is the Job that"
            + " profiles, do not delete it, for that ends the profiling, but set them to apiVersion"
            + " %s, kind %s, name %s, uid %s; if another controller made it, stop that one, then"
            + " re-create the request")
        .formatted(
            name,
            request.getApiVersion(),
            request.getKind(),
            request.getMetadata().getName(),
            request.getMetadata().getUid());
  }

  private static Next<DgdrStatus> pending(
      Request<DynamoGraphDeploymentRequest> request, Observed.Pending seen, ApplyReport report) {
    Draft<FromPending> draft = Draft.pending(request);
    // Where a Job runs, or may run, what it was made of is not judged again (6.7).
    if (seen.start() instanceof Start.Already || seen.start() instanceof Start.NotNow) {
      return start(request, draft, seen.start(), report);
    }
    return switch (seen.validation()) {
      case Validation.Invalid invalid ->
          draft
              .telling(Notice.warning("ValidationFailed", invalid.message()))
              .to(FromPending.REFUSED, DgdrCondition.invalid(invalid.message()));
      case Validation.NotNow notNow ->
          waiting(draft, "cannot be validated yet: " + notNow.message());
      case Validation.Valid valid ->
          seen.accepted()
              ? start(request, draft, seen.start(), report)
              : accepted(request, draft, valid, seen.ignoredSettings());
    };
  }

  /** P1 to P4. */
  private static Next<DgdrStatus> accepted(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromPending> draft,
      Validation.Valid valid,
      List<String> ignoredSettings) {
    Draft<FromPending> told =
        draft
            .with(old -> old.observing(request.generation()))
            .saying(DgdrCondition.validated())
            .saying(DgdrCondition.discovering(hardware(valid)))
            .telling(Notice.normal("Initialized", "validated, profiling will start"))
            .telling(warnings("AnnotationIgnored", valid.remarks()));
    return (ignoredSettings.isEmpty()
            ? told
            : told.telling(
                Notice.warning(
                    "ProfilingConfigIgnored",
                    "these settings in profilingConfig.config reach no profiler any more: "
                        + String.join(", ", ignoredSettings))))
        .stay(Pace.AT_ONCE);
  }

  private static String hardware(Validation.Valid valid) {
    String explanation = valid.hardware().explanation();
    return explanation.isEmpty() ? "GPU facts are as the request gives them" : explanation;
  }

  /** P5 to P8. */
  private static Next<DgdrStatus> start(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromPending> draft,
      Start start,
      ApplyReport report) {
    return switch (start) {
      case Start.Already _ -> started(request, draft, List.of());
      case Start.Replace _ -> draft.stay(Pace.AT_ONCE);
      case Start.NotYet _ -> draft.stay(Pace.AT_ONCE);
      case Start.NotNow(var why) -> waiting(draft, "profiling cannot start yet: " + why.message());
      case Start.Grant _ ->
          report.errors().stream()
              .findFirst()
              .map(error -> waiting(draft, "access is not granted yet: " + error.message()))
              .orElseGet(() -> draft.stay(Pace.AT_ONCE));
      case Start.Create(JobDraft.Impossible(var why), _) -> jobFailed(draft, why);
      case Start.Create(JobDraft.Ready(_, var remarks), _) -> {
        String name = DgdrNames.job(request.name());
        Optional<ChangeOutcome> outcome = report.of(Job.class, name);
        yield outcome.isEmpty()
            ? draft.stay(Pace.IN_CASE)
            : switch (outcome.get()) {
              case ChangeOutcome.Done _, ChangeOutcome.Kept _ -> started(request, draft, remarks);
              case ChangeOutcome.Foreign _ -> elsewhere(draft, Observed.Sign.JOB, foreignJob(name));
              case ChangeOutcome.Failed(_, var error) when Refusal.is(error) ->
                  jobFailed(draft, RefusedJob.inWords(request.resource(), name, error.message()));
              case ChangeOutcome.Failed(_, var error) ->
                  waiting(
                      draft, "Job %s cannot be created yet: %s".formatted(name, error.message()));
              case ChangeOutcome.NotAttempted(_, var why) ->
                  waiting(draft, "Job %s is not created yet: %s".formatted(name, why));
              case ChangeOutcome.Removed _ -> draft.stay(Pace.AT_ONCE);
            };
      }
    };
  }

  private static Next<DgdrStatus> waiting(Draft<FromPending> draft, String why) {
    return draft.detailing(DgdrCondition.discovering(why)).stay(Pace.IN_CASE);
  }

  private static Next<DgdrStatus> jobFailed(Draft<FromPending> draft, String why) {
    return draft
        .telling(Notice.warning("ProfilingJobFailed", why))
        .to(FromPending.JOB_IMPOSSIBLE, DgdrCondition.jobNotCreated(why));
  }

  private static Next<DgdrStatus> started(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromPending> draft,
      List<String> remarks) {
    String job = DgdrNames.job(request.name());
    return draft
        .with(old -> old.profilingJob(job).profilingPhase(SubPhase.INITIALIZING.word()))
        .telling(warnings("OverrideIgnored", remarks))
        .telling(Notice.normal("ProfilingJobCreated", "Job %s profiles".formatted(job)))
        .to(
            FromPending.PROFILING_STARTED,
            DgdrCondition.discovering("Job %s is created".formatted(job)));
  }

  /** R1 to R8. */
  private static Next<DgdrStatus> profiling(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromProfiling> draft,
      Progress progress,
      ApplyReport report) {
    Draft<FromProfiling> over = draft.with(DgdrStatus::withoutProfilingPhase);
    return switch (progress) {
      case Progress.NotNow(var why) ->
          (Refusal.is(why)
                  ? draft.detailing(DgdrCondition.profiling("it cannot be seen: " + why.message()))
                  : draft.asBefore())
              .stay(Pace.IN_CASE);
      case Progress.Running(var step, var message) ->
          running(draft, step, message).stay(Pace.IN_CASE);
      case Progress.AwaitingOutput _ ->
          draft
              .saying(DgdrCondition.profiling("the Job is complete; its result is on the way"))
              .stay(Pace.SOON);
      case Progress.Undecided _ ->
          draft
              .detailing(
                  DgdrCondition.profiling(
                      ("the result is there, but the spec was edited and Job %s is gone, so nobody"
                              + " knows what was accepted; undo the edit, or create a new request")
                          .formatted(DgdrNames.job(request.name()))))
              .stay(Pace.SELDOM);
      case Progress.Failed(var why) ->
          over.telling(Notice.warning("ProfilingCheckFailed", why))
              .to(FromProfiling.PROFILING_FAILED, DgdrCondition.profilingFailed(why));
      case Progress.JobGone _ -> {
        String why =
            "Job %s was deleted before it had a result; re-create the request to profile again"
                .formatted(DgdrNames.job(request.name()));
        yield over.telling(Notice.warning("ProfilingCheckFailed", why))
            .to(FromProfiling.JOB_DELETED, DgdrCondition.profilingFailed(why));
      }
      case Progress.NoOutput(var owner) ->
          unusable(over, withoutResult(DgdrNames.output(request.name()), owner));
      case Progress.Ended(Generation.Unusable(var why), _) -> unusable(over, why);
      case Progress.Ended(Generation.Generated made, boolean apply) ->
          generated(over, made, apply, report);
    };
  }

  private static Draft<FromProfiling> running(
      Draft<FromProfiling> draft, Optional<SubPhase> step, String message) {
    Draft<FromProfiling> stepped =
        step.map(each -> draft.with(old -> old.profilingPhase(each.word()))).orElse(draft);
    String plain =
        step.map(each -> "the profiler is at " + each.word()).orElse("the Job is running");
    return message.isEmpty()
        ? stepped.saying(DgdrCondition.profiling(plain))
        : stepped.detailing(DgdrCondition.profiling(message));
  }

  private static String withoutResult(String configMap, String owner) {
    return owner.isEmpty()
        ? ("the Job is complete, but ConfigMap %s with its result is not there; re-create the"
                + " request to profile again")
            .formatted(configMap)
        : ("the Job is complete, but its result is not there: ConfigMap %s belongs to %s; delete"
                + " that ConfigMap, then re-create the request")
            .formatted(configMap, owner);
  }

  private static Next<DgdrStatus> unusable(Draft<FromProfiling> draft, String why) {
    return draft
        .saying(DgdrCondition.profiled())
        .telling(Notice.warning("GenerationFailed", why))
        .to(FromProfiling.OUTPUT_UNUSABLE, DgdrCondition.notGenerated(why));
  }

  private static Next<DgdrStatus> generated(
      Draft<FromProfiling> draft, Generation.Generated made, boolean apply, ApplyReport report) {
    String what =
        "deployment %s is generated"
            .formatted(made.deployment().textAt("metadata.name").orElse(""));
    List<String> lost =
        report.outcomes().stream()
            .flatMap(outcome ->
                outcome.problem().stream()
                    .map(error -> outcome.change().ref() + ": " + error.message()))
            .toList();
    return draft
        .with(old -> old.results(made.deployment(), made.candidates()))
        .saying(DgdrCondition.profiled())
        .telling(Notice.normal("SpecGenerated", what))
        .telling(warnings("OutputIgnored", made.remarks()))
        .telling(warnings("ConfigMapCreationFailed", lost))
        .to(
            apply ? FromProfiling.GENERATED_TO_APPLY : FromProfiling.GENERATED,
            DgdrCondition.generated(what));
  }

  private static Next<DgdrStatus> unknown(
      Request<DynamoGraphDeploymentRequest> request, String word) {
    String why =
        "phase \"%s\" is not known; re-create the request, and leave its status to us"
            .formatted(word);
    return Draft.unknown(request)
        .telling(Notice.warning("ValidationFailed", why))
        .to(FromUnknown.NOT_KNOWN, DgdrCondition.invalid(why));
  }

  private static List<Notice> warnings(String reason, List<String> sentences) {
    // The eleventh of a sort stands for all that follow (EventCorrelator); a document may earn a
    // hundred thousand.
    return sentences.stream().limit(11).map(sentence -> Notice.warning(reason, sentence)).toList();
  }
}
