package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.error.ErrorCategory.AUTH;
import static io.phasegate.reconciler.engine.error.ErrorCategory.INFRASTRUCTURE;
import static io.phasegate.reconciler.engine.error.ErrorCategory.INVALID_SPEC;
import static io.phasegate.reconciler.engine.error.ErrorCategory.MISSING_DOWNSTREAM_DEPENDENCY;
import static io.phasegate.reconciler.engine.error.ErrorCategory.MISSING_UPSTREAM_DEPENDENCY;
import static io.phasegate.reconciler.engine.error.ErrorCategory.RESOURCE_EXHAUSTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.inspect.Inspectors;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** spec/engine.md 10.6: the inspectors of Jobs, claims, Pods and routes. */
class InspectorCasesTest {

  private static final Inspectors OURS = Inspectors.standard();
  private static final Inspectors UPSTREAM = Inspectors.of(Profile.parity());

  /** Logs and events that a test makes up. */
  private static final class Seen implements Inspection {

    private final List<String> log = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    Seen logging(String... lines) {
      log.addAll(List.of(lines));
      return this;
    }

    Seen event(String reason, String time) {
      events.add(
          new EventBuilder()
              .withReason(reason)
              .withMessage("it is so")
              .withLastTimestamp(time)
              .build());
      return this;
    }

    @Override
    public List<String> tailLog(Pod pod, String container, int lines, boolean previous) {
      asked.add(container + (previous ? "/previous" : ""));
      return log;
    }

    @Override
    public List<Event> eventsFor(HasMetadata object) {
      return events;
    }
  }

