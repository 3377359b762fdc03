package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.conversion.json.Json;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A name is no proof: which deployment a request speaks for, spec/dgdr.md 5.9. */
class WhoseDeploymentTest {

  private static final Map<String, String> OURS = DgdrNames.signs("inference", "tiny");

  @Test
  void healthOfSomebodyElsesDeploymentIsNotClaimed() {
    var life = deployed();

    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    life.cluster.holds(deployment(Map.of()));
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.said("Succeeded")).isEqualTo("False/Deploying");
    assertThat(life.said("DeploymentReady")).isEqualTo("False/DeploymentNameCollision");
    assertThat(life.message("Succeeded"))
        .contains("deployment tiny-dgd is there, but not with the labels");
    assertThat(life.status().tree().has("deploymentInfo")).isFalse();
  }

  @Test
  void aRequestThatIsNotYetDeployedDoesNotFollowSomebodyElsesDeploymentEither() {
    var life = Life.of("autoApply: true").profiled();

    life.cluster.holds(deployment(DgdrNames.signs("inference", "another")));
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.said("DeploymentReady")).isEqualTo("False/DeploymentNameCollision");
  }

  @Test
  void theNameOfAnotherRequestsDeploymentInTheStatusChangesNothing() {
    var life = deployed();
    life.cluster.holds(deployment("other-dgd", DgdrNames.signs("inference", "other")));

    named(life, "other-dgd").settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(life.told()).doesNotContain("DeploymentNameCollision");
  }

  @Test
  void aNameInTheStatusLeadsNobodyToDeleteAnotherRequestsDeployment() {
    var life = deployed();
    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    life.cluster.holds(deployment("other-dgd", DgdrNames.signs("inference", "other")));

    named(life, "other-dgd").settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("DeploymentReady")).startsWith("deployment tiny-dgd was deleted");
  }

  @Test
  void aDeploymentOfAnotherNameThatLostItsLabelsEndsNoRequest() {
    var life = deployed();
    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    life.cluster.holds(deployment("renamed", Map.of()));

    named(life, "renamed").settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.message("Succeeded")).contains("deployment renamed is there, but not with");
  }

  @Test
  void aNameThatIsTakenIsToldOnce() {
    var life = deployed();
    life.cluster.holds(deployment(Map.of()));

    life.settle();
    life.settle();

    assertThat(life.told("DeploymentNameCollision")).hasSize(1);
  }

  @Test
  void whenTheOtherDeploymentGoesTheRequestsOwnIsStillDeleted() {
    var life = deployed();
    life.cluster.holds(deployment(Map.of()));
    life.settle();
    life.cluster.writes();

    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.said("DeploymentReady")).isEqualTo("False/DeploymentDeleted");
    assertThat(life.cluster.writes()).isEmpty();
  }

  @Test
  void labelsThatWereTakenOffCanBePutBack() {
    var life = deployed();
    life.cluster.holds(deployment(Map.of()));
    life.settle();

    life.cluster.holds(deployment(OURS));
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.said("DeploymentReady")).isEqualTo("True/DeploymentReady");
  }

  @Test
  void ourConfigMapsAreNotTiedToSomebodyElsesDeployment() {
    var life = Life.of("autoApply: true").profiling();
    life.publishes(Manifests.of(Manifests.CONFIG_MAP, Manifests.DEPLOYMENT)).jobCompletes();
    life.settle();
    life.cluster.holds(deployment(Map.of()));

    life.settle();

    assertThat(
            life.cluster
                .the(ConfigMap.class, "planner-profile-data")
                .getMetadata()
                .getOwnerReferences())
        .extracting("uid")
        .doesNotContain("theirs");
  }

  @Test
  void aDeploymentThatAnEarlierRequestOfTheNameHasLeftIsKeptAndSaidToBeTheOld() {
    var life = Life.of("autoApply: true").profiling();
    var left = deployment(OURS);
    left.getMetadata().setCreationTimestamp("2026-11-20T09:00:00Z");
    life.cluster.holds(left);

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();
    life.deploymentIs("successful").settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.told("DeploymentAdopted"))
        .singleElement()
        .asString()
        .contains("deployment tiny-dgd", "what this one profiled is not deployed");
    assertThat(life.message("DeploymentReady")).contains("an earlier request of this name");
    assertThat(life.message("Succeeded"))
        .startsWith("deployment is healthy; an earlier request of this name has left it")
        .contains("delete the deployment and re-create the request");
  }

  @Test
  void aDeploymentOfTheRequestItselfIsNotSaidToBeAnOldOne() {
    var life = deployed();

    life.settle();

    assertThat(life.message("Succeeded")).isEqualTo("deployment is healthy");
    assertThat(life.message("DeploymentReady")).isEqualTo("the deployment is healthy");
  }

  @Test
  void anOldDeploymentThatIsNotHealthyYetIsSaidToBeTheOldToo() {
    var life = Life.of("autoApply: true").profiling();
    var left = deployment(OURS);
    left.getMetadata().setCreationTimestamp("2026-11-20T09:00:00Z");
    life.cluster.holds(left);

    life.publishes(Manifests.DEPLOYMENT).jobCompletes().settle();

    assertThat(life.message("Succeeded")).contains("an earlier request of this name has left it");
  }

  /** Deployed, and healthy. */
  private static Life deployed() {
    var life = Life.of("autoApply: true").profiled().deploymentIs("successful");
    life.settle();
    return life;
  }

  private static Life named(Life life, String name) {
    return life.changes(
        request -> request.setStatus(request.getStatus().with("dgdName", Json.text(name))));
  }

  /** One of the request's name that somebody else has made. */
  private static DynamoGraphDeployment deployment(Map<String, String> labels) {
    return deployment("tiny-dgd", labels);
  }

  private static DynamoGraphDeployment deployment(String name, Map<String, String> labels) {
    var deployment = new DynamoGraphDeployment();
    deployment.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("inference")
            .withUid("theirs")
            .withLabels(labels)
            .build());
    return deployment;
  }
}
