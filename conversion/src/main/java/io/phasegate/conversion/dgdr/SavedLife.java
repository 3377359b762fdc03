package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.table.Trip;
import java.util.Optional;

/**
 * What v1alpha1's status said of the life of a request when it was saved on the hub.
 *
 * @param deployed whether its phase was Deployed if its state was Ready
 */
record SavedLife(Optional<String> state, Optional<DgdrDeployment> deployment, boolean deployed) {

  static SavedLife in(Trip trip) {
    var deployment = DgdrDeployment.of(trip.wasSaved(DgdrDeployment.PATH));
    return new SavedLife(
        trip.wasSaved(DgdrPhase.STATE).flatMap(Json::asText),
        deployment,
        deployment
            .filter(it -> it.created() || trip.wasAbsent(DgdrDeployment.CREATED))
            .isPresent());
  }

  /** True when the hub's phase is still the one that this life stood for. */
  boolean hasPhase(Optional<String> phase) {
    return phase.equals(state.map(word -> DgdrStates.phaseOf(word, deployed)));
  }

  /** True when the hub still names the same deployment, or still none. */
  boolean hasName(Optional<String> name) {
    return name.equals(deployment.flatMap(DgdrDeployment::name));
  }
}
