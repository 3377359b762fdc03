package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.phasegate.reconciler.dgdr.job.Hashes;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput.Owner;
import io.phasegate.reconciler.dgdr.phase.DgdrStatus;
import io.phasegate.reconciler.dgdr.phase.Phase;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.resource.Ownership;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is put right beside the way: notes that somebody removed, and owners that are missing. All
 * of it is best effort, and none of it is written where things are as they should be.
 */
final class Upkeep {

  private static final Set<Phase> ACCEPTED =
      Set.of(Phase.PROFILING, Phase.READY, Phase.DEPLOYING, Phase.DEPLOYED);

  private Upkeep() {}

  static List<Change> of(Request<DynamoGraphDeploymentRequest> request, Seen seen) {
    List<Change> changes = new ArrayList<>();
    note(request).ifPresent(changes::add);
    seen.output()
        .value()
        .filter(output -> isProfiling(request))
        .flatMap(output -> owned(output, request))
        .ifPresent(changes::add);
    for (ConfigMap each : seen.configMaps().value().orElse(List.of())) {
      Optional<Change> change =
          isOutput(each, request)
              ? owned(each, request)
              : seen.deployment()
                  .value()
                  .filter(deployment -> DeploymentState.isOurs(deployment, request))
                  .filter(_ -> Ownership.isOwnedBy(each, request.resource()))
                  .flatMap(deployment -> outliving(each, deployment));
      change.ifPresent(changes::add);
    }
    return changes;
  }

  /** The note of the accepted spec, while it is known what that was (ruling 43). */
  private static Optional<Change> note(Request<DynamoGraphDeploymentRequest> request) {
    var status = new DgdrStatus(request.resource().getStatus());
    String hash = Hashes.acceptedSpec(request.resource().getSpec());
    boolean known =
        Phase.of(status.phase()).filter(ACCEPTED::contains).isPresent()
            && status.observedGeneration() == request.generation();
    return known && !request.annotation(DgdrNames.ACCEPTED_SPEC_HASH).equals(hash)
        ? Optional.of(
            new Change.Annotate(
                ResourceRef.of(request.resource()),
                Map.of(DgdrNames.ACCEPTED_SPEC_HASH, hash),
                Set.of(),
                /* required= */ false))
        : Optional.empty();
  }

  /** A result that nobody owns would outlive its request; older sidecars make such ones (5.9). */
  private static Optional<Change> owned(
      ConfigMap output, Request<DynamoGraphDeploymentRequest> request) {
    return ProfilerOutput.ownerOf(output, request.resource()) == Owner.NOBODY
        ? Optional.of(Change.apply(bare(output).build()).bestEffort())
        : Optional.empty();
  }

  /** What a deployment reads has to live as long as it does, with or without its request (5.9). */
  private static Optional<Change> outliving(
      ConfigMap additional, DynamoGraphDeployment deployment) {
    return Ownership.isOwnedBy(additional, deployment)
        ? Optional.empty()
        : Optional.of(
            Change.apply(
                    bare(additional)
                        .editMetadata()
                        .withOwnerReferences(beside(deployment))
                        .endMetadata()
                        .build())
                .shared()
                .bestEffort());
  }

  /** Not the controlling owner, for there can be but one, and that is the request. */
  private static OwnerReference beside(DynamoGraphDeployment deployment) {
    return new OwnerReferenceBuilder(Ownership.referenceTo(deployment))
        .withController(null)
        .withBlockOwnerDeletion(null)
        .build();
  }

  /** Its name and nothing else: what is applied is all that we claim of it. */
  private static ConfigMapBuilder bare(ConfigMap configMap) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(configMap.getMetadata().getName())
        .withNamespace(configMap.getMetadata().getNamespace())
        .endMetadata();
  }

  private static boolean isOutput(
      ConfigMap configMap, Request<DynamoGraphDeploymentRequest> request) {
    return Objects.equals(configMap.getMetadata().getName(), DgdrNames.output(request.name()));
  }

  private static boolean isProfiling(Request<DynamoGraphDeploymentRequest> request) {
    return new DgdrStatus(request.resource().getStatus()).phase().equals(Phase.PROFILING.word());
  }
}
