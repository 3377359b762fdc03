package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromDeployed;
import io.phasegate.reconciler.dgdr.phase.Arrow.FromDeploying;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.resource.Age;
import io.phasegate.reconciler.dgdr.resource.AuthorsFields;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Request;
import java.util.Optional;

/** The phases in which there is a deployment, or is to be one: D2 to D6 and E1 to E3 of 5.3. */
final class DeploymentPhases {

  /** The kind of what is deployed. */
  private static final String DEPLOYMENT = "DynamoGraphDeployment";

  private static final String HEALTHY = "the deployment is healthy";

  private static final String COLLISION = "DeploymentNameCollision";

  /** What is adopted is never changed (5.9), so this request's own result is deployed nowhere. */
  private static final String INHERITED =
      "an earlier request of this name has left it, and it is kept as it is: what this one profiled"
          + " is not deployed; to have that, delete the deployment and re-create the request";

  private DeploymentPhases() {}

  /** D2 to D6. */
  static Next<DgdrStatus> deploying(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromDeploying> draft,
      Deployment deployment,
      ApplyReport report) {
    return switch (deployment) {
      case Deployment.NotNow(var why) ->
          (Refusal.is(why)
                  ? draft.detailing(
                      DgdrCondition.notDeployed(
                          "DeploymentInProgress", "it cannot be seen: " + why.message()))
                  : draft.asBefore())
              .stay(Pace.IN_CASE);
      case Deployment.ToCreate(var wanted) ->
          creating(request, draft.with(old -> old.selecting(wanted)), wanted, report);
      case Deployment.Forgotten _ ->
          rejected(
              draft,
              "status.profilingResults.selectedConfig holds no deployment any more; re-create the"
                  + " request");
      case Deployment.There there when there.successful() ->
          draft
              .with(old -> following(old, there))
              .telling(Notice.normal("DeploymentReady", healthy(there)))
              .to(FromDeploying.HEALTHY, DgdrCondition.deployed(healthy(there)));
      case Deployment.There there ->
          draft
              .with(old -> following(old, there))
              .detailing(DgdrCondition.notDeployed("DeploymentInProgress", stateOf(there)))
              .stay(Pace.IN_CASE);
      case Deployment.NotOurs(var name) -> {
        String why = notOurs(request, name);
        yield draft
            .with(old -> old.withoutReplicas().deployment(name))
            .sayingOnce(collision(why), Notice.warning(COLLISION, why))
            .stay(Pace.IN_CASE);
      }
      case Deployment.Gone(var name) -> deleted(draft, FromDeploying.DELETED, name);
    };
  }

  private static Next<DgdrStatus> creating(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromDeploying> draft,
      JsonObject wanted,
      ApplyReport report) {
    String name = wanted.textAt("metadata.name").orElse("");
    Optional<ChangeOutcome> outcome =
        report.outcomes().stream()
            .filter(each -> each.change().ref().name().equals(name))
            .filter(each -> each.change().ref().kind().equals(DEPLOYMENT))
            .findFirst();
    if (outcome.isEmpty()) {
      return draft.asBefore().stay(Pace.IN_CASE);
    }
    return switch (outcome.get()) {
      case ChangeOutcome.Done _ ->
          there(draft, name, Notice.normal("DeploymentCreated", "deployment " + name + " created"));
      case ChangeOutcome.Kept(_, var live) when Age.isOlder(live, request.resource()) ->
          there(
              draft,
              name,
              Notice.warning("DeploymentAdopted", "deployment %s: ".formatted(name) + INHERITED));
      case ChangeOutcome.Kept _ ->
          there(
              draft,
              name,
              Notice.normal(
                  "DeploymentAdopted", "deployment " + name + " was there and is kept as it is"));
      case ChangeOutcome.Foreign _ -> nameTaken(draft, name);
      case ChangeOutcome.Failed(_, var error) when Refusal.is(error) ->
          rejected(draft, refused(AuthorsFields.of(request.resource()), name, error));
      case ChangeOutcome.Failed(_, var error) -> {
        String why = "deployment %s cannot be created yet: %s".formatted(name, error.message());
        yield draft
            .sayingOnce(
                DgdrCondition.notDeployed("DeploymentInProgress", why),
                Notice.warning("DeploymentCreationFailed", why))
            .stay(Pace.IN_CASE);
      }
      case ChangeOutcome.NotAttempted _, ChangeOutcome.Removed _ ->
          draft.asBefore().stay(Pace.IN_CASE);
    };
  }

  private static Next<DgdrStatus> there(Draft<FromDeploying> draft, String name, Notice notice) {
    return draft
        .with(old -> old.deployment(name))
        .saying(DgdrCondition.notDeployed("DeploymentCreated", "deployment " + name + " is there"))
        .telling(notice)
        .stay(Pace.AT_ONCE);
  }

