package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.pass.Outcome;
import org.junit.jupiter.api.Test;

/** A request on its way out: we hold nothing up, and do nothing any more (ruling 44). */
class DeletedRequestTest {

  private static final String OURS = "nvidia.com/finalizer";
  private static final String REQUEST = "DynamoGraphDeploymentRequest tiny";

  @Test
  void noFinalizerIsEverWritten() {
    var life = Life.of("autoApply: true").profiled();
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.request().getFinalizers()).isEmpty();
    assertThat(life.cluster.writes()).noneMatch(write -> write.startsWith("hold"));
  }

  @Test
  void deletedRequestIsNotWorkedOn() {
    var life = deleted("somebody.else/finalizer");

    assertThat(life.settle()).isInstanceOf(Outcome.Settled.class);

    assertThat(life.cluster.writes()).isEmpty();
    assertThat(life.phase()).isEqualTo("Profiling");
  }

  @Test
  void finalizerOfAnEarlierOperatorGoesAndOtherPeoplesStay() {
    var life = deleted(OURS, "somebody.else/finalizer");

    assertThat(life.settle()).isInstanceOf(Outcome.Settled.class);

    assertThat(life.cluster.writes()).containsExactly("release " + REQUEST);
    assertThat(life.request().getFinalizers()).containsExactly("somebody.else/finalizer");
  }

  @Test
  void itGoesInANamespaceThatStaysToo() {
    var life = deleted(OURS);
    life.cluster.holds(
        new NamespaceBuilder().withNewMetadata().withName("inference").endMetadata().build());

    life.settle();

    assertThat(life.request().getFinalizers()).isEmpty();
  }

  @Test
  void itStaysWhileTheApiServerIsAwayAndIsTriedAgain() {
    var life = deleted(OURS);
    life.cluster.fails(
        "release DynamoGraphDeploymentRequest",
        CategorizedError.infrastructure("ConnectionRefused", "nobody answers"));

    assertThat(life.pass()).isInstanceOf(Outcome.BackOff.class);

    life.cluster.works();
    assertThat(life.pass()).isInstanceOf(Outcome.Settled.class);
    assertThat(life.request().getFinalizers()).isEmpty();
  }

  private static Life deleted(String... finalizers) {
    var life = Life.of("autoApply: true").profiling();
    life.cluster.writes();
    return life.changes(request -> {
      for (String finalizer : finalizers) {
        request.addFinalizer(finalizer);
      }
      request.getMetadata().setDeletionTimestamp("2026-11-21T12:00:00Z");
    });
  }
}
