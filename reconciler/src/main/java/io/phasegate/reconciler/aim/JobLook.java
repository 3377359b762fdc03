package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.phasegate.reconciler.aim.resource.AimNames;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A Job and what counts of its Pods.
 *
 * @param pods the newest one while the Job is at it, all once it has failed (spec/engine.md 8.8),
 *     the newest first; skipped once it has succeeded, and where there is no Job
 */
record JobLook(FetchResult<Job> job, FetchResult<List<Pod>> pods) {

  private static final Comparator<Pod> NEWEST_FIRST =
      Comparator.<Pod, String>comparing(
              pod -> Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), ""))
          .reversed();

  static JobLook skipped(String why) {
    return new JobLook(FetchResult.skipped(why), FetchResult.skipped(why));
  }

  /**
   * The look at a Job.
   *
   * @param namesakes looks for all Pods that carry its name; those of an earlier one do not count
   */
  static JobLook of(FetchResult<Job> job, Supplier<FetchResult<List<Pod>>> namesakes) {
    FetchResult<List<Pod>> pods =
        job.value()
            .filter(found -> !has(found, "Complete"))
            .map(found -> namesakes.get().map(all -> judged(found, all)))
            .orElseGet(() -> FetchResult.skipped("no Job is at it"));
    return new JobLook(job, pods);
  }

  private static List<Pod> judged(Job job, List<Pod> pods) {
    List<Pod> own = own(job, pods);
    return has(job, "Failed") ? own : own.stream().limit(1).toList();
  }

  /** The Pods of a Job, the newest first; labels alone anybody can write. */
  static List<Pod> own(Job job, List<Pod> pods) {
    return pods.stream().filter(pod -> isOwnedBy(pod, job)).sorted(NEWEST_FIRST).toList();
  }

  private static boolean isOwnedBy(Pod pod, Job job) {
    return Objects.requireNonNullElse(
            pod.getMetadata().getOwnerReferences(), List.<OwnerReference>of())
        .stream()
        .anyMatch(owner -> Objects.equals(owner.getUid(), job.getMetadata().getUid()));
  }

  boolean succeeded() {
    return job.value().filter(found -> has(found, "Complete")).isPresent();
  }

  boolean failed() {
    return job.value().filter(found -> has(found, "Failed")).isPresent();
  }

  /** True when somebody has told the Job to run no Pods for now. */
  boolean isSuspended() {
    return job.value()
        .filter(found -> found.getSpec() != null)
        .filter(found -> Boolean.TRUE.equals(found.getSpec().getSuspend()))
        .isPresent();
  }

  /** True when a Pod of those that count has failed. */
  boolean hasFailedPod() {
    return pods.value().stream().flatMap(List::stream).anyMatch(pod -> isIn(pod, "Failed"));
  }

  /** True when there are Pods that can explain a failure of the Job. */
  boolean hasPods() {
    return pods.value().filter(all -> !all.isEmpty()).isPresent();
  }

  /**
   * True when the Job is to be replaced: it would be another one today, and nothing that is under
   * way is lost, because it has failed or its newest Pod has yet to run. So who mends a wrong image
   * or a missing token need not wait until the failed Job is removed.
   */
  boolean isOutdated(Job wanted) {
    return differsFrom(wanted) && !succeeded() && (failed() || hasYetToRun());
  }

  /** True when there is a Job, and it would be another one today. */
  boolean differsFrom(Job wanted) {
    return job.value().filter(found -> !madeFrom(found).equals(madeFrom(wanted))).isPresent();
  }

  /** Of an active Job only the newest Pod counts; what an earlier one did is over. */
  private boolean hasYetToRun() {
    return pods.value()
        .filter(all -> all.stream().allMatch(pod -> isIn(pod, "Pending")))
        .isPresent();
  }

  /** The same, were the Job not there: it is about to be replaced. */
  JobLook withoutJob() {
    FetchResult<Job> none = job.then(found -> FetchResult.absent(ResourceRef.of(found)));
    return new JobLook(none, FetchResult.skipped("the Job is to be replaced"));
  }

  static String annotation(Job job, String key) {
    return Objects.requireNonNullElse(job.getMetadata().getAnnotations(), Map.<String, String>of())
        .getOrDefault(key, "");
  }

  private static String madeFrom(Job job) {
    return annotation(job, AimNames.MADE_FROM);
  }

  private static boolean isIn(Pod pod, String phase) {
    return pod.getStatus() != null && phase.equals(pod.getStatus().getPhase());
  }

  private static boolean has(Job job, String condition) {
    List<JobCondition> conditions =
        job.getStatus() == null
            ? List.of()
            : Objects.requireNonNullElse(job.getStatus().getConditions(), List.of());
    return conditions.stream()
        .anyMatch(each -> condition.equals(each.getType()) && "True".equals(each.getStatus()));
  }
}
