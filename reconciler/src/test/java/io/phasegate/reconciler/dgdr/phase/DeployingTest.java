package io.phasegate.reconciler.dgdr.phase;

import static io.phasegate.reconciler.dgdr.phase.Scene.decide;
import static io.phasegate.reconciler.dgdr.phase.Scene.deployment;
import static io.phasegate.reconciler.dgdr.phase.Scene.message;
import static io.phasegate.reconciler.dgdr.phase.Scene.report;
import static io.phasegate.reconciler.dgdr.phase.Scene.said;
import static io.phasegate.reconciler.dgdr.phase.Scene.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Trees;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.plan.Change;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the deployment's spec to a healthy deployment, and what may happen to it. */
class DeployingTest {

  private static final String NEW = "{phase: Deploying, observedGeneration: 1}";

  @Test
  void autoApplyInReadyStartsDeploying() {
    var next = decide(Scene.in(Phase.READY), new Observed.Ready(Acceptance.SAME_AGAIN));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(said(next, "Succeeded")).isEqualTo("False/Deploying");
  }

  @Test
  void readyRestsWithoutAutoApply() {
    var next =
        decide(
            Scene.in(Phase.READY, "autoApply: false", 1), new Observed.Ready(Acceptance.UNCHANGED));

    assertThat(next.status().phase()).isEqualTo("Ready");
    assertThat(next.revisit()).isEqualTo(new Next.Revisit.OnEvent());
  }

  @Test
  void autoApplyTakenBackLeadsToReady() {
    var next =
        decide(
            Scene.in(Phase.DEPLOYING, "autoApply: false", 2),
            deploying(Acceptance.SAME_AGAIN, deployment("pending")));

    assertThat(next.status().phase()).isEqualTo("Ready");
    assertThat(said(next, "Succeeded")).isEqualTo("True/SpecGenerated");
  }

  @Test
  void createdDeploymentIsNamedAndStillDeploying() {
    var next = creating(new ChangeOutcome.Done(change(), live(Scene.dgd())));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(next.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(said(next, "DeploymentReady")).isEqualTo("False/DeploymentCreated");
    assertThat(told(next)).containsExactly("DeploymentCreated");
  }

  @Test
  void deploymentIsNotNamedBeforeItIsThere() {
    var next = creating(new ChangeOutcome.NotAttempted(change(), "something failed before it"));

    assertThat(next.status().deployment()).isEmpty();
    assertThat(next.status().phase()).isEqualTo("Deploying");
  }

  @Test
  void ownDeploymentOfAnInterruptedPassIsKept() {
    var next = creating(new ChangeOutcome.Kept(change(), live(Scene.dgd())));

    assertThat(next.status().deployment()).isEqualTo("tiny-dgd");
    assertThat(told(next)).containsExactly("DeploymentAdopted");
  }

  @Test
  void foreignDeploymentIsLeftAloneAndToldOnce() {
    var stranger = live(Scene.dgd());
    stranger.getMetadata().setLabels(Map.of("dgdr.nvidia.com/name", "somebody-else"));
    var outcome =
        new ChangeOutcome.Foreign(
            change(), stranger, CategorizedError.invalidSpec("NotOurs", "it is not ours"));
    var request = Scene.withStatus("autoApply: true", 1, NEW);

    var next = creating(outcome);
    var again = DgdrPhases.decide(Scene.after(request, next), toCreate(), report(outcome));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(next.status().deployment()).isEmpty();
    assertThat(said(next, "DeploymentReady")).isEqualTo("False/DeploymentNameCollision");
    assertThat(message(next, "Succeeded"))
        .startsWith("deployment is being rolled out; deployment tiny-dgd is there already");
    assertThat(told(next)).containsExactly("DeploymentNameCollision");
    assertThat(again.notices()).isEmpty();
  }

  @Test
  void refusedDeploymentFails() {
    var next =
        creating(
            new ChangeOutcome.Failed(
                change(), CategorizedError.invalidSpec("InvalidSpec", "services is wrong")));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(said(next, "DeploymentReady")).isEqualTo("False/DeploymentRejected");
    assertThat(message(next, "Succeeded")).contains("services is wrong");
  }

  @Test
  void outageWhileCreatingIsToldAndTriedAgain() {
    var next =
        creating(
            new ChangeOutcome.Failed(
                change(), CategorizedError.infrastructure("Timeout", "it took too long")));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(told(next)).containsExactly("DeploymentCreationFailed");
  }

  @Test
  void forgottenDeploymentFails() {
    var next =
        decide(
            Scene.withStatus("autoApply: true", 1, NEW),
            deploying(Acceptance.UNCHANGED, new Deployment.Forgotten()));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(message(next, "DeploymentReady")).contains("re-create the request");
  }

  @Test
  void pendingDeploymentIsInProgress() {
    var next =
        decide(Scene.in(Phase.DEPLOYING), deploying(Acceptance.UNCHANGED, deployment("pending")));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(said(next, "DeploymentReady")).isEqualTo("False/DeploymentInProgress");
    assertThat(message(next, "DeploymentReady")).isEqualTo("the deployment is pending");
    assertThat(next.status().tree().at("deploymentInfo").orElseThrow())
        .hasToString("{\"replicas\":3,\"availableReplicas\":2}");
  }

  @Test
  void failedDeploymentKeepsDeployingAndSaysSo() {
    var next =
        decide(Scene.in(Phase.DEPLOYING), deploying(Acceptance.UNCHANGED, deployment("failed")));

    assertThat(next.status().phase()).isEqualTo("Deploying");
    assertThat(message(next, "DeploymentReady")).isEqualTo("the deployment is failed");
  }

  @Test
  void successfulDeploymentIsDeployed() {
    var next =
        decide(
            Scene.in(Phase.DEPLOYING), deploying(Acceptance.UNCHANGED, deployment("successful")));

    assertThat(next.status().phase()).isEqualTo("Deployed");
    assertThat(said(next, "Succeeded")).isEqualTo("True/Deployed");
    assertThat(said(next, "DeploymentReady")).isEqualTo("True/DeploymentReady");
    assertThat(told(next)).containsExactly("DeploymentReady");
  }

  @Test
  void degradedDeploymentGoesBackAndRecovers() {
    var deployed = Scene.in(Phase.DEPLOYED);

    var degraded =
        decide(deployed, new Observed.Deployed(Acceptance.UNCHANGED, deployment("pending")));
    var recovered =
        decide(
            Scene.after(deployed, degraded),
            deploying(Acceptance.UNCHANGED, deployment("successful")));

    assertThat(degraded.status().phase()).isEqualTo("Deploying");
    assertThat(said(degraded, "DeploymentReady")).isEqualTo("False/DeploymentDegraded");
    assertThat(said(degraded, "Succeeded")).isEqualTo("False/Deploying");
    assertThat(told(degraded)).containsExactly("DeploymentDegraded");
    assertThat(recovered.status().phase()).isEqualTo("Deployed");
    assertThat(said(recovered, "Succeeded")).isEqualTo("True/Deployed");
  }

  @Test
  void healthyDeploymentWritesOnlyWhatChanges() {
    var seen = new Observed.Deployed(Acceptance.UNCHANGED, deployment("successful"));
    var request = Scene.in(Phase.DEPLOYED);
    var first = decide(request, seen);

    var second = decide(Scene.after(request, first), seen);

    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.notices()).isEmpty();
  }

