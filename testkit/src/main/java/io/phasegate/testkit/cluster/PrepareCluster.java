package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Missing;
import io.phasegate.testkit.cluster.programs.ClusterWish;
import io.phasegate.testkit.cluster.programs.Surroundings;

/**
 * Finds or builds the programs before the tests run, in Maven's phase pre-integration-test: a first
 * build takes minutes, and what tests print while they run nobody sees.
 */
public final class PrepareCluster {

  private PrepareCluster() {}

  /** Prints each step. Ends with 1 only when the programs are required and missing. */
  public static void main(String[] args) {
    var here = Surroundings.ofThisProcess();
    if (here.wish() == ClusterWish.SKIPPED) {
      return;
    }
    var programs =
        ClusterPrograms.find(ClusterOptions.everything().programs(), here, System.out::println);
    switch (programs) {
      case Found found -> System.out.println("The real cluster's programs: " + found.paths());
      case Missing(var sentence) -> {
        System.out.println(sentence);
        if (here.wish() == ClusterWish.REQUIRED) {
          System.exit(1);
        }
      }
    }
  }
}
