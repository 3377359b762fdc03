package io.phasegate.testkit.cluster.junit;

import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.ClusterException;
import io.phasegate.testkit.cluster.ClusterOptions;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.dynamo.ProfilerStages;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one cluster of a test run: started when somebody first asks for it, and only once, also when
 * that fails. Safe for any number of threads.
 */
final class SharedCluster implements AutoCloseable {

  private sealed interface State {}

  private record NotAsked() implements State {}

  private record Running(Cluster cluster) implements State {}

  private record Broken(ClusterException reason) implements State {}

  private final Found programs;
  private State state = new NotAsked();

  SharedCluster(Found programs) {
    this.programs = programs;
  }

  Found programs() {
    return programs;
  }

  /**
   * The running cluster.
   *
   * @throws ClusterException the same one each time, when it did not start
   */
  synchronized Cluster cluster() {
    if (state instanceof NotAsked) {
      try {
        ClusterOptions options = ClusterOptions.everything().withStage(ProfilerStages.yaml());
        state = new Running(Cluster.start(options, programs));
      } catch (ClusterException e) {
        state = new Broken(e);
      }
    }
    return switch (state) {
      case Running(var cluster) -> cluster;
      case Broken(var reason) -> throw reason;
      case NotAsked _ -> throw new IllegalStateException("it was asked just now");
    };
  }

  /** Where the logs of the running cluster are. */
  synchronized Optional<Path> logs() {
    return state instanceof Running(var cluster) ? Optional.of(cluster.logs()) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    if (state instanceof Running(var cluster)) {
      cluster.close();
    }
  }
}