  @Test
  void deletedDeploymentFailsWhileDeploying() {
    var next =
        decide(
            Scene.in(Phase.DEPLOYING),
            deploying(Acceptance.UNCHANGED, new Deployment.Gone("tiny-dgd")));

    isDeleted(next);
  }

  @Test
  void deletedDeploymentFailsWhenDeployed() {
    var next =
        decide(
            Scene.in(Phase.DEPLOYED),
            new Observed.Deployed(Acceptance.UNCHANGED, new Deployment.Gone("tiny-dgd")));

    isDeleted(next);
  }

  @Test
  void deployedRequestWhoseStatusForgotTheNameSaysSo() {
    var request =
        Scene.withStatus("autoApply: true", 1, "{phase: Deployed, observedGeneration: 1}");

    var next =
        decide(request, new Observed.Deployed(Acceptance.UNCHANGED, new Deployment.Forgotten()));

    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(message(next, "DeploymentReady"))
        .isEqualTo(
            "status.dgdName names no deployment any more; re-create the request to deploy again");
  }

  private static void isDeleted(Next<DgdrStatus> next) {
    assertThat(next.status().phase()).isEqualTo("Failed");
    assertThat(next.status().deployment()).isEmpty();
    assertThat(next.status().tree().has("deploymentInfo")).isFalse();
    assertThat(said(next, "DeploymentReady")).isEqualTo("False/DeploymentDeleted");
    assertThat(message(next, "DeploymentReady"))
        .isEqualTo("deployment tiny-dgd was deleted; re-create the request to deploy again");
    assertThat(told(next)).containsExactly("DeploymentDeleted");
  }

  @Test
  void silenceOfTheApiServerIsNoDeletion() {
    var next =
        decide(
            Scene.in(Phase.DEPLOYED),
            new Observed.Deployed(Acceptance.UNCHANGED, new Deployment.NotNow(Scene.AWAY)));

    assertThat(next.status().phase()).isEqualTo("Deployed");
    assertThat(next.status().deployment()).isEqualTo("tiny-dgd");
  }

  @Test
  void missingRightToSeeAHealthyDeploymentIsNamedUntilItIsGranted() {
    var deployed = Scene.in(Phase.DEPLOYED);
    var refused =
        new CategorizedError(
            ErrorCategory.AUTH, "Forbidden", "cannot get resource dynamographdeployments", false);

    var next =
        decide(
            deployed, new Observed.Deployed(Acceptance.UNCHANGED, new Deployment.NotNow(refused)));

    assertThat(next.status().phase()).isEqualTo("Deployed");
    assertThat(said(next, "DeploymentReady")).isEqualTo("True/DeploymentReady");
    assertThat(message(next, "DeploymentReady"))
        .contains("cannot be seen now", "cannot get resource dynamographdeployments");
    assertThat(message(next, "Succeeded")).contains("cannot get resource dynamographdeployments");

    var granted =
        decide(
            Scene.after(deployed, next),
            new Observed.Deployed(Acceptance.UNCHANGED, deployment("successful")));

    assertThat(message(granted, "DeploymentReady")).isEqualTo("the deployment is healthy");
    assertThat(message(granted, "Succeeded")).doesNotContain("cannot get");
  }

  private static Next<DgdrStatus> creating(ChangeOutcome outcome) {
    return DgdrPhases.decide(
        Scene.withStatus("autoApply: true", 1, NEW), toCreate(), report(outcome));
  }

  private static Observed toCreate() {
    return deploying(Acceptance.UNCHANGED, new Deployment.ToCreate(Scene.dgd()));
  }

  private static Observed deploying(Acceptance acceptance, Deployment deployment) {
    return new Observed.Deploying(acceptance, deployment);
  }

  private static Change change() {
    return Change.create(live(Scene.dgd())).shared();
  }

  private static GenericKubernetesResource live(JsonObject tree) {
    try {
      return Trees.as(tree, GenericKubernetesResource.class);
    } catch (Misfit e) {
      throw new AssertionError(e);
    }
  }
}
