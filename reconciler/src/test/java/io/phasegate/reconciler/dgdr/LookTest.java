package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import io.phasegate.reconciler.stage.MemoryCluster;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in which phase, and what is not: reads are what a pass costs. */
class LookTest {

  private static final LegacyOverrides LEGACY = LegacyOverrides.create();
  private static final String ACCEPTED = "phase: Pending\nobservedGeneration: 1";
  private static final String PROFILING = "phase: Profiling\nobservedGeneration: 1";

  private final MemoryCluster cluster = new MemoryCluster(InstantSource.system());
  private final List<String> reads = new ArrayList<>();

  @Test
  void newRequestThatNamesNothingIsLookedAtAlone() {
    look(Requests.with(Life.HARDWARE), "{}");

    assertThat(reads).isEmpty();
  }

  @Test
  void newRequestIsLookedAtWithWhatItNames() {
    var request = Requests.with(Life.HARDWARE + "modelCache: {pvcName: weights}");
    request
        .getMetadata()
        .setAnnotations(
            Map.of(
                "nvidia.com/dgdr-config-map-ref", "{\"name\":\"base\"}",
                "nvidia.com/dgdr-output-pvc", "results"));

    look(request, "{}");

    assertThat(reads)
        .containsExactly(
            "get PersistentVolumeClaim weights",
            "get ConfigMap base",
            "get PersistentVolumeClaim results");
  }

  @Test
  void nodesAreLookedAtWhereGpuFactsAreMissing() {
    look(Requests.tiny(), "{}");

    assertThat(reads).containsExactly("list Node");
  }

  @Test
  void nodesAreListedOnceAMinuteForAllRequests() {
    gpuNode();
    var look = new Look(DgdrSettings.defaults(), LEGACY);
    var reader = new Recorder(cluster, "");

    look.at(reader, request(Requests.tiny(), "{}", 0));
    Seen second = look.at(reader, request(Requests.named("other"), "{}", 59));
    assertThat(reads).containsExactly("list Node");
    assertThat(second.references().hardware())
        .isInstanceOfSatisfying(
            Hardware.Known.class,
            known -> assertThat(known.explanation()).contains("from node gpu-node"));

    look.at(reader, request(Requests.tiny(), "{}", 60));
    assertThat(reads).containsExactly("list Node", "list Node");
  }

  @Test
  void nodesOfAMinuteAgoFailNoRequest() {
    var look = new Look(DgdrSettings.defaults(), LEGACY);
    var reader = new Recorder(cluster, "");
    Seen before = look.at(reader, request(Requests.tiny(), "{}", 0));
    assertThat(before.references().hardware()).isInstanceOf(Hardware.Unknown.class);

    gpuNode();
    Seen after = look.at(reader, request(Requests.tiny(), "{}", 1));

    assertThat(after.references().hardware()).isInstanceOf(Hardware.Known.class);
  }

  @Test
  void failureToListNodesIsNotRemembered() {
    var look = new Look(DgdrSettings.defaults(), LEGACY);
    var reader = new Recorder(cluster, "");
    cluster.fails("list Node", CategorizedError.infrastructure("Timeout", "no answer in time"));
    look.at(reader, request(Requests.tiny(), "{}", 0));
    look.at(reader, request(Requests.tiny(), "{}", 1));

    assertThat(reads).containsExactly("list Node", "list Node");
  }

  @Test
  void acceptedRequestIsLookedAtWithItsJobItsResultAndTheAccessOfItsPod() {
    look(Requests.with(Life.HARDWARE), ACCEPTED);

    assertThat(reads)
        .containsExactly(
            "get Job profile-tiny",
            "get ConfigMap dgdr-output-tiny",
            "get ServiceAccount dgdr-profiling-job",
            "get RoleBinding dgdr-profiling-job-binding",
            "get ClusterRole phasegate-dgdr-profiling");
  }

  @Test
  void theRoleIsNotLookedAtWhenItsBindingIsAsItShouldBe() {
    cluster.holds(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("dgdr-profiling-job-binding")
            .withNamespace("inference")
            .endMetadata()
            .build());

    look(Requests.with(Life.HARDWARE), ACCEPTED);

    assertThat(reads).doesNotContain("get ClusterRole phasegate-dgdr-profiling");
  }

  @Test
  void editedRequestIsValidatedAnewBeforeItsJobCounts() {
    var request = Requests.with(Life.HARDWARE);
    request.getMetadata().setGeneration(2L);

    look(request, ACCEPTED);

    assertThat(reads).isEmpty();
  }

  @Test
  void accountOfTheUsersOwnIsTheUsersBusiness() {
    var request =
        Requests.with(
            Life.HARDWARE
                + "overrides: {profilingJob: {template: {spec: {serviceAccountName: mine}}}}");

    look(request, ACCEPTED);

    assertThat(reads).containsExactly("get Job profile-tiny", "get ConfigMap dgdr-output-tiny");
  }

