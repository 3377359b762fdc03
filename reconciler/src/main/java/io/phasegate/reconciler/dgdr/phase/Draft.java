package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.condition.ConditionMessage;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Next.Revisit;
import io.phasegate.reconciler.engine.kind.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A status in the making, in one phase. It ends in {@link #stay} or {@link #to}, and both set phase
 * and {@code Succeeded} together.
 *
 * @param <A> the arrows that leave the phase
 * @param generation that the conditions speak about
 * @param detail how things stand within the phase, for {@code Succeeded}; may be empty
 */
record Draft<A extends Arrow>(
    Phase phase,
    DgdrStatus stored,
    DgdrStatus status,
    List<Notice> notices,
    Instant now,
    long generation,
    String detail) {

  Draft {
    notices = List.copyOf(notices);
  }

  /** Nothing is changed yet. */
  private static <A extends Arrow> Draft<A> of(
      Phase phase, Request<DynamoGraphDeploymentRequest> request, long generation) {
    var stored = new DgdrStatus(request.resource().getStatus());
    return new Draft<>(phase, stored, stored, List.of(), request.now(), generation, "");
  }

  static Draft<Arrow.FromPending> pending(Request<DynamoGraphDeploymentRequest> request) {
    return of(Phase.PENDING, request, request.generation());
  }

  static Draft<Arrow.FromProfiling> profiling(
      Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return Draft.<Arrow.FromProfiling>of(Phase.PROFILING, request, accepted(request, acceptance))
        .holding(request, acceptance);
  }

  static Draft<Arrow.FromReady> ready(
      Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return Draft.<Arrow.FromReady>of(Phase.READY, request, accepted(request, acceptance))
        .holding(request, acceptance);
  }

  static Draft<Arrow.FromDeploying> deploying(
      Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return Draft.<Arrow.FromDeploying>of(Phase.DEPLOYING, request, accepted(request, acceptance))
        .holding(request, acceptance);
  }

  static Draft<Arrow.FromDeployed> deployed(
      Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return Draft.<Arrow.FromDeployed>of(Phase.DEPLOYED, request, accepted(request, acceptance))
        .holding(request, acceptance);
  }

  /**
   * An edit of a failed request changes nothing, so its conditions keep speaking of the old one.
   */
  static Draft<Arrow.FromFailed> failed(Request<DynamoGraphDeploymentRequest> request) {
    long spokenOf =
        new DgdrStatus(request.resource().getStatus())
            .condition(DgdrCondition.SUCCEEDED)
            .map(StatusCondition::observedGeneration)
            .orElse(request.generation());
    return of(Phase.FAILED, request, spokenOf);
  }

  static Draft<Arrow.FromUnknown> unknown(Request<DynamoGraphDeploymentRequest> request) {
    return of(Phase.FAILED, request, request.generation());
  }

  /** A rejected spec is nothing that the conditions could speak about. */
  private static long accepted(
      Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return acceptance == Acceptance.CHANGED
        ? new DgdrStatus(request.resource().getStatus()).observedGeneration()
        : request.generation();
  }

  /**
   * Holds the request to the spec that was accepted, and says so once a generation (5.4). From here
   * on it has had a Job, whose name somebody may have taken out of the status.
   */
  private Draft<A> holding(Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return with(old -> old.profilingJob(DgdrNames.job(request.name()))).held(request, acceptance);
  }

  private Draft<A> held(Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance) {
    return switch (acceptance) {
      case UNCHANGED -> with(old -> old.silentAbout(DgdrCondition.SPEC_ACCEPTED));
      case SAME_AGAIN ->
          with(old -> old.silentAbout(DgdrCondition.SPEC_ACCEPTED).observing(request.generation()));
      case CHANGED -> {
        String message =
            ("spec may not change in phase %s, and what was accepted stays in force; undo the"
                    + " edit, or create a new request")
                .formatted(phase.word());
        boolean told =
            stored
                .condition(DgdrCondition.SPEC_ACCEPTED)
                .filter(old -> old.observedGeneration() == request.generation())
                .isPresent();
        var condition = DgdrCondition.specChanged(message);
        Draft<A> said = with(old -> old.saying(condition, now, request.generation()));
        yield told ? said : said.telling(Notice.warning("SpecChangeRejected", message));
      }
    };
  }

  Draft<A> with(UnaryOperator<DgdrStatus> change) {
    return new Draft<>(phase, stored, change.apply(status), notices, now, generation, detail);
  }

  Draft<A> saying(DgdrCondition condition) {
    return with(old -> old.saying(condition, now, generation));
  }

  /**
   * Says a condition, and its message in {@code Succeeded} as well: lists of requests show no other
   * one, and what holds a request up must be seen there.
   */
  Draft<A> detailing(DgdrCondition condition) {
    return saying(condition).detailed(condition.message());
  }

  /** Nothing new is known: what {@code Succeeded} has said in this phase stands. */
  Draft<A> asBefore() {
    String plain = phase.succeeded("").message() + Phase.DETAIL;
    return detailed(
        stored
            .condition(DgdrCondition.SUCCEEDED)
            .map(StatusCondition::message)
            .filter(message -> message.startsWith(plain))
            .map(message -> message.substring(plain.length()))
            .orElse(""));
  }

  /**
   * Says in {@code Succeeded} alone how things stand within the phase; empty for nothing. A column
   * of a list is no place for all that a profiler may say, so it is cut.
   */
  Draft<A> detailed(String more) {
    String brief = ConditionMessage.tidy(more, ConditionMessage.LONGEST_EXCERPT);
    return new Draft<>(phase, stored, status, notices, now, generation, brief);
  }

  Draft<A> telling(Notice notice) {
    return telling(List.of(notice));
  }

  Draft<A> telling(List<Notice> more) {
    List<Notice> all = new ArrayList<>(notices);
    all.addAll(more);
    return new Draft<>(phase, stored, status, all, now, generation, detail);
  }

  /** Says a condition, and tells of it only if it was not said before: passes repeat. */
  Draft<A> sayingOnce(DgdrCondition condition, Notice notice) {
    Draft<A> said = detailing(condition);
    Optional<StatusCondition> before = stored.condition(condition.type());
    Optional<StatusCondition> after = said.status.condition(condition.type());
    return before.filter(old -> after.filter(each -> sameWords(old, each)).isPresent()).isPresent()
        ? said
        : said.telling(notice);
  }

  private static boolean sameWords(StatusCondition a, StatusCondition b) {
    return a.status() == b.status()
        && a.reason().equals(b.reason())
        && a.message().equals(b.message());
  }

  /** Remains in the phase. */
  Next<DgdrStatus> stay(Revisit revisit) {
    return in(phase, revisit);
  }

  /**
   * Leaves the phase as it is: it is somebody else's to write. So is {@code Succeeded}, but what is
   * news stands there too, until the other one writes again: lists of requests show nothing else,
   * and one who is gone for good would leave his last word there.
   */
  Next<DgdrStatus> handsOff(Revisit revisit) {
    Optional<DgdrCondition> succeeded =
        Phase.of(stored.phase())
            .filter(_ -> !notices.isEmpty())
            .map(each -> each.succeeded(detail));
    DgdrStatus told = succeeded.map(each -> status.saying(each, now, generation)).orElse(status);
    return new Next<>(told, notices, revisit);
  }

  /** Goes to another phase, and looks on from there at once. */
  Next<DgdrStatus> to(A arrow) {
    return in(arrow.to(), new Revisit.AtOnce());
  }

  /** The same with the condition that is the reason. */
  Next<DgdrStatus> to(A arrow, DgdrCondition condition) {
    return saying(condition).to(arrow);
  }

  private Next<DgdrStatus> in(Phase next, Revisit revisit) {
    boolean ends = next == Phase.FAILED;
    String why = ends ? firstFailure().orElse("") : next == phase ? detail : "";
    DgdrStatus whole =
        status
            .silentAbout(DgdrCondition.MANAGED_ELSEWHERE)
            .in(next)
            .saying(next.succeeded(why), now, generation);
    return new Next<>(whole, notices, ends ? new Revisit.OnEvent() : revisit);
  }

  private Optional<String> firstFailure() {
    return Stream.of(
            DgdrCondition.VALIDATION,
            DgdrCondition.PROFILING,
            DgdrCondition.SPEC_GENERATED,
            DgdrCondition.DEPLOYMENT_READY)
        .flatMap(type -> status.condition(type).stream())
        .filter(StatusCondition::isFalse)
        .map(each -> "%s/%s: %s".formatted(each.type(), each.reason(), each.message()))
        .findFirst();
  }
}