  private static Next<DgdrStatus> nameTaken(Draft<FromDeploying> draft, String name) {
    String why =
        ("deployment %s is there already and belongs to somebody else; delete it, or create a"
                + " request with another spec.overrides.dgd.metadata.name, in v1alpha1"
                + " spec.deploymentOverrides.name")
            .formatted(name);
    return draft.sayingOnce(collision(why), Notice.warning(COLLISION, why)).stay(Pace.SELDOM);
  }

  private static DgdrCondition collision(String why) {
    return DgdrCondition.notDeployed(COLLISION, why);
  }

  /**
   * The name of ours stays in the status: when the other one is gone, so is ours, and it is not
   * made again.
   */
  private static String notOurs(Request<DynamoGraphDeploymentRequest> request, String name) {
    return ("deployment %s is there, but not with the labels %s=%s and %s=%s of this request's: it"
            + " is another one, or they were taken off; set them if it is to be followed, else"
            + " delete it and re-create the request")
        .formatted(
            name,
            DgdrNames.NAME_LABEL,
            DgdrNames.label(request.name()),
            DgdrNames.NAMESPACE_LABEL,
            request.namespace());
  }

  /** A missing right is no matter of what was generated. */
  private static String refused(AuthorsFields author, String name, CategorizedError error) {
    return error.category() == ErrorCategory.INVALID_SPEC
        ? ("deployment %s is refused as it was generated; create a request whose %s puts right"
                + " what follows, or with another profiler as %s: %s")
            .formatted(
                name, author.name("spec.overrides.dgd"), author.name("spec.image"), error.message())
        : "deployment %s is refused: %s".formatted(name, error.message());
  }

  private static Next<DgdrStatus> rejected(Draft<FromDeploying> draft, String why) {
    return draft
        .telling(Notice.warning("DeploymentCreationFailed", why))
        .to(FromDeploying.REJECTED, DgdrCondition.notDeployed("DeploymentRejected", why));
  }

  /** E1 to E3. */
  static Next<DgdrStatus> deployed(
      Request<DynamoGraphDeploymentRequest> request,
      Draft<FromDeployed> draft,
      Deployment deployment) {
    return switch (deployment) {
      case Deployment.NotNow(var why) when Refusal.is(why) ->
          draft
              .detailing(
                  DgdrCondition.deployed(
                      "it was healthy when it was last seen, and cannot be seen now: "
                          + why.message()))
              .stay(Pace.IN_CASE);
      case Deployment.NotNow _ -> draft.asBefore().stay(Pace.IN_CASE);
      case Deployment.There there when there.successful() ->
          draft
              .with(old -> following(old, there))
              .saying(DgdrCondition.deployed(healthy(there)))
              .detailed(there.inherited() ? INHERITED : "")
              .stay(Pace.SELDOM);
      case Deployment.There there ->
          draft
              .with(old -> following(old, there))
              .telling(Notice.warning("DeploymentDegraded", stateOf(there)))
              .to(
                  FromDeployed.DEGRADED,
                  DgdrCondition.notDeployed("DeploymentDegraded", stateOf(there)));
      case Deployment.NotOurs(var name) -> {
        String why = notOurs(request, name);
        yield draft
            .with(old -> old.withoutReplicas().deployment(name))
            .telling(Notice.warning(COLLISION, why))
            .to(FromDeployed.NAME_TAKEN, collision(why));
      }
      case Deployment.Gone(var name) -> deleted(draft, FromDeployed.DELETED, name);
      case Deployment.ToCreate _, Deployment.Forgotten _ ->
          deleted(draft, FromDeployed.DELETED, "");
    };
  }

  private static DgdrStatus following(DgdrStatus status, Deployment.There there) {
    return status.deployment(there.name()).replicas(there.replicas(), there.available());
  }

  private static String healthy(Deployment.There there) {
    return there.inherited() ? HEALTHY + "; " + INHERITED : HEALTHY;
  }

  private static String stateOf(Deployment.There there) {
    String state =
        there.state().isEmpty()
            ? "the deployment does not tell its state yet"
            : "the deployment is " + there.state();
    return there.inherited() ? state + "; " + INHERITED : state;
  }

  private static <A extends Arrow> Next<DgdrStatus> deleted(Draft<A> draft, A arrow, String name) {
    String why =
        name.isEmpty()
            ? "status.dgdName names no deployment any more; re-create the request to deploy again"
            : "deployment %s was deleted; re-create the request to deploy again".formatted(name);
    return draft
        .with(DgdrStatus::withoutDeployment)
        .telling(Notice.warning("DeploymentDeleted", why))
        .to(arrow, DgdrCondition.notDeployed("DeploymentDeleted", why));
  }
}