  @Test
  void withoutClusterRightsNeitherNodesNorBindingsAreRead() {
    new Look(DgdrSettings.defaults().withoutClusterRights(), LEGACY)
        .at(new Recorder(cluster, ""), request(Requests.tiny(), ACCEPTED));

    assertThat(reads)
        .containsExactly(
            "get Job profile-tiny",
            "get ConfigMap dgdr-output-tiny",
            "get ServiceAccount dgdr-profiling-job");
  }

  @Test
  void runningJobIsReadFromCachesAlone() {
    job("");

    look(Requests.tiny(), PROFILING);

    assertThat(reads)
        .containsExactly(
            "get Job profile-tiny", "glance get ConfigMap dgdr-output-tiny", "list Pod");
  }

  @ParameterizedTest
  @CsvSource({"20, 0", "21, 1"})
  void eventsAreAskedForWhenAJobHasHadNoPodForLong(int seconds, int questions) {
    jobOfNoon("profile-tiny");

    new Look(DgdrSettings.defaults(), LEGACY)
        .at(new Recorder(cluster, ""), request(Requests.tiny(), PROFILING, seconds));

    assertThat(questions()).hasSize(questions);
  }

  @Test
  void whoeverLooksOftenAsksForEventsTwiceAMinute() {
    cluster.tells(jobOfNoon("profile-tiny"), "FailedCreate", "Error creating: exceeded quota");
    var look = new Look(DgdrSettings.defaults(), LEGACY);
    List<String> told = new ArrayList<>();

    for (int seconds = 30; seconds < 90; seconds++) {
      look.at(new Recorder(cluster, ""), request(Requests.tiny(), PROFILING, seconds))
          .refusal()
          .ifPresent(told::add);
    }

    assertThat(questions()).hasSize(2);
    assertThat(told).hasSize(60).containsOnly("exceeded quota");
  }

  @Test
  void manyJobsWithoutAPodAreAskedAboutTogether() {
    jobOfNoon("profile-tiny");
    cluster.tells(jobOfNoon("profile-other"), "FailedCreate", "Error creating: exceeded quota");
    var look = new Look(DgdrSettings.defaults(), LEGACY);

    Seen one = look.at(new Recorder(cluster, ""), request(Requests.tiny(), PROFILING, 30));
    Seen other =
        look.at(new Recorder(cluster, ""), request(Requests.named("other"), PROFILING, 31));

    assertThat(questions()).hasSize(1);
    assertThat(one.refusal()).isEmpty();
    assertThat(other.refusal()).hasValue("exceeded quota");
  }

  @Test
  void whoMayNotReadEventsIsNotTurnedAwayEachTime() {
    jobOfNoon("profile-tiny");
    cluster.fails("list Event", CategorizedError.auth("Forbidden", "no right to list events"));
    var look = new Look(DgdrSettings.defaults(), LEGACY);

    for (int seconds = 30; seconds < 40; seconds++) {
      Seen seen = look.at(new Recorder(cluster, ""), request(Requests.tiny(), PROFILING, seconds));
      assertThat(seen.refusal()).isEmpty();
    }

    assertThat(questions()).hasSize(1);
  }

  @Test
  void resultOfAnEndedJobIsReadWholeAndWithoutCaches() {
    job("Complete");
    output("phase", "SweepingPrefill");

    look(Requests.tiny(), PROFILING);

    assertThat(reads)
        .containsExactly("get Job profile-tiny", "live get ConfigMap dgdr-output-tiny", "list Pod");
  }

  @Test
  void failedJobWithoutAFailedPodIsAskedForItsPodsWithoutCaches() {
    job("Failed");

    look(Requests.tiny(), PROFILING);

    assertThat(reads).containsSubsequence("list Pod", "live list Pod");
  }

  @Test
  void logIsReadOnlyWhereAContainerEndedWithoutAWord() {
    job("Failed");
    failedPod("");

    look(Requests.tiny(), PROFILING);

    assertThat(reads).last().isEqualTo("log profile-pod profiler");
  }

