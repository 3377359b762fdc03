package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.job.Hashes;
import io.phasegate.reconciler.dgdr.phase.Observed;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Progress;
import io.phasegate.reconciler.dgdr.phase.Observed.Start;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.validate.References;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the kind makes of the cluster, and what it wants to change. */
class DgdrKindTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private final DgdrKind kind = DgdrKind.create();

  @Test
  void acceptedRequestGetsANoteAndAJob() {
    var request = request("{phase: Pending, observedGeneration: 1}");

    var plan = kind.plan(request, kind.compose(request, pending(absent())));

    assertThat(plan.changes()).hasSize(2);
    assertThat(plan.writes().getFirst()).isInstanceOf(Change.Annotate.class);
    assertThat(plan.writes().getLast().ref().name()).isEqualTo("profile-tiny");
  }

  @Test
  void newRequestIsAcceptedBeforeAnythingIsWritten() {
    var request = request("{}");

    var plan = kind.plan(request, kind.compose(request, pending(absent())));

    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void jobOfAnEarlierSpecIsDeletedWithItsPodsFirst() {
    var request = request("{phase: Pending, observedGeneration: 1}");
    Job earlier = job(Requests.UID);
    earlier.getMetadata().setAnnotations(Map.of(DgdrNames.ACCEPTED_SPEC_HASH, "of-another-spec"));
    var seen = pending(FetchResult.found(earlier));

    var observed = kind.compose(request, seen).observed();

    assertThat(((Observed.Pending) observed).start()).isInstanceOf(Start.Replace.class);
    assertThat(kind.plan(request, kind.compose(request, seen)).deletes())
        .singleElement()
        .extracting(Change.Delete::dependents)
        .isEqualTo(Change.Dependents.FIRST);
  }

  @Test
  void jobOfAnEarlierNamesakeIsNotTakenForOurs() {
    var request = request("{phase: Pending, observedGeneration: 1}");

    var observed = kind.compose(request, pending(FetchResult.found(job("another-uid")))).observed();

    assertThat(((Observed.Pending) observed).start()).isInstanceOf(Start.Create.class);
  }

  @Test
  void jobThatNobodyOwnsBelongsToAnotherController() {
    var request = request("{phase: Profiling, observedGeneration: 1}");
    Job job = job(Requests.UID);
    job.getMetadata().setOwnerReferences(List.of());

    var seen = Seen.nothing().withJob(FetchResult.found(job));

    var observed = kind.compose(request, seen).observed();

    assertThat(observed).isInstanceOf(Observed.Elsewhere.class);
    assertThat(kind.plan(request, kind.compose(request, seen)).changes()).isEmpty();
  }

  @Test
  void statusOfNvidiasOperatorStopsUsUntilItIsTakenOver() {
    var request = request("{phase: Deployed, observedGeneration: 1}");
    Requests.begunByNvidiasOperator(request.resource());

    var before = kind.compose(request, Seen.nothing()).observed();
    annotate(request, "nvidia.com/dgdr-taken-over", "true");
    var after = kind.compose(request, Seen.nothing()).observed();

    assertThat(before).isInstanceOf(Observed.Elsewhere.class);
    assertThat(after).isInstanceOf(Observed.Deployed.class);
  }

  @Test
  void missingJobWithoutResultIsGone() {
    var request = request("{phase: Profiling, observedGeneration: 1}");

    var observed = kind.compose(request, Seen.nothing().withJob(absent())).observed();

    assertThat(observed)
        .isEqualTo(new Observed.Profiling(Acceptance.UNCHANGED, new Progress.JobGone()));
  }

  @Test
  void autoApplyAloneIsNoChangeOfTheSpec() {
    var request = request("{phase: Ready, observedGeneration: 1}");
    annotate(
        request, DgdrNames.ACCEPTED_SPEC_HASH, Hashes.acceptedSpec(request.resource().getSpec()));
    request.resource().getMetadata().setGeneration(2L);
    request.resource().setSpec(Requests.with("autoApply: true").getSpec());

    var observed = kind.compose(request, Seen.nothing()).observed();

    assertThat(observed).isEqualTo(new Observed.Ready(Acceptance.SAME_AGAIN));
  }

  @Test
  void otherEditsAreChanges() {
    var request = request("{phase: Ready, observedGeneration: 1}");
    annotate(
        request, DgdrNames.ACCEPTED_SPEC_HASH, Hashes.acceptedSpec(request.resource().getSpec()));
    request.resource().getMetadata().setGeneration(2L);
    request.resource().setSpec(Requests.with("backend: vllm").getSpec());

    var observed = kind.compose(request, Seen.nothing()).observed();

    assertThat(observed).isEqualTo(new Observed.Ready(Acceptance.CHANGED));
  }

  private static Request<DynamoGraphDeploymentRequest> request(String statusYaml) {
    var request = Requests.tiny();
    request.setStatus(Requests.tree(statusYaml));
    return new Request<>(request, NOW);
  }

  private static void annotate(
      Request<DynamoGraphDeploymentRequest> request, String key, String value) {
    request.resource().getMetadata().setAnnotations(Map.of(key, value));
  }

  private static Seen pending(FetchResult<Job> job) {
    var hardware = new Hardware.Known(JsonObject.empty(), "");
    return Seen.nothing()
        .withReferences(
            new References(
                FetchResult.skipped(""),
                FetchResult.skipped(""),
                FetchResult.skipped(""),
                hardware))
        .withJob(job);
  }

  private static FetchResult<Job> absent() {
    return FetchResult.absent(ResourceRef.of(Job.class, "inference", "profile-tiny"));
  }

  private static Job job(String owner) {
    return new JobBuilder()
        .withNewMetadata()
        .withName("profile-tiny")
        .withNamespace("inference")
        .addNewOwnerReference()
        .withApiVersion("nvidia.com/v1beta1")
        .withKind("DynamoGraphDeploymentRequest")
        .withName("tiny")
        .withUid(owner)
        .endOwnerReference()
        .endMetadata()
        .build();
  }
}