  private static Pod pod(PodStatusBuilder status) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p")
        .withNamespace("team-a")
        .endMetadata()
        .withStatus(status.build())
        .build();
  }

  private static Pod inPhase(String phase, boolean ready) {
    return pod(
        new PodStatusBuilder()
            .withPhase(phase)
            .addNewCondition()
            .withType("Ready")
            .withStatus(ready ? "True" : "False")
            .endCondition());
  }

  private static PodStatusBuilder ended(String container, int exitCode, String reason) {
    return new PodStatusBuilder()
        .withPhase("Failed")
        .addNewContainerStatus()
        .withName(container)
        .withNewState()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(reason)
        .endTerminated()
        .endState()
        .endContainerStatus();
  }

  private static Pod waiting(String reason, String image, String message) {
    return pod(
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withName("main")
            .withImage(image)
            .withNewState()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .endState()
            .withNewLastState()
            .withNewTerminated()
            .withExitCode(1)
            .withReason("Error")
            .endTerminated()
            .endLastState()
            .endContainerStatus());
  }

  private static Health pods(Inspectors inspectors, Inspection seen, Pod... pods) {
    return inspectors.pods().inspect(List.of(pods), seen);
  }

  private static CategorizedError error(Health health) {
    return health.errors().getFirst();
  }

  private static ComponentState state(Health health) {
    return health instanceof Health.Stated stated ? stated.state() : ComponentState.READY;
  }

  private static void assertError(Health health, ErrorCategory category, String reason) {
    assertThat(error(health).category()).isEqualTo(category);
    assertThat(error(health).reason()).isEqualTo(reason);
  }

  @Test
  void case94Claims() {
    var inspector = OURS.persistentVolumeClaim();
    var claim = new PersistentVolumeClaimBuilder().withNewMetadata().endMetadata();

    var bound = claim.withNewStatus().withPhase("Bound").endStatus().build();
    var lost = claim.withNewStatus().withPhase("Lost").endStatus().build();
    var pending = claim.withNewStatus().withPhase("Pending").endStatus().build();

    assertThat(inspector.inspect(bound, new Seen()).errors()).isEmpty();
    assertError(inspector.inspect(lost, new Seen()), INFRASTRUCTURE, "PvcLost");
    assertThat(inspector.inspect(pending, new Seen()))
        .isEqualTo(Health.progressing("PvcPending", "the claim waits for its volume"));
    assertError(
        inspector.inspect(pending, new Seen().event("ProvisioningFailed", "2026-11-21T10:00:00Z")),
        INFRASTRUCTURE,
        "PvcProvisioningFailed");
  }

  @Test
  void aClaimThatIsBeingDeletedIsNotReadyWhateverItsPhase() {
    var bound =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withDeletionTimestamp("2026-11-21T10:00:00Z")
            .endMetadata()
            .withNewStatus()
            .withPhase("Bound")
            .endStatus()
            .build();

    assertThat(OURS.persistentVolumeClaim().inspect(bound, new Seen()))
        .isInstanceOfSatisfying(
            Health.Stated.class, health -> assertThat(health.reason()).isEqualTo("PvcTerminating"));
  }

  @Test
  void case95PodsByTheirPhases() {
    var ready = inPhase("Running", true);
    var starting = inPhase("Running", false);
    var pending = inPhase("Pending", false);

    assertThat(state(pods(OURS, new Seen(), ready, pending))).isEqualTo(ComponentState.READY);
    assertThat(state(pods(OURS, new Seen(), starting))).isEqualTo(ComponentState.STARTING);
    assertThat(state(pods(OURS, new Seen(), pending))).isEqualTo(ComponentState.PENDING);
    assertError(pods(OURS, new Seen()), MISSING_DOWNSTREAM_DEPENDENCY, "NoPods");
  }

  @ParameterizedTest
  @CsvSource({
    "'pull access denied for x',                AUTH,                        ImagePullAuthFailure",
    "'unexpected status: 401 Unauthorized',     AUTH,                        ImagePullAuthFailure",
    "'manifest unknown',                        MISSING_UPSTREAM_DEPENDENCY, ImageNotFound",
    "'dial tcp: i/o timeout',                   INFRASTRUCTURE,              ImagePullBackOff"
  })
  void imagesThatCannotBePulled(String message, ErrorCategory category, String reason) {
    assertError(
        pods(OURS, new Seen(), waiting("ErrImagePull", "reg.io/x:1", message)), category, reason);
  }

  @Test
  void case97NumbersInADigestAreNoStatusCodes() {
    String image = "reg.io/x@sha256:1403aa";
    var pod = waiting("ErrImagePull", image, "pulling " + image + ": i/o timeout");

    assertError(pods(OURS, new Seen(), pod), INFRASTRUCTURE, "ImagePullBackOff");
    assertError(pods(UPSTREAM, new Seen(), pod), AUTH, "ImagePullAuthFailure");
  }

  @Test
  void case98TheLogTellsThatTheRepositoryIsGated() {
    var seen = new Seen().logging("Starting", "Cannot access gated repo for url x", "bye");

    var health = pods(OURS, seen, pod(ended("main", 1, "Error")));

    assertError(health, AUTH, "AuthError");
    assertThat(error(health).message())
        .isEqualTo(
            "container main ended with exit code 1; its log says: Cannot access gated repo for url"
                + " x");
  }

  @Test
  void case100OutOfMemoryNeedsNoLog() {
    var seen = new Seen().logging("ENOSPC");

    assertError(
        pods(OURS, seen, pod(ended("main", 137, "OOMKilled"))),
        RESOURCE_EXHAUSTION,
        "PodOOMKilled");
    assertThat(seen.asked).isEmpty();
  }

  @Test
  void case101TheLogTellsThatTheDiskIsFull() {
    var seen = new Seen().logging("write: ENOSPC");

    assertError(
        pods(OURS, seen, pod(ended("main", 1, "Error"))), RESOURCE_EXHAUSTION, "StorageFull");
  }

  @Test
  void aMissingRepositoryIsNotAMatterOfRights() {
    var seen =
        new Seen().logging("401 Client Error: Repository Not Found for url hf.co Unauthorized");

    assertError(pods(OURS, seen, pod(ended("main", 1, "Error"))), INVALID_SPEC, "SourceNotFound");
  }

  @Test
  void aMissingRightOfTheDownloaderIsInfrastructure() {
    var seen = new Seen().logging("RBAC: clusterrole x not found");
    var pod = pod(ended("main", 1, "Error"));

    assertError(pods(OURS, seen, pod), INFRASTRUCTURE, "ClusterAccessError");
    assertError(pods(UPSTREAM, seen, pod), INVALID_SPEC, "PodFailed");
  }

  @Test
  void case103WithoutLogTheReasonDecides() {
    var health = pods(OURS, new Seen(), pod(ended("main", 1, "Error")));

    assertError(health, INVALID_SPEC, "PodFailed");
    assertThat(error(health).message()).isEqualTo("container main ended with exit code 1");
  }

  @Test
  void case104TheContainerThatFailedIsToBlame() {
    var status =
        new PodStatusBuilder()
            .withPhase("Failed")
            .addNewInitContainerStatus()
            .withName("first")
            .withNewState()
            .withNewTerminated()
            .withExitCode(0)
            .withReason("Completed")
            .endTerminated()
            .endState()
            .endInitContainerStatus()
            .addNewInitContainerStatus()
            .withName("second")
            .withNewState()
            .withNewTerminated()
            .withExitCode(1)
            .withReason("Error")
            .endTerminated()
            .endState()
            .endInitContainerStatus();
    var seen = new Seen();
    var asUpstream = new Seen();

    var ours = pods(OURS, seen, pod(status));
    var upstream = pods(UPSTREAM, asUpstream, pod(status));

    assertThat(error(ours).message()).contains("second");
    assertThat(seen.asked).containsExactly("second");
    assertThat(error(upstream).message()).contains("first");
    assertThat(asUpstream.asked).isEmpty();
  }

  @Test
  void case106AnEvictedPodIsTheClustersFault() {
    var pod = pod(ended("main", 137, "Error").withReason("Evicted").withMessage("low on disk"));

    assertError(pods(OURS, new Seen(), pod), INFRASTRUCTURE, "PodEvicted");
    assertError(pods(UPSTREAM, new Seen(), pod), INVALID_SPEC, "PodFailed");
  }

  @Test
  void case107ACrashLoopIsExplainedByTheRunBefore() {
    var pod = waiting("CrashLoopBackOff", "x", "back-off restarting");
    pod.getStatus().setPhase("Running");
    var seen = new Seen().logging("quota is exceeded");

    assertError(pods(OURS, seen, pod), RESOURCE_EXHAUSTION, "StorageFull");
    assertThat(seen.asked).containsExactly("main/previous");
    assertThat(state(pods(UPSTREAM, new Seen(), pod))).isEqualTo(ComponentState.STARTING);
  }

  @Test
  void aMissingSecretOfAContainerIsSomebodyElsesToProvide() {
    var pod = waiting("CreateContainerConfigError", "x", "secret \"token\" not found");

    assertError(
        pods(OURS, new Seen(), pod), MISSING_UPSTREAM_DEPENDENCY, "CreateContainerConfigError");
  }

  @Test
  void whatHoldsAPendingPodUpIsTold() {
    var pod = inPhase("Pending", false);
    var unschedulable = new Seen().event("FailedScheduling", "2026-11-21T10:00:00Z");
    var pullingSince =
        new Seen()
            .event("FailedScheduling", "2026-11-21T10:00:00Z")
            .event("Pulling", "2026-11-21T10:00:05Z");

    assertThat(pods(OURS, unschedulable, pod))
        .isEqualTo(Health.of(ComponentState.PENDING, "FailedScheduling", "it is so"));
    assertThat(state(pods(OURS, pullingSince, pod))).isEqualTo(ComponentState.PROGRESSING);
    assertThat(state(pods(UPSTREAM, pullingSince, pod))).isEqualTo(ComponentState.PENDING);
  }

  @ParameterizedTest
  @CsvSource({
    "BackoffLimitExceeded, INVALID_SPEC,   JobBackoffLimitExceeded",
    "DeadlineExceeded,     INVALID_SPEC,   JobDeadlineExceeded",
    "Evicted,              INFRASTRUCTURE, JobEvicted",
    "Whatever,             INVALID_SPEC,   JobFailed"
  })
  void failedJobs(String reason, ErrorCategory category, String expected) {
    var job =
        new JobBuilder()
            .withNewStatus()
            .addNewCondition()
            .withType("Failed")
            .withStatus("True")
            .withReason(reason)
            .endCondition()
            .endStatus()
            .build();

    assertError(OURS.job().inspect(job, new Seen()), category, expected);
    assertThat(OURS.jobExplainedByPods().inspect(job, new Seen()))
        .isEqualTo(Health.of(ComponentState.FAILED, expected, "the Job has failed for good"));
    assertError(UPSTREAM.jobExplainedByPods().inspect(job, new Seen()), category, expected);
  }

  @Test
  void aJobIsReadyWhenItIsCompleteAndRunsUntilThen() {
    var job = new JobBuilder().withNewStatus().endStatus().build();
    var done =
        new JobBuilder()
            .withNewStatus()
            .addNewCondition()
            .withType("Complete")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();

    assertThat(OURS.job().inspect(job, new Seen())).isEqualTo(Health.progressing("JobRunning", ""));
    assertThat(OURS.job().inspect(done, new Seen())).isEqualTo(Health.ready());
  }

  @Test
  void aSuspendedJobWaitsForSomebody() {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName("j")
            .endMetadata()
            .withNewSpec()
            .withSuspend(true)
            .endSpec()
            .build();

    assertThat(OURS.job().inspect(job, new Seen()))
        .isEqualTo(
            Health.of(
                ComponentState.PENDING,
                "JobSuspended",
                "Job j is suspended; it runs when its spec.suspend is false"));
  }

  @Test
  void case109OneParentThatTakesTheRouteIsEnough() {
    var route =
        new HTTPRouteBuilder()
            .withNewStatus()
            .addNewParent()
            .addToConditions(accepted("False", "NotAllowedByListeners"))
            .endParent()
            .addNewParent()
            .addToConditions(accepted("True", "Accepted"))
            .endParent()
            .endStatus()
            .build();

    assertThat(OURS.httpRoute().inspect(route, new Seen()))
        .isEqualTo(Health.ready("HTTPRouteAccepted"));
    assertError(
        UPSTREAM.httpRoute().inspect(route, new Seen()), INVALID_SPEC, "NotAllowedByListeners");
  }

  static Condition accepted(String status, String reason) {
    return new ConditionBuilder()
        .withType("Accepted")
        .withStatus(status)
        .withReason(reason)
        .build();
  }
}
