package io.phasegate.reconciler.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.phase.DgdrStatus;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.resource.Age;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import java.util.Map;
import java.util.Objects;

/** How the deployment fares. Pure. */
final class DeploymentState {

  private final DeploymentGenerator generator;

  DeploymentState(DeploymentGenerator generator) {
    this.generator = generator;
  }

  Deployment of(
      Request<DynamoGraphDeploymentRequest> request,
      Acceptance acceptance,
      DgdrStatus status,
      Seen seen) {
    if (status.deployment().isEmpty()) {
      return generator
          .selected(request.resource(), acceptance == Acceptance.CHANGED)
          .<Deployment>map(Deployment.ToCreate::new)
          .orElseGet(Deployment.Forgotten::new);
    }
    return switch (seen.deployment()) {
      case FetchResult.Found<DynamoGraphDeployment>(var found) ->
          isOurs(found, request)
              ? there(found, Age.isOlder(found, request.resource()))
              : new Deployment.NotOurs();
      case FetchResult.Absent<DynamoGraphDeployment> _ -> new Deployment.Gone();
      case FetchResult.Failed<DynamoGraphDeployment>(_, var error) -> new Deployment.NotNow(error);
      case FetchResult.Skipped<DynamoGraphDeployment>(var why) ->
          new Deployment.NotNow(CategorizedError.unknown(why));
    };
  }

  /** True when a deployment says that it came of a request of this name (5.9). */
  static boolean isOurs(
      DynamoGraphDeployment deployment, Request<DynamoGraphDeploymentRequest> request) {
    Map<String, String> labels =
        Objects.requireNonNullElse(deployment.getMetadata().getLabels(), Map.of());
    return labels
        .entrySet()
        .containsAll(DgdrNames.signs(request.namespace(), request.name()).entrySet());
  }

  private static Deployment there(DynamoGraphDeployment deployment, boolean inherited) {
    JsonObject status = deployment.getStatus();
    String state = status.textAt("state").orElse("");
    long generation = Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
    boolean behind =
        status.has("observedGeneration") && count(status, "observedGeneration") < generation;
    JsonObject services =
        status
            .objectAt("services")
            .or(() -> status.objectAt("components"))
            .orElse(JsonObject.empty());
    long replicas = 0;
    long available = 0;
    for (var service : services.entries()) {
      JsonObject facts = service.getValue().asObject().orElse(JsonObject.empty());
      replicas += count(facts, "replicas");
      available += count(facts, "availableReplicas");
    }
    return new Deployment.There(
        state, state.equals("successful") && !behind, replicas, available, inherited);
  }

  private static long count(JsonObject facts, String key) {
    return facts.get(key).orElse(Json.Null.NULL) instanceof Json.Num(var text)
            && text.matches("[0-9]{1,9}")
        ? Long.parseLong(text)
        : 0;
  }
}
