package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.engine.resource.Copies;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a status comes back when somebody takes it out, and what does not. */
class LostStatusTest {

  @Test
  void nameOfTheJobComesBackWhileItProfiles() {
    var life = Life.of("autoApply: true").profiling();

    loses(life, status -> status.without("profilingJobName"));
    life.settle();

    assertThat(life.phase()).isEqualTo("Profiling");
    assertThat(life.status().tree().textAt("profilingJobName")).contains("profile-tiny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dgdName", "dgdName profilingResults", "dgdName deploymentInfo conditions"})
  void aDeployedRequestFindsItsDeploymentAgain(String lost) {
    var life = deployed("autoApply: true");

    loses(life, without(lost));
    life.settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(life.status().tree().has("deploymentInfo")).isTrue();
    assertThat(life.told()).doesNotContain("DeploymentDeleted");
  }

  @Test
  void ofLostConditionsOnlyThoseOfThePhaseComeBack() {
    var life = deployed("autoApply: true");

    loses(life, without("conditions observedGeneration"));
    life.settle();

    assertThat(life.said("Succeeded")).startsWith("True/");
    assertThat(life.said("DeploymentReady")).startsWith("True/");
    assertThat(life.status().observedGeneration()).isEqualTo(1);
    assertThat(life.said("Validation")).isEmpty();
    assertThat(life.said("Profiling")).isEmpty();
    assertThat(life.said("SpecGenerated")).isEmpty();
  }

  @Test
  void aDeploymentUnderAnotherNameIsFoundAgainByWhatWasAskedFor() {
    var life = deployed("overrides: {dgd: {metadata: {name: agreed}}}", "agreed");

    loses(life, without("dgdName profilingResults"));
    life.settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().deployment()).isEqualTo("agreed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "Bad_Name", "a/status"})
  void aNameThatCanBeNoneCountsAsLost(String name) {
    var life = deployed("autoApply: true");

    loses(life, status -> status.with("dgdName", Json.text(name)));
    life.settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgdName", "dgdName profilingResults"})
  void aWrongNameEndsNoHealthyRequest(String lost) {
    var life = deployed("autoApply: true");

    loses(life, status -> without(lost).apply(status).with("dgdName", Json.text("nonexistent")));
    life.settle();

    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(life.told()).doesNotContain("DeploymentDeleted");
  }

  @Test
  void aWrongNameEndsNoRequestThatIsBeingDeployed() {
    var life = Life.of("autoApply: true").profiled();

    loses(life, status -> status.with("dgdName", Json.text("nonexistent")));
    life.settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
  }

  @Test
  void underAWrongNameItsOwnDeploymentIsTheOneThatWasDeleted() {
    var life = deployed("autoApply: true");

    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    loses(life, status -> status.with("dgdName", Json.text("nonexistent")));
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("DeploymentReady")).startsWith("deployment tiny-dgd was deleted");
  }

  @Test
  void aRequestTakenOverFollowsTheNameInItsStatusWhereNothingElseLeadsToOneOfIts() {
    var life = deployed("autoApply: true");
    var renamed = Copies.copy(life.cluster.the(DynamoGraphDeployment.class, "tiny-dgd"));
    renamed.getMetadata().setName("theirs");
    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    life.cluster.holds(renamed);

    loses(
        life,
        status -> without("profilingResults").apply(status).with("dgdName", Json.text("theirs")));
    life.settle();
    assertThat(life.phase()).isEqualTo("Deployed");
    assertThat(life.status().deployment()).isEqualTo("theirs");

    life.cluster.loses(DynamoGraphDeployment.class, "theirs");
    life.settle();
    assertThat(life.message("DeploymentReady")).startsWith("deployment theirs was deleted");
  }

  @Test
  void aDeploymentThatIsGoneWithItsNameIsDeletedAndNotMadeAgain() {
    var life = deployed("autoApply: true");
    life.cluster.writes();

    life.cluster.loses(DynamoGraphDeployment.class, "tiny-dgd");
    loses(life, without("dgdName"));
    life.settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("DeploymentReady"))
        .isEqualTo("deployment tiny-dgd was deleted; re-create the request to deploy again");
    assertThat(life.cluster.writes()).isEmpty();
  }

  @Test
  void whatIsToBeDeployedIsReadOnceMoreFromTheResult() {
    var life = Life.of("autoApply: false").profiled();

    loses(life, without("profilingResults"));
    life.edits("autoApply: true").settle();

    assertThat(life.phase()).isEqualTo("Deploying");
    assertThat(life.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(life.status().tree().at("profilingResults.selectedConfig.spec")).isPresent();
  }

  @Test
  void withoutTheResultEitherItIsSaidThatItIsLost() {
    var life = Life.of("autoApply: false").profiled();

    life.cluster.loses(ConfigMap.class, "dgdr-output-tiny");
    loses(life, without("profilingResults"));
    life.edits("autoApply: true").settle();

    assertThat(life.phase()).isEqualTo("Failed");
    assertThat(life.message("DeploymentReady")).contains("re-create the request");
  }

  private static Life deployed(String spec) {
    return deployed(spec, "tiny-dgd");
  }

  private static Life deployed(String spec, String name) {
    var life = Life.of(spec).profiled();
    var deployment = life.cluster.the(DynamoGraphDeployment.class, name);
    deployment.setStatus(JsonObject.of("state", Json.text("successful")));
    life.cluster.holds(deployment);
    life.settle();
    assertThat(life.phase()).isEqualTo("Deployed");
    return life;
  }

  private static UnaryOperator<JsonObject> without(String keys) {
    return status -> {
      JsonObject rest = status;
      for (String key : keys.split(" ", -1)) {
        rest = rest.without(key);
      }
      return rest;
    };
  }

  private static void loses(Life life, UnaryOperator<JsonObject> what) {
    life.changes(request -> request.setStatus(what.apply(request.getStatus())));
  }
}
