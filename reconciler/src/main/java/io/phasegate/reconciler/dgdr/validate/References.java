package io.phasegate.reconciler.dgdr.validate;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.job.JobVolumes;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Slots;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ResourceReader;

/**
 * What a request refers to, as the cluster has it. What it does not name is skipped.
 *
 * @param modelCache the claim with model weights
 * @param baseConfig the ConfigMap with a base configuration
 * @param outputClaim the claim that takes the results
 * @param hardware the GPU facts
 */
public record References(
    FetchResult<PersistentVolumeClaim> modelCache,
    FetchResult<ConfigMap> baseConfig,
    FetchResult<PersistentVolumeClaim> outputClaim,
    Hardware hardware) {

  /** Looks the references up; at most three reads. */
  public static References fetch(
      ResourceReader reader, DynamoGraphDeploymentRequest request, Hardware hardware) {
    String namespace = request.getMetadata().getNamespace();
    var slots = Slots.of(request);
    return new References(
        JobVolumes.modelCacheClaim(request.getSpec())
            .filter(DgdrNames::isObjectName)
            .map(name -> reader.get(PersistentVolumeClaim.class, namespace, name))
            .orElseGet(References::notNamed),
        slots
            .baseConfig()
            .map(base -> reader.get(ConfigMap.class, namespace, base.name()))
            .orElseGet(References::notNamed),
        slots.outputClaim().isEmpty()
            ? notNamed()
            : reader.get(PersistentVolumeClaim.class, namespace, slots.outputClaim()),
        hardware);
  }

  private static <T> FetchResult<T> notNamed() {
    return FetchResult.skipped("the request names none");
  }
}
