package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/migration.md, "To us": what becomes of requests that another controller has begun. */
class TakenOverTest {

  @Test
  void aJobOfTheRequestThatEndedHasItsResultTaken() {
    var life = begunElsewhere();
    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();
    assertThat(life.phase()).isEqualTo("Profiling");

    takenOver(life);
    life.settle();

    assertThat(life.phase()).isEqualTo("Deploying");
  }

  @Test
  void aJobOfTheRequestThatWasDeletedFailsTheRequest() {
    var life = begunElsewhere();
    life.cluster.loses(Job.class, "profile-tiny");
    life.settle();
    assertThat(life.phase()).isEqualTo("Profiling");

    takenOver(life);
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("Profiling")).contains("re-create the request to profile again");
  }

  @Test
  void aJobThatTheRequestDoesNotOwnKeepsOurHandsOffEvenThen() {
    var life = begunElsewhere();
    Job job = life.job();
    job.getMetadata().setOwnerReferences(List.<OwnerReference>of());
    life.cluster.holds(job);

    takenOver(life);
    life.settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.message("ManagedElsewhere")).contains("profile-tiny");

    life.cluster.loses(Job.class, "profile-tiny");
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
  }

  /** As NVIDIA's operator leaves it: its name among the status's managers, the Job owned. */
  private static Life begunElsewhere() {
    var life = Life.of("autoApply: true").profiling();
    life.changes(Requests::begunByNvidiasOperator);
    return life;
  }

  private static void takenOver(Life life) {
    life.changes(request -> {
      Map<String, String> annotations = new HashMap<>(request.getMetadata().getAnnotations());
      annotations.put("nvidia.com/dgdr-taken-over", "true");
      request.getMetadata().setAnnotations(annotations);
    });
  }
}
