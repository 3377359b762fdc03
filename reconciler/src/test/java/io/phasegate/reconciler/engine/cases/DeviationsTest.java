package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.A;
import static io.phasegate.reconciler.engine.cases.Parts.I;
import static io.phasegate.reconciler.engine.cases.Parts.K;
import static io.phasegate.reconciler.engine.cases.Parts.X;
import static io.phasegate.reconciler.engine.cases.Parts.model;
import static io.phasegate.reconciler.engine.cases.Parts.named;
import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.FALSE;
import static io.phasegate.reconciler.engine.condition.ConditionStatus.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.inspect.Inspectors;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.policy.Deviation;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each deviation by itself: what one pass shows with it, and without it. What it is good for is
 * told by the cases of spec/engine.md section 10; this shows that each is a switch of its own.
 */
class DeviationsTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WORDS_ARE_CHECKED_AT_START")
  void eachMakesADifferenceOfItsOwn(Deviation deviation) {
    String with = seen(deviation, Profile.standard());
    String without = seen(deviation, Profile.standard().without(deviation));

    assertThat(with).as(deviation.why()).isNotEqualTo(without);
  }

  @Test
  void eachHasAnIdOfTheSpecificationAndASentence() {
    Set<String> ids = Stream.of(Deviation.values()).map(Deviation::id).collect(Collectors.toSet());

    assertThat(ids).hasSameSizeAs(Deviation.values());
    for (int i = 1; i <= 24; i++) {
      assertThat(ids).contains("D-" + i);
    }
    assertThat(Deviation.values())
        .allSatisfy(each -> assertThat(each.why()).matches("[A-Z].{20,}\\."));
  }

  /** What somebody who looks on sees in a case that the deviation is about. */
  private static String seen(Deviation deviation, Profile profile) {
    Lab lab = Lab.with(profile);
    return switch (deviation) {
      case EXHAUSTION_STOPS_APPLY -> {
        lab.planning(Plans::oneConfigMap).pass(model(X));
        yield lab.cluster.sent.toString();
      }
      case UNKNOWN_IS_INFRASTRUCTURE -> {
        lab.stored("ModelReady", TRUE, "Ready", 50).pass(model(K));
        yield lab.root();
      }
      case TRANSITIONS_AGAINST_STORED -> {
        lab.decorating((status, conditions) -> {
          conditions.markTrue("Download", "Verified", "");
          conditions.markFalse("Download", "Stuck", "");
          return status;
        });
        lab.passAt(100, ready());
        lab.passAt(200, ready());
        yield "since " + lab.since("Download");
      }
      case PRUNE_UNREPORTED -> {
        lab.stored("OldReady", FALSE, "JobRunning", 1).pass(ready());
        yield lab.condition("OldReady");
      }
      case NAMED_COMPONENTS_ONLY -> refusal(() -> lab.pass(ready(), ready()));
      case REASON_TELLS_STATE -> {
        lab.pass(model(ComponentState.PROGRESSING, ""));
        yield lab.condition("ModelReady");
      }
      case GRACE_LEAVES_CONDITIONS_ALONE -> {
        lab.stored("ModelReady", TRUE, "Ready", 50).passAt(100, model(I));
        yield lab.condition("ModelReady");
      }
      case ROOT_IS_THE_WORST -> {
        lab.stored("DependenciesReachable", FALSE, "InfrastructureError", 1)
            .pass(named("Pods", X), named("Network", I));
        yield lab.root();
      }
      case READY_QUOTES_THE_WORST -> {
        lab.pass(
            named("A", ComponentState.DEGRADED, "Slow"), named("B", ComponentState.FAILED, "Boom"));
        yield lab.condition("Ready");
      }
      case WRITE_ERRORS_ARE_CLASSIFIED -> {
        lab.cluster.failing("c", A);
        yield lab.planning(Plans::oneConfigMap).pass(ready()).toString();
      }
      case APPLY_OWNS_ITS_FIELDS -> {
        lab.planning(Plans::oneConfigMap).pass(ready());
        yield lab.cluster.how.toString();
      }
      case DELETE_EXACTLY_THIS -> {
        var claim = Plans.claim("p");
        claim.getMetadata().setUid("uid-p");
        lab.planning(_ -> Plan.of(Change.delete(claim))).pass(ready());
        yield lab.cluster.how.toString();
      }
      case CONFLICT_KEEPS_THE_RETRY ->
          lab.onStatusWrite(new StatusWriter.Result.Conflict()).pass(ready()).toString();
      case EVENTS_AFTER_STATUS -> {
        lab.onStatusWrite(new StatusWriter.Result.Conflict()).pass(ready());
        yield lab.events.size() + " events";
      }
      case OBSERVED_GENERATION -> {
        lab.editing(widget -> widget.getMetadata().setGeneration(7L)).pass(ready());
        yield "generation " + lab.status().observedGeneration();
      }
      case DELETION_ENDS_PLANNING -> {
        lab.editing(widget -> widget.getMetadata().setDeletionTimestamp("2026-11-21T00:00:00Z"))
            .planning(Plans::oneConfigMap)
            .pass(ready());
        yield lab.cluster.sent.toString();
      }
      case SLOW_RECHECK -> lab.pass(model(A)).toString();
      case NO_COMPONENTS_IS_NOT_READY -> {
        lab.pass();
        yield lab.root();
      }
      case EXPLICIT_VALUES_OVERRIDE ->
          ConfigCasesTest.merged(profile, "{'on':false}", "{'on':true}");
      case MESSAGES_ARE_TIDY -> {
        lab.pass(
            ComponentHealth.of(
                "Model", Health.of(ComponentState.RUNNING, "Runs", "HF_TOKEN=hf_abc123")));
        yield lab.message("ModelReady");
      }
      case PODS_ARE_READ_CLOSELY ->
          Inspectors.of(profile)
              .httpRoute()
              .inspect(routeThatOneOfTwoGatewaysTakes(), Inspection.none())
              .toString();
      case PODS_EXPLAIN_THEIR_JOB ->
          Inspectors.of(profile)
              .jobExplainedByPods()
              .inspect(failedJob().build(), Inspection.none())
              .toString();
      case RUNNING_IS_READY -> {
        lab.pass(model(ComponentState.RUNNING, "Runs"));
        yield lab.root();
      }
      case STATUS_AFTER_APPLY -> {
        lab.cluster.failing("c", A);
        lab.planning(Plans::oneConfigMap).pass(ready());
        yield lab.condition("Ready");
      }
      case READY_BEFORE_DECORATOR -> {
        var words = new StringBuilder();
        lab.decorating(
                (status, _) -> {
                  words.append(status.status());
                  return status;
                })
            .pass(ready());
        yield "the decorator reads \"" + words + "\"";
      }
      case BLOCKING_IN_EVERY_MODE -> {
        var plan = Plan.of(Change.create(Plans.job("j")));
        lab.run(new ManualLabKind(List.of(model(A)), plan, _ -> Next.of(lab.status())));
        yield lab.cluster.sent.toString();
      }
      case WORDS_ARE_CHECKED_AT_START ->
          throw new AssertionError("no pass shows it: StatusEnumsTest does");
    };
  }

  private static String refusal(Runnable what) {
    try {
      what.run();
      return "taken";
    } catch (RuntimeException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static JobBuilder failedJob() {
    return new JobBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .withReason("BackoffLimitExceeded")
        .endCondition()
        .endStatus();
  }

  private static HTTPRoute routeThatOneOfTwoGatewaysTakes() {
    return new HTTPRouteBuilder()
        .withNewStatus()
        .addNewParent()
        .addToConditions(InspectorCasesTest.accepted("False", "NotAllowedByListeners"))
        .endParent()
        .addNewParent()
        .addToConditions(InspectorCasesTest.accepted("True", "Accepted"))
        .endParent()
        .endStatus()
        .build();
  }
}
