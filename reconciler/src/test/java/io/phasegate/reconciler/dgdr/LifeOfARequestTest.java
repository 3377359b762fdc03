package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests from their beginning to their end, pass by pass. */
class LifeOfARequestTest {

  private static final String REQUEST = "DynamoGraphDeploymentRequest tiny";

  @Test
  void requestGoesFromPendingToDeployed() {
    var life = Life.of("autoApply: true");

    life.settle();
    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.status().tree().textAt("profilingJobName")).contains("profile-tiny");
    assertThat(life.status().tree().textAt("profilingPhase")).contains("Initializing");

    life.publishes(Map.of("phase", "SweepingDecode", "message", "decode 3 of 9")).settle();
    assertThat(life.status().tree().textAt("profilingPhase")).contains("SweepingDecode");
    assertThat(life.said("Profiling")).isEqualTo("False/ProfilingRunning");
    assertThat(life.message("Profiling")).isEqualTo("decode 3 of 9");

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();
    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.status().tree().has("profilingPhase")).isFalse();
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");

    life.deploymentIs("successful").settle();
    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.said("Succeeded")).isEqualTo("True/Deployed");
    assertThat(life.said("DeploymentReady")).isEqualTo("True/DeploymentReady");
    assertThat(life.status().tree().objectAt("deploymentInfo"))
        .contains(Requests.tree("{replicas: 3, availableReplicas: 1}"));
    assertThat(life.told())
        .containsExactly(
            "Initialized",
            "ProfilingJobCreated",
            "SpecGenerated",
            "DeploymentCreated",
            "DeploymentReady");
  }

  @Test
  void everythingIsWrittenOnceAndInOrder() {
    var life = Life.of("autoApply: true");

    life.profiled();

    assertThat(life.cluster.writes())
        .containsExactly(
            "create ServiceAccount dgdr-profiling-job",
            "create RoleBinding dgdr-profiling-job-binding",
            "annotate " + REQUEST,
            "create Job profile-tiny",
            "create DynamoGraphDeployment tiny-dgd");
  }

  @Test
  void atRestNothingIsWritten() {
    var life = Life.of("autoApply: true").profiled().deploymentIs("successful");
    life.settle();
    life.cluster.writes();
    int before = life.statusWrites();

    life.later(Duration.ofHours(1)).pass();

    assertThat(life.cluster.writes()).isEmpty();
    assertThat(life.statusWrites()).isEqualTo(before);
  }

  @Test
  void jobIsGuardedBecauseGpusAreDear() {
    Job job = Life.of("autoApply: true").profiling().job();

    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(24 * 3600L);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(7 * 24 * 3600);
  }

  @Test
  void withoutAutoApplyItWaitsUntilSomebodyWantsIt() {
    var life = Life.of("autoApply: false").profiled();
    assertThat(life.phase()).isEqualTo("Ready");
    assertThat(life.said("Succeeded")).isEqualTo("True/SpecGenerated");
    assertThat(life.has(DynamoGraphDeployment.class, "tiny-dgd")).isFalse();

    life.edits("autoApply: true").settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.status().observedGeneration()).isEqualTo(2);
    assertThat(life.told()).doesNotContain("SpecChangeRejected").contains("DeploymentCreated");
  }

  @Test
  void deploymentThatDegradesIsFollowedUntilItRecovers() {
    var life = Life.of("autoApply: true").profiled().deploymentIs("successful");
    life.settle();

    life.deploymentIs("pending").settle();
    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.said("DeploymentReady")).startsWith("False/");
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.told())
        .containsSubsequence("DeploymentReady", "DeploymentDegraded", "DeploymentReady");
  }

  @Test
  void deletedDeploymentEndsTheRequestAndIsNotMadeAgain() {
    var life = Life.of("autoApply: true").profiled().deploymentIs("successful");
    life.settle();
    life.cluster.writes();

    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    life.settle();
    life.later(Duration.ofHours(1)).settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("DeploymentReady")).isEqualTo("False/DeploymentDeleted");
    assertThat(life.status().deployment()).isEmpty();
    assertThat(life.status().tree().has("deploymentInfo")).isFalse();
    assertThat(life.cluster.writes()).isEmpty();
  }

  @Test
  void jobDeletedByHandEndsTheRequest() {
    var life = Life.of("autoApply: true").profiling();

    life.cluster.loses(Job.class, "profile-tiny");
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("Profiling")).isEqualTo("False/ProfilingFailed");
    assertThat(life.message("Succeeded")).contains("profile-tiny was deleted");
    assertThat(life.status().tree().has("profilingPhase")).isFalse();
  }

  @Test
  void resultOutlivesItsJob() {
    var life = Life.of("autoApply: true").profiling().publishes(Manifests.DEPLOYMENT);

    life.cluster.loses(Job.class, "profile-tiny");
    life.settle();

    assertThat(life.phase()).isEqualTo("Deploying");
  }

  @Test
  void editAfterAcceptanceIsRejectedOnceAndWhatWasAcceptedGoesOn() {
    var life = Life.of("autoApply: true").profiling();

    life.edits("backend: vllm").settle();
    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().observedGeneration()).isEqualTo(1);
    assertThat(life.told("SpecChangeRejected")).hasSize(1);
    assertThat(life.said("SpecAccepted")).isEqualTo("False/SpecChangeRejected");
  }

  @Test
  void editThatIsUndoneIsForgotten() {
    var life = Life.of("autoApply: true\nbackend: auto").profiling();

    life.edits("backend: vllm").settle();
    life.edits("backend: auto").settle();

    assertThat(life.said("SpecAccepted")).isEmpty();
    assertThat(life.status().observedGeneration()).isEqualTo(3);
  }

  @Test
  void autoApplyOfTheAcceptedSpecCountsUnderARejectedEdit() {
    var life = Life.of("autoApply: false").profiling();

    life.edits("{autoApply: true, backend: vllm}");
    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Ready");
  }

  @Test
  void nameOfTheAcceptedSpecCountsUnderARejectedEdit() {
    var life = Life.of("overrides: {dgd: {metadata: {name: agreed}}}").profiling();

    life.edits("overrides: {dgd: {metadata: {name: smuggled}}}");
    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.status().deployment()).isEqualTo("agreed");
    assertThat(life.has(DynamoGraphDeployment.class, "smuggled")).isFalse();
  }

  @Test
  void mockedWorkersOfARejectedEditAreNotTaken() {
    var life = Life.of("features: {mocker: {enabled: false}}").profiling();

    life.edits("features: {mocker: {enabled: true}}");
    life.publishes(
        Map.of(
            "profiler_status",
            "success",
            "config_with_planner.yaml",
            Manifests.DEPLOYMENT.replace("Frontend", "Real"),
            "mocker_config_with_planner.yaml",
            Manifests.DEPLOYMENT));
    life.jobCompletes().settle();

    assertThat(life.status().tree().at("profilingResults.selectedConfig.spec.services.Real"))
        .isPresent();
  }

  @Test
  void withoutTheJobARejectedEditIsWaitedOutUntilItIsUndone() {
    var life = Life.of("autoApply: false\nbackend: auto").profiling();
    life.publishes(Manifests.DEPLOYMENT);
    life.cluster.loses(Job.class, "profile-tiny");

    life.edits("{autoApply: true, backend: vllm}").settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.message("Succeeded"))
        .contains("the spec was edited and Job profile-tiny is gone", "undo the edit");

    life.edits("{autoApply: false, backend: auto}").settle();

    assertThat(life.phase()).isEqualTo("Ready");
  }

  @Test
  void editBeforeTheJobIsThereIsSimplyAccepted() {
    var life = Life.of("autoApply: true");
    life.pass();

    life.edits("backend: vllm").settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.status().observedGeneration()).isEqualTo(2);
    assertThat(life.told()).doesNotContain("SpecChangeRejected");
  }

  @Test
  void namesakeOfADeletedRequestWaitsForTheOldJobToGo() {
    var earlier = Life.of("autoApply: true").profiling();
    Job old = earlier.job();
    var life = Life.of("autoApply: true");
    life.changes(request -> request.getMetadata().setUid("another-uid"));
    life.cluster.holds(old);

    Outcome outcome = life.settle();
    assertThat(life.phase()).isEqualTo("Pending");
    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    life.cluster.loses(Job.class, "profile-tiny");
    life.settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.job().getMetadata().getOwnerReferences().getFirst().getUid())
        .isEqualTo("another-uid");
  }

  @Test
  void resultOfAnEarlierNamesakeIsRemovedBeforeTheJobIsCreated() {
    var life = Life.of("autoApply: true");
    ConfigMap stale =
        new ConfigMapBuilder(life.output(Map.of("profiler_status", "success")))
            .editMetadata()
            .withUid("stale")
            .withOwnerReferences(List.of())
            .endMetadata()
            .build();
    life.cluster.holds(stale);

    life.profiling();

    assertThat(life.cluster.writes())
        .containsSubsequence("delete ConfigMap dgdr-output-tiny", "create Job profile-tiny");
  }

  @Test
  void cacheThatIsBehindIsNotBelievedAboutTheResult() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.stillCaches(life.output(Map.of("phase", "GeneratingDGD")));

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Deploying");
  }

  @Test
  void resultMayBeAMinuteLaterThanItsJob() {
    var life = Life.of("autoApply: true").profiling().jobCompletes();

    life.later(Duration.ofSeconds(50)).settle();
    assertThat(life.phase()).isEqualTo("Profiling");
    life.later(Duration.ofSeconds(11)).settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("SpecGenerated")).isEqualTo("False/GenerationFailed");
    assertThat(life.message("SpecGenerated")).contains("dgdr-output-tiny");
  }

  @Test
  void failedProfilerIsExplainedInTheCondition() {
    var life = Life.of("autoApply: true").profiling();
    life.failedPod(137, "OOMKilled", "killed at 64 GiB");

    life.jobEnds("Failed", "BackoffLimitExceeded", "Job has reached its limit").settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Profiling"))
        .contains("profile-pod", "137", "OOMKilled", "killed at 64 GiB", "reached its limit");
    assertThat(life.message("Succeeded")).contains("Profiling/ProfilingFailed");
  }

  @Test
  void logSpeaksForAProfilerThatDiedWithoutAWord() {
    var life = Life.of("autoApply: true").profiling();
    life.failedPod(1, "Error", "");
    life.cluster.logs("profile-pod", "sweep 3 of 9", "ValueError: no such model");

    life.jobEnds("Failed", "BackoffLimitExceeded", "limit").settle();

    assertThat(life.message("Profiling")).contains("ValueError: no such model");
  }

  @Test
  void failureInTheProfilersOwnWordsIsAnEndOfTheJobToo() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Map.of("profiler_status", "failed", "profiler_error", "no engine fits"));
    life.jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Profiling")).isEqualTo("the profiler says: no engine fits");
  }

  @Test
  void passThatIsCutShortAfterTheJobFindsItAgain() {
    var life = Life.of("autoApply: true");
    life.pass();
    life.pass();
    life.onStatusWrite(
        new StatusWriter.Result.Failed(CategorizedError.infrastructure("Timeout", "no answer")));
    assertThat(life.pass()).isInstanceOf(Outcome.BackOff.class);

    life.onStatusWrite(new StatusWriter.Result.Written()).settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.cluster.writes()).containsOnlyOnce("create Job profile-tiny");
  }

  @Test
  void claimThatVanishesOnceTheJobIsThereFailsNothing() {
    var life = Life.of("modelCache: {pvcName: weights}");
    life.cluster.holds(claim("weights"));
    life.pass();
    life.pass();
    life.onStatusWrite(
        new StatusWriter.Result.Failed(CategorizedError.infrastructure("Timeout", "no answer")));
    life.pass();
    assertThat(life.has(Job.class, "profile-tiny")).isTrue();

    life.cluster.loses(PersistentVolumeClaim.class, "weights");
    life.onStatusWrite(new StatusWriter.Result.Written()).settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.told()).contains("ProfilingJobCreated").doesNotContain("ValidationFailed");
  }

  @Test
  void claimThatVanishesWhileTheJobCannotBeSeenFailsNothingYet() {
    var life = Life.of("modelCache: {pvcName: weights}");
    life.cluster.holds(claim("weights"));
    life.pass();
    life.pass();

    life.cluster.loses(PersistentVolumeClaim.class, "weights");
    life.cluster.fails("get Job", CategorizedError.infrastructure("Timeout", "no answer"));
    assertThat(life.pass()).isInstanceOf(Outcome.BackOff.class);
    assertThat(life.phase()).isEqualTo("Pending");
    life.cluster.works();
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Validation")).contains("PersistentVolumeClaim weights");
  }

  private static PersistentVolumeClaim claim(String name) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("inference")
        .endMetadata()
        .build();
  }

  @Test
  void deploymentOfAnEarlierNamesakeIsAdoptedAtOnce() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.holds(
        deployment(Map.of(DgdrNames.NAME_LABEL, "tiny", DgdrNames.NAMESPACE_LABEL, "inference")));

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(life.told()).contains("DeploymentAdopted").doesNotContain("DeploymentCreated");
  }

  @Test
  void deploymentOfSomebodyElseIsLeftAlone() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.holds(
        deployment(
            Map.of(
                DgdrNames.NAME_LABEL,
                "another",
                DgdrNames.NAMESPACE_LABEL,
                "inference",
                "app.kubernetes.io/managed-by",
                "phasegate-dgdr")));

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();
    life.settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.status().deployment()).isEmpty();
    assertThat(life.said("DeploymentReady")).isEqualTo("False/DeploymentNameCollision");
    assertThat(life.told("DeploymentNameCollision")).hasSize(1);
  }

  private static GenericKubernetesResource deployment(Map<String, String> labels) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("nvidia.com/v1alpha1")
        .withKind("DynamoGraphDeployment")
        .withNewMetadata()
        .withName("tiny-dgd")
        .withNamespace("inference")
        .withUid("theirs")
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  @Test
  void statusOfAnotherOperatorKeepsOurHandsOff() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.writes();
    life.changes(Requests::begunByNvidiasOperator);

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.said("ManagedElsewhere")).isEqualTo("True/AnotherController");
    assertThat(life.told("ManagedElsewhere")).hasSize(1);
    assertThat(life.cluster.writes()).isEmpty();
  }

  @Test
  void jobThatNobodyOwnsKeepsOurHandsOff() {
    var life = Life.of("autoApply: true");
    life.cluster.holds(
        new JobBuilder()
            .withNewMetadata()
            .withName("profile-tiny")
            .withNamespace("inference")
            .endMetadata()
            .build());

    life.settle();

    assertThat(life.said("ManagedElsewhere")).isEqualTo("True/AnotherController");
    assertThat(life.message("ManagedElsewhere")).contains("profile-tiny");
    assertThat(life.message("Succeeded"))
        .isEqualTo(
            "request is waiting to be profiled; Job profile-tiny is there and is not ours; delete"
                + " it, or stop the controller that made it");

    life.cluster.loses(Job.class, "profile-tiny");
    life.settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.message("Succeeded")).isEqualTo("profiling is running");
  }

  @Test
  void theJobThatProfilesIsNotToBeDeletedBecauseItsOwnerWasTakenOff() {
    var life = Life.of("autoApply: true").profiling();
    var owners = life.job().getMetadata().getOwnerReferences();
    var orphan = Copies.copy(life.job());
    orphan.getMetadata().setOwnerReferences(List.of());

    life.cluster.holds(orphan);
    life.settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.message("ManagedElsewhere"))
        .contains(
            "the metadata.ownerReferences of Job profile-tiny do not name this request",
            "do not delete it",
            "kind DynamoGraphDeploymentRequest, name tiny, uid "
                + life.request().getMetadata().getUid());

    orphan.getMetadata().setOwnerReferences(owners);
    life.cluster.holds(orphan);
    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.phase()).isEqualTo("Deploying");
  }

  @Test
  void finalizerOfAnEarlierOperatorIsTakenAwayAndNothingElseIsDone() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.writes();
    life.changes(request -> {
      request.addFinalizer("nvidia.com/finalizer");
      request.getMetadata().setDeletionTimestamp("2026-11-21T12:00:00Z");
    });

    life.settle();

    assertThat(life.cluster.writes()).containsExactly("release " + REQUEST);
  }

  @Test
  void pausedRequestIsLeftAlone() {
    var life = Life.of("autoApply: true");
    life.changes(request ->
        request.getMetadata().setAnnotations(Map.of("nvidia.com/reconciliation-paused", "true")));

    assertThat(life.pass()).isInstanceOf(Outcome.Paused.class);
    assertThat(life.cluster.writes()).isEmpty();
  }

  @Test
  void apiServerThatIsAwayChangesNoPhase() {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.fails("get Job", CategorizedError.infrastructure("Timeout", "no answer"));

    assertThat(life.pass()).isInstanceOf(Outcome.BackOff.class);

    assertThat(life.phase()).isEqualTo("Profiling");
  }

  @Test
  void missingRightToReadNodesParksTheRequestAndSaysWhatToDo() {
    var life = Life.of(Requests.tiny());
    life.cluster.fails("list Node", CategorizedError.auth("Forbidden", "nodes is forbidden"));

    assertThat(life.settle()).isInstanceOf(Outcome.Recheck.class);

    assertThat(life.phase()).isEqualTo("Pending");
    assertThat(life.message("Profiling")).contains("nodes is forbidden", "spec.hardware.gpuSku");
  }

  @Test
  void singleNamespacesNeedNoRightInTheWholeCluster() {
    var life =
        Life.of(Requests.with(Life.HARDWARE), DgdrSettings.defaults().withoutClusterRights());
    life.cluster.fails("list Node", CategorizedError.auth("Forbidden", "no"));
    life.cluster.fails("get ClusterRole", CategorizedError.auth("Forbidden", "no"));
    life.cluster.fails("get RoleBinding", CategorizedError.auth("Forbidden", "no"));

    life.settle();
    assertThat(life.phase()).isEqualTo("Pending");
    assertThat(life.message("Profiling")).contains("ServiceAccount dgdr-profiling-job");
    ServiceAccount account = new ServiceAccount();
    account.setMetadata(
        new ObjectMetaBuilder().withName("dgdr-profiling-job").withNamespace("inference").build());
    life.cluster.holds(account);
    life.settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.cluster.writes())
        .containsExactly("annotate " + REQUEST, "create Job profile-tiny");
  }

  @Test
  void removedNoteOfTheAcceptedSpecComesBack() {
    var life = Life.of("autoApply: true").profiling();

    life.changes(request -> request.getMetadata().setAnnotations(Map.of())).settle();

    assertThat(life.request().annotation(DgdrNames.ACCEPTED_SPEC_HASH)).hasSize(64);
  }

  @Test
  void jobRemembersTheAcceptedSpecWhenTheRequestForgetsIt() {
    var life = Life.of("autoApply: true").profiling();
    life.changes(request -> request.getMetadata().setAnnotations(Map.of()));

    life.edits("autoApply: true").settle();

    assertThat(life.told()).doesNotContain("SpecChangeRejected");
    assertThat(life.status().observedGeneration()).isEqualTo(2);
  }

  @Test
  void additionalConfigMapsLiveAsLongAsTheDeployment() {
    var life = Life.of("autoApply: true").profiling();

    life.publishes(Manifests.of(Manifests.CONFIG_MAP, Manifests.DEPLOYMENT));
    life.jobCompletes().settle();
    life.settle();

    var owners =
        life.cluster
            .the(ConfigMap.class, "planner-profile-data")
            .getMetadata()
            .getOwnerReferences();
    assertThat(owners)
        .extracting("kind")
        .containsExactly("DynamoGraphDeploymentRequest", "DynamoGraphDeployment");
    assertThat(owners.getLast().getController()).isNull();
  }

  @Test
  void resultWithoutOwnerGetsOne() {
    var life = Life.of("autoApply: true").profiling();
    ConfigMap ownerless = life.output(Map.of("phase", "SweepingPrefill"));
    ownerless.getMetadata().setOwnerReferences(List.of());
    life.cluster.holds(ownerless);

    life.settle();

    assertThat(
            life.cluster
                .the(ConfigMap.class, "dgdr-output-tiny")
                .getMetadata()
                .getOwnerReferences())
        .extracting("uid")
        .containsExactly(Requests.UID);
  }
}
