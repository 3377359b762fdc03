package io.phasegate.reconciler.dgdr.failure;

import io.fabric8.kubernetes.api.model.Pod;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why profiling failed, in one line of at most a kilobyte. */
public final class FailureExplanation {

  private static final int LOG = 400;

  private FailureExplanation() {}

  /**
   * Explains a failure, what is closest to the cause first: the profiler's own words, how its pod
   * ended, what the Job says, the end of the log.
   *
   * @param output the profiler's output, if there is one of this request
   * @param pods of the Job
   * @param log the end of the profiler's log; empty when nobody could read it
   */
  public static String of(
      JobState.Failed job, Optional<ProfilerOutput> output, List<Pod> pods, String log) {
    List<String> parts = new ArrayList<>();
    output
        .map(ProfilerOutput::result)
        .ifPresent(result -> {
          if (result instanceof ProfilerOutput.Result.Failed(var why)) {
            parts.add("the profiler says: " + Texts.shorten(why, Texts.LIMIT / 2));
          }
        });
    PodReport.failure(pods).ifPresent(parts::add);
    String sentence = job.message().isEmpty() ? job.reason() : job.message();
    parts.add(
        sentence.isEmpty()
            ? "the Job failed without a word"
            : "the Job says: " + (job.message().isEmpty() ? sentence : withReason(job)));
    String tail = Texts.lastLines(log, LOG);
    if (!tail.isEmpty()) {
      parts.add("its log ends with: " + tail);
    }
    return Texts.shorten(String.join("; ", parts));
  }

  /** A failure that the profiler itself has told of. */
  public static String inWords(String why) {
    return Texts.shorten("the profiler says: " + why);
  }

  /**
   * How a profiler ended that did not say success.
   *
   * @param word what it said last
   * @param error what is known beside; may be empty
   */
  public static String unfinished(String word, String error) {
    return Texts.shorten(
        "the profiler's last word is \"%s\", not success%s"
            .formatted(word, error.isEmpty() ? "" : ": " + error));
  }

  private static String withReason(JobState.Failed job) {
    return job.reason().isEmpty() ? job.message() : job.message() + " (" + job.reason() + ")";
  }
}
