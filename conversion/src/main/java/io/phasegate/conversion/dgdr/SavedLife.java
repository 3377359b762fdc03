package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.table.Trip;
import java.util.Optional;

/**
 * What v1alpha1's status said of the life of a request when it was saved on the hub.
 *
 * @param created whether the deployment counted as created, said so or not
 */
record SavedLife(Optional<String> state, Optional<DgdrDeployment> deployment, boolean created) {

  static SavedLife in(Trip trip) {
    Optional<DgdrDeployment> deployment = DgdrDeployment.of(trip.wasSaved(DgdrDeployment.PATH));
    return new SavedLife(
        trip.wasSaved(DgdrPhase.STATE).flatMap(Json::asText),
        deployment,
        deployment.filter(DgdrDeployment::created).isPresent()
            || trip.wasAbsent(DgdrDeployment.CREATED));
  }

  /** True when the hub's phase is still the one that this life stood for. */
  boolean hasPhase(Optional<String> phase) {
    return phase.equals(state.map(word -> DgdrStates.phaseOf(word, created)));
  }

  /** True when the hub still names the same deployment, or still none. */
  boolean hasName(Optional<String> name) {
    return name.equals(deployment.flatMap(DgdrDeployment::name));
  }
}
