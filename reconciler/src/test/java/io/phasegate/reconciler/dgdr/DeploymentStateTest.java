package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a deployment's status says to its request: spec/dgdr.md 5.3 (D3 to D6) and section 7. */
class DeploymentStateTest {

  private static final DeploymentState STATE =
      new DeploymentState(new DeploymentGenerator(LegacyOverrides.create()));

  private static Deployment of(long generation, String status) {
    var deployment = new DynamoGraphDeployment();
    deployment.setMetadata(
        new ObjectMetaBuilder()
            .withName("tiny-dgd")
            .withGeneration(generation)
            .withLabels(DgdrNames.signs("inference", "tiny"))
            .build());
    deployment.setStatus(Requests.tree(status));
    return of(deployment);
  }

  private static Deployment of(DynamoGraphDeployment deployment) {
    var request = Requests.tiny();
    request.getMetadata().setCreationTimestamp("2026-11-21T12:00:00Z");
    request.setStatus(Requests.tree("{phase: Deploying, dgdName: tiny-dgd}"));
    return STATE.of(
        new Request<>(request, Instant.EPOCH),
        Acceptance.UNCHANGED,
        Seen.nothing().withDeployment(FetchResult.found(deployment)));
  }

  @ParameterizedTest
  @CsvSource({
    "successful, true",
    "Successful, false",
    "'successful ', false",
    "pending, false",
    "failed, false"
  })
  void onlyTheExactWordIsSuccess(String state, boolean successful) {
    assertThat(of(1, "{state: '%s'}".formatted(state)))
        .isEqualTo(new Deployment.There("tiny-dgd", state, successful, 0, 0, false));
  }

  @Test
  void successOfAnEarlierGenerationIsNoneYet() {
    assertThat(of(3, "{state: successful, observedGeneration: 2}"))
        .isEqualTo(new Deployment.There("tiny-dgd", "successful", false, 0, 0, false));
    assertThat(of(3, "{state: successful, observedGeneration: 3}"))
        .isEqualTo(new Deployment.There("tiny-dgd", "successful", true, 0, 0, false));
  }

  @Test
  void whoTellsNoGenerationIsBelieved() {
    assertThat(of(3, "{state: successful}"))
        .isEqualTo(new Deployment.There("tiny-dgd", "successful", true, 0, 0, false));
  }

  @Test
  void replicasAreSummedOverServicesOrComponents() {
    String counts =
        "{A: {replicas: 2, availableReplicas: 1}, B: {replicas: 3}, C: {replicas: many}, D: none}";

    assertThat(of(1, "{state: pending, services: %s}".formatted(counts)))
        .isEqualTo(new Deployment.There("tiny-dgd", "pending", false, 5, 1, false));
    assertThat(of(1, "{state: pending, components: %s}".formatted(counts)))
        .isEqualTo(new Deployment.There("tiny-dgd", "pending", false, 5, 1, false));
  }

  @ParameterizedTest
  @CsvSource({
    "tiny, inference, true",
    "another, inference, false",
    "tiny, elsewhere, false",
    "'', '', false"
  })
  void onlyWhatIsLabelledForTheRequestIsItsDeployment(String name, String namespace, boolean ours) {
    var deployment = new DynamoGraphDeployment();
    deployment.setMetadata(
        new ObjectMetaBuilder()
            .withName("tiny-dgd")
            .addToLabels(DgdrNames.NAME_LABEL, name)
            .addToLabels(DgdrNames.NAMESPACE_LABEL, namespace)
            .build());

    assertThat(of(deployment) instanceof Deployment.There).isEqualTo(ours);
    assertThat(of(deployment) instanceof Deployment.NotOurs).isEqualTo(!ours);
  }

  @Test
  void aDeploymentWithoutStatusIsNotReady() {
    assertThat(of(1, "{}")).isEqualTo(new Deployment.There("tiny-dgd", "", false, 0, 0, false));
  }
}
