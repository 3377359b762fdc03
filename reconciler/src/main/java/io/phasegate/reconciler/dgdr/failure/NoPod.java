package io.phasegate.reconciler.dgdr.failure;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.dgdr.resource.Age;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A Job whose Pod nobody may make: a quota, pod security, a policy, or an account that is gone. */
public final class NoPod {

  /** A Job has its Pod within a second, unless something keeps it from one. */
  private static final Duration UNTIL_ITS_POD = Duration.ofSeconds(20);

  private NoPod() {}

  /**
   * The Job, if it should have a Pod by now and has none.
   *
   * @param job as it was seen
   * @param pods of the Job
   */
  public static Optional<Job> in(FetchResult<Job> job, FetchResult<List<Pod>> pods, Instant now) {
    boolean hasNone = pods.value().filter(List::isEmpty).isPresent();
    return job.value()
        .filter(_ -> hasNone)
        .filter(found -> JobState.of(found) instanceof JobState.Running)
        .filter(found -> !JobState.isSuspended(found))
        .filter(found ->
            found.getStatus() == null
                || Objects.requireNonNullElse(found.getStatus().getActive(), 0) == 0)
        .filter(found ->
            Age.created(found).filter(at -> now.isAfter(at.plus(UNTIL_ITS_POD))).isPresent());
  }

  /**
   * What to tell of such a Job.
   *
   * @param refusal why no Pod can be made of it, if that is known
   */
  public static String sentence(Job job, Optional<String> refusal) {
    String name = job.getMetadata().getName();
    String why =
        refusal
            .map(reason -> "Job %s has no Pod: %s".formatted(name, Texts.shorten(reason)))
            .orElseGet(() ->
                "Job %s has no Pod yet; kubectl describe job %1$s tells what keeps it from one"
                    .formatted(name));
    return why + "; what to do: docs/operations.md, \"A profiling Job has no Pod\"";
  }
}
