package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.resource.Age;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How the deployment fares. Pure. */
final class DeploymentState {

  private final DeploymentGenerator generator;

  DeploymentState(DeploymentGenerator generator) {
    this.generator = generator;
  }

  Deployment of(Request<DynamoGraphDeploymentRequest> request, Acceptance acceptance, Seen seen) {
    return switch (seen.deployment()) {
      case FetchResult.Found<DynamoGraphDeployment>(var found) ->
          isOurs(found, request)
              ? there(found, Age.isOlder(found, request.resource()))
              : new Deployment.NotOurs(found.getMetadata().getName());
      case FetchResult.Absent<DynamoGraphDeployment>(var ref, _) -> new Deployment.Gone(ref.name());
      case FetchResult.Failed<DynamoGraphDeployment>(_, var error) -> new Deployment.NotNow(error);
      case FetchResult.Skipped<DynamoGraphDeployment> _ ->
          toCreate(request.resource(), acceptance == Acceptance.CHANGED, seen.output());
    };
  }

  /** Nobody has looked for one, for there is none yet. */
  private Deployment toCreate(
      DynamoGraphDeploymentRequest request, boolean edited, FetchResult<ConfigMap> output) {
    if (output instanceof FetchResult.Failed<ConfigMap>(_, var error)) {
      return new Deployment.NotNow(error);
    }
    return generator
        .selected(request, edited)
        .or(() -> output.value().filter(_ -> !edited).flatMap(found -> again(request, found)))
        .<Deployment>map(Deployment.ToCreate::new)
        .orElseGet(Deployment.Forgotten::new);
  }

  /** From the profiler's result, where somebody took it out of the status. */
  private Optional<JsonObject> again(DynamoGraphDeploymentRequest request, ConfigMap found) {
    var output = ProfilerOutput.of(found);
    boolean usable =
        ProfilerOutput.ownerOf(found, request) == ProfilerOutput.Owner.THIS_REQUEST
            && output.result() instanceof ProfilerOutput.Result.Succeeded;
    return usable && generator.generate(request, output) instanceof Generation.Generated made
        ? Optional.of(made.deployment())
        : Optional.empty();
  }

  /** True when a deployment says that it came of a request of this name (5.9). */
  static boolean isOurs(
      DynamoGraphDeployment deployment, Request<DynamoGraphDeploymentRequest> request) {
    return labels(deployment)
        .entrySet()
        .containsAll(DgdrNames.signs(request.namespace(), request.name()).entrySet());
  }

  /** True when a deployment says that it came of a request, be it this one or another. */
  static boolean isMarked(DynamoGraphDeployment deployment) {
    return labels(deployment).containsKey(DgdrNames.NAME_LABEL);
  }

  private static Map<String, String> labels(DynamoGraphDeployment deployment) {
    return Objects.requireNonNullElse(deployment.getMetadata().getLabels(), Map.of());
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
        deployment.getMetadata().getName(),
        state,
        state.equals("successful") && !behind,
        replicas,
        available,
        inherited);
  }

  private static long count(JsonObject facts, String key) {
    return facts.get(key).orElse(Json.Null.NULL) instanceof Json.Num(var text)
            && text.matches("[0-9]{1,9}")
        ? Long.parseLong(text)
        : 0;
  }
}
