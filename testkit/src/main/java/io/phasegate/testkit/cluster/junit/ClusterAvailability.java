package io.phasegate.testkit.cluster.junit;

import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Missing;
import io.phasegate.testkit.cluster.programs.ClusterWish;
import java.util.function.Supplier;

/** Whether the tests on a real cluster can run here. */
sealed interface ClusterAvailability {

  /** They can. */
  record Available(Found programs) implements ClusterAvailability {}

  /** They are left out; {@code sentence} says what was skipped, why, and how to get it. */
  record Skipped(String sentence) implements ClusterAvailability {}

  /** They cannot run and somebody insists; {@code sentence} says why and what to do. */
  record Refused(String sentence) implements ClusterAvailability {}

  /**
   * Decides by what was wished for and what is there.
   *
   * @param search looks for the programs; not asked when the tests are left out anyway
   */
  static ClusterAvailability of(ClusterWish wish, Supplier<ClusterPrograms> search) {
    if (wish == ClusterWish.SKIPPED) {
      return new Skipped(
          "The tests on a real cluster were skipped because PHASEGATE_CLUSTER=skip; leave it out"
              + " to run them.");
    }
    return switch (search.get()) {
      case Found found -> new Available(found);
      case Missing(var sentence) when wish == ClusterWish.REQUIRED ->
          new Refused("PHASEGATE_CLUSTER=require, but the real cluster cannot start: " + sentence);
      case Missing(var sentence) ->
          new Skipped("The tests on a real cluster were skipped: " + sentence);
    };
  }
}
