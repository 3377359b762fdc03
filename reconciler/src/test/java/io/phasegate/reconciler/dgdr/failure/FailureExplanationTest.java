package io.phasegate.reconciler.dgdr.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Trees;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Spec/dgdr.md 5.7, and case 7 of section 10. */
class FailureExplanationTest {

  private static final JobState.Failed FAILED =
      new JobState.Failed("BackoffLimitExceeded", "Job has reached the specified backoff limit");

  private static final String KILLED =
      """
      metadata: {name: profile-tiny-abc, creationTimestamp: "2026-03-01T10:00:00Z"}
      status:
        phase: Failed
        containerStatuses:
          - name: output-copier
            state: {terminated: {exitCode: 0}}
          - name: profiler
            state: {terminated: {exitCode: 137, reason: OOMKilled}}
      """;

  @Test
  void aKilledProfilerIsToldWithPodExitCodeAndReason() {
    assertThat(explain(FAILED, List.of(pod(KILLED)), ""))
        .isEqualTo(
            "pod profile-tiny-abc: container profiler ended with exit code 137 (OOMKilled); the Job"
                + " says: Job has reached the specified backoff limit (BackoffLimitExceeded)");
  }

  @Test
  void theNewestOfSeveralPodsCounts() {
    Pod older = pod(KILLED.replace("T10:", "T09:").replace("-abc", "-old").replace("137", "1"));

    assertThat(explain(FAILED, List.of(older, pod(KILLED)), "")).contains("abc", "137");
    assertThat(explain(FAILED, List.of(pod(KILLED), older), "")).contains("abc", "137");
  }