  @Test
  void lastWordsOfAContainerSpareTheLog() {
    job("Failed");
    failedPod("CUDA out of memory");

    look(Requests.tiny(), PROFILING);

    assertThat(reads).noneMatch(read -> read.startsWith("log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deploying", "Deployed"})
  void deploymentIsReadWithWhatCameWithIt(String phase) {
    look(Requests.tiny(), "phase: " + phase + "\ndgdName: tiny-dgd");

    assertThat(reads)
        .containsExactly("get DynamoGraphDeployment tiny-dgd", "glance list ConfigMap");
  }

  @Test
  void deploymentIsReadUnderItsNameEvenIfTheStatusHasLostIt() {
    look(Requests.tiny(), "phase: Deployed");

    assertThat(reads)
        .containsExactly("get DynamoGraphDeployment tiny-dgd", "glance list ConfigMap");
  }

  @Test
  void resultIsReadOnceMoreWhereTheStatusHasLostIt() {
    look(Requests.tiny(), "phase: Deploying");

    assertThat(reads).containsExactly("live get ConfigMap dgdr-output-tiny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{phase: Deploying, profilingResults: {selectedConfig: {apiVersion: nvidia.com/v1alpha1,"
            + " kind: DynamoGraphDeployment}}}",
        "phase: Ready",
        "phase: Failed",
        "phase: Dreaming"
      })
  void elsewhereNothingIsRead(String status) {
    look(Requests.tiny(), status);

    assertThat(reads).isEmpty();
  }

  private void look(DynamoGraphDeploymentRequest request, String status) {
    new Look(DgdrSettings.defaults(), LEGACY)
        .at(new Recorder(cluster, ""), request(request, status));
  }

  private static Request<DynamoGraphDeploymentRequest> request(
      DynamoGraphDeploymentRequest request, String status) {
    request.setStatus(Requests.tree(status));
    return new Request<>(request, Instant.parse("2026-11-21T12:00:00Z"));
  }

  private static Request<DynamoGraphDeploymentRequest> request(
      DynamoGraphDeploymentRequest request, String status, int seconds) {
    var early = request(request, status);
    return new Request<>(early.resource(), early.now().plusSeconds(seconds));
  }

  private void gpuNode() {
    cluster.holds(
        new NodeBuilder()
            .withNewMetadata()
            .withName("gpu-node")
            .addToLabels("nvidia.com/gpu.count", "8")
            .addToLabels("nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3")
            .addToLabels("nvidia.com/gpu.memory", "81920")
            .endMetadata()
            .build());
  }

  private List<String> questions() {
    return reads.stream().filter("events Job FailedCreate"::equals).toList();
  }

  /** A Job that was made at the time of {@link #request}. */
  private Job jobOfNoon(String name) {
    cluster.holds(
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("inference")
            .withCreationTimestamp("2026-11-21T12:00:00Z")
            .endMetadata()
            .build());
    return cluster.the(Job.class, name);
  }

  private void job(String ended) {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName("profile-tiny")
            .withNamespace("inference")
            .endMetadata();
    cluster.holds(
        ended.isEmpty()
            ? job.build()
            : job.withNewStatus()
                .addNewCondition()
                .withType(ended)
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
  }

  private void output(String key, String value) {
    cluster.holds(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("dgdr-output-tiny")
            .withNamespace("inference")
            .endMetadata()
            .addToData(key, value)
            .build());
  }

  private void failedPod(String lastWords) {
    cluster.holds(
        new PodBuilder()
            .withNewMetadata()
            .withName("profile-pod")
            .withNamespace("inference")
            .addToLabels(DgdrNames.NAME_LABEL, "tiny")
            .addToLabels("job-name", "profile-tiny")
            .endMetadata()
            .withNewStatus()
            .withPhase("Failed")
            .addNewContainerStatus()
            .withName("profiler")
            .withNewState()
            .withNewTerminated()
            .withExitCode(1)
            .withMessage(lastWords)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** Notes each read, and passes it on. */
  private final class Recorder implements ResourceReader {

    private final ResourceReader reader;
    private final String how;

    Recorder(ResourceReader reader, String how) {
      this.reader = reader;
      this.how = how;
    }

    @Override
    public <T extends HasMetadata> FetchResult<T> get(
        Class<T> type, String namespace, String name) {
      reads.add(how + "get " + HasMetadata.getKind(type) + " " + name);
      return reader.get(type, namespace, name);
    }

    @Override
    public FetchResult<GenericKubernetesResource> get(ResourceRef ref) {
      reads.add(how + "get " + ref);
      return reader.get(ref);
    }

    @Override
    public <T extends HasMetadata> FetchResult<List<T>> list(Class<T> type, ListQuery query) {
      reads.add(how + "list " + HasMetadata.getKind(type));
      return reader.list(type, query);
    }

    @Override
    public FetchResult<List<String>> logTail(Pod pod, String container, int lines) {
      reads.add("log " + pod.getMetadata().getName() + " " + container);
      return reader.logTail(pod, container, lines);
    }

    @Override
    public FetchResult<List<Event>> events(String namespace, String kind, String reason) {
      reads.add("events " + kind + " " + reason);
      return reader.events(namespace, kind, reason);
    }

    @Override
    public ResourceReader glance() {
      return new Recorder(reader.glance(), "glance ");
    }

    @Override
    public ResourceReader live() {
      return new Recorder(reader.live(), "live ");
    }
  }
}
