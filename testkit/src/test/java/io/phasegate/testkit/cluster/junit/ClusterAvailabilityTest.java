package io.phasegate.testkit.cluster.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.junit.ClusterAvailability.Available;
import io.phasegate.testkit.cluster.junit.ClusterAvailability.Refused;
import io.phasegate.testkit.cluster.junit.ClusterAvailability.Skipped;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Missing;
import io.phasegate.testkit.cluster.programs.ClusterWish;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterAvailabilityTest {

  @Test
  void testsRunWhereTheProgramsAre() {
    var programs = new Found(Map.of());

    assertThat(ClusterAvailability.of(ClusterWish.IF_POSSIBLE, () -> programs))
        .isEqualTo(new Available(programs));
  }

  @Test
  void missingProgramsSkipAndSayHowToGetThem() {
    assertThat(ClusterAvailability.of(ClusterWish.IF_POSSIBLE, () -> new Missing("Install Go.")))
        .isEqualTo(new Skipped("The tests on a real cluster were skipped: Install Go."));
  }

  @Test
  void missingProgramsFailWhereTheyAreRequired() {
    assertThat(ClusterAvailability.of(ClusterWish.REQUIRED, () -> new Missing("Install Go.")))
        .isEqualTo(
            new Refused(
                "PHASEGATE_CLUSTER=require, but the real cluster cannot start: Install Go."));
  }

  @Test
  void skippingOnPurposeSaysSoAndLooksForNothing() {
    assertThat(
            ClusterAvailability.of(
                ClusterWish.SKIPPED,
                () -> {
                  throw new AssertionError("nobody may look");
                }))
        .isEqualTo(
            new Skipped(
                "The tests on a real cluster were skipped because PHASEGATE_CLUSTER=skip; leave it"
                    + " out to run them."));
  }
}