  @Test
  void aSidecarThatFailedIsToldWhenTheProfilerDidNot() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Failed
              containerStatuses:
                - name: profiler
                  state: {terminated: {exitCode: 0}}
                - name: output-copier
                  state: {terminated: {exitCode: 1, reason: Error, message: no right to write}}
            """);

    assertThat(explain(FAILED, List.of(pod), ""))
        .startsWith(
            "pod p: container output-copier ended with exit code 1 (Error): no right to write");
  }

  @Test
  void theProfilersOwnWordsComeFirst() {
    var output =
        ProfilerOutput.of(
            new ConfigMapBuilder()
                .withData(Map.of("profiler_status", "failed", "profiler_error", "no such model"))
                .build());

    assertThat(FailureExplanation.of(FAILED, Optional.of(output), List.of(), ""))
        .startsWith("the profiler says: no such model; the Job says:");
  }

  @Test
  void theEndOfTheLogIsTold() {
    assertThat(explain(FAILED, List.of(), "INFO start\n\nTraceback\nValueError: x\n"))
        .endsWith("its log ends with: INFO start | Traceback | ValueError: x");
  }

  @Test
  void aPodThatANodeThrewOutIsTold() {
    Pod pod =
        pod(
            "{metadata: {name: p}, status: {phase: Failed, reason: Evicted, message: low on"
                + " disk}}");

    assertThat(explain(FAILED, List.of(pod), "")).startsWith("pod p: it failed (Evicted): low on");
  }

  @Test
  void aJobWithoutWordsIsToldAsSuch() {
    assertThat(explain(new JobState.Failed("", ""), List.of(), ""))
        .isEqualTo("the Job failed without a word");
    assertThat(explain(new JobState.Failed("DeadlineExceeded", ""), List.of(), ""))
        .isEqualTo("the Job says: DeadlineExceeded");
  }

  @Test
  void itNeverBecomesLongerThanAnEventTakes() {
    String huge = "ä€𝄞".repeat(10_000);
    Pod pod = pod(KILLED.replace("OOMKilled", "OOMKilled, message: " + huge));

    String text = explain(new JobState.Failed("r", huge), List.of(pod), huge);

    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    assertThat(text).startsWith("pod profile-tiny-abc").contains("137");
  }

  @Test
  void aPodWhoseImageCannotBePulledIsStuck() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Pending
              containerStatuses:
                - name: profiler
                  state: {waiting: {reason: ImagePullBackOff, message: not found}}
            """);

    assertThat(PodReport.stuck(List.of(pod)))
        .contains("pod p is pending: container profiler waits (ImagePullBackOff): not found");
  }

  @Test
  void aPodWhoseInitContainerCannotStartIsStuck() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Pending
              initContainerStatuses:
                - name: fetch-weights
                  state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s}}
              containerStatuses:
                - {name: profiler, state: {waiting: {reason: PodInitializing}}}
            """);

    assertThat(PodReport.stuck(List.of(pod)))
        .contains(
            "pod p is pending: container fetch-weights waits (CrashLoopBackOff): back-off 40s");
  }

  @Test
  void aPodOfWhichTheSecondContainerCannotStartIsStuck() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Pending
              containerStatuses:
                - {name: profiler, state: {waiting: {reason: ContainerCreating}}}
                - {name: output-copier, state: {waiting: {reason: ImagePullBackOff}}}
            """);

    assertThat(PodReport.stuck(List.of(pod)))
        .contains("pod p is pending: container output-copier waits (ImagePullBackOff)");
  }

  @Test
  void anInitContainerThatFailedIsToldAndItsLogIsWorthReading() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Failed
              initContainerStatuses:
                - name: fetch-weights
                  state: {terminated: {exitCode: 2, reason: Error}}
              containerStatuses:
                - {name: profiler, state: {waiting: {reason: PodInitializing}}}
            """);

    assertThat(explain(FAILED, List.of(pod), ""))
        .startsWith("pod p: container fetch-weights ended with exit code 2 (Error)");
    assertThat(PodReport.silent(List.of(pod))).contains(new PodReport.Silent(pod, "fetch-weights"));
  }

  @Test
  void aPodThatNoNodeTakesIsStuck() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Pending
              conditions:
                - {type: PodScheduled, status: "False", reason: Unschedulable, message: 0/3 nodes}
            """);

    assertThat(PodReport.stuck(List.of(pod)))
        .contains("pod p is pending: no node takes it (Unschedulable): 0/3 nodes");
  }

  @Test
  void aPodThatIsBeingMadeIsNotStuck() {
    Pod pod =
        pod(
            """
            metadata: {name: p}
            status:
              phase: Pending
              containerStatuses:
                - {name: profiler, state: {waiting: {reason: ContainerCreating}}}
            """);

    assertThat(PodReport.stuck(List.of(pod))).isEmpty();
    assertThat(PodReport.stuck(List.of(new Pod()))).isEmpty();
  }

  @Test
  void aJobIsWhatItsConditionsSay() {
    assertThat(JobState.of(new Job())).isEqualTo(new JobState.Running());
    assertThat(state("{type: Complete, status: 'True'}")).isEqualTo(new JobState.Complete());
    assertThat(state("{type: Complete, status: 'False'}")).isEqualTo(new JobState.Running());
    assertThat(state("{type: SuccessCriteriaMet, status: 'True'}"))
        .isEqualTo(new JobState.Running());
    assertThat(state("{type: FailureTarget, status: 'True'}")).isEqualTo(new JobState.Running());
    assertThat(state("{type: Failed, status: 'True', reason: r, message: m}"))
        .isEqualTo(new JobState.Failed("r", "m"));
  }

  private static JobState state(String condition) {
    try {
      return JobState.of(
          Trees.as(Requests.tree("{status: {conditions: [" + condition + "]}}"), Job.class));
    } catch (Misfit e) {
      throw new AssertionError(e);
    }
  }

  private static String explain(JobState.Failed job, List<Pod> pods, String log) {
    return FailureExplanation.of(job, Optional.empty(), pods, log);
  }

  private static Pod pod(String yaml) {
    try {
      return Trees.as(Requests.tree(yaml), Pod.class);
    } catch (Misfit e) {
      throw new AssertionError(e);
    }
  }
}
