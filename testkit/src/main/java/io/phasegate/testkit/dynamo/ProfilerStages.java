package io.phasegate.testkit.dynamo;

import java.time.Duration;

/**
 * How kwok plays the Pods of profiling Jobs. A request chooses in {@code
 * spec.overrides.profilingJob.template.metadata.annotations}; without a word its profiler ends well
 * at once.
 */
public final class ProfilerStages {

  /** The annotation that chooses, on the Pod. */
  public static final String PROFILER = "stand-in.phasegate.io/profiler";

  /** It fails with the exit code of {@link #EXIT_CODE} and the words of {@link #MESSAGE}. */
  public static final String FAILS = "fails";

  /** It is still at it when the test is over. */
  public static final String TAKES_AN_HOUR = "takes-an-hour";

  /** The annotation with the exit code of a profiler that fails. */
  public static final String EXIT_CODE = "stand-in.phasegate.io/exit-code";

  /** The annotation with its termination message. */
  public static final String MESSAGE = "stand-in.phasegate.io/message";

  private ProfilerStages() {}

  /** The kwok Stages, for {@code ClusterOptions.withStage}. */
  public static String yaml() {
    return DynamoResource.read("profiler-stages.yaml");
  }

  /**
   * One Stage more, for where people watch: a profiler without a word in its annotations takes this
   * long.
   */
  public static String unhurried(Duration time) {
    return DynamoResource.read("unhurried-profiler.yaml")
        .replace("DELAY", Long.toString(time.toMillis()));
  }
}
