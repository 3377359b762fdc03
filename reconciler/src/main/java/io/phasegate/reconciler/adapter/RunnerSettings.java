package io.phasegate.reconciler.adapter;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How kinds are run.
 *
 * @param namespaces those that are looked after; empty for all
 * @param workers passes at a time, for each kind
 * @param resync a pass comes after so long even if nothing happens
 * @param poll how often the cluster is asked again for what is waited for
 * @param lease with it only the holder of the Lease works; the others stand by
 */
public record RunnerSettings(
    Set<String> namespaces,
    int workers,
    Duration resync,
    Duration poll,
    Optional<Leadership> lease) {

  /** Refuses, by an {@link IllegalArgumentException}, what nothing could run with. */
  public RunnerSettings {
    namespaces = Set.copyOf(namespaces);
    if (workers < 1) {
      throw new IllegalArgumentException("at least one worker is needed");
    }
    if (resync.toSeconds() < 1) {
      throw new IllegalArgumentException("a resync takes a second at least");
    }
  }

  /**
   * Leader election.
   *
   * @param namespace of the Lease
   * @param identity of this process
   * @param whenLost run when somebody else has taken the Lease, or may have; it must see to it that
   *     nothing goes on
   */
  public record Leadership(String namespace, String identity, Runnable whenLost) {}

  /** All namespaces, eight workers, a pass an hour at least, no leader election. */
  public static RunnerSettings standard() {
    return new RunnerSettings(
        Set.of(), 8, Duration.ofHours(1), Duration.ofSeconds(2), Optional.empty());
  }

  public RunnerSettings withNamespaces(Set<String> some) {
    return new RunnerSettings(some, workers, resync, poll, lease);
  }

  public RunnerSettings withWorkers(int other) {
    return new RunnerSettings(namespaces, other, resync, poll, lease);
  }

  public RunnerSettings withResync(Duration other) {
    return new RunnerSettings(namespaces, workers, other, poll, lease);
  }

  public RunnerSettings withPoll(Duration other) {
    return new RunnerSettings(namespaces, workers, resync, other, lease);
  }

  public RunnerSettings withLeadership(Leadership leadership) {
    return new RunnerSettings(namespaces, workers, resync, poll, Optional.of(leadership));
  }
}
