package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.table.Trip;
import java.util.Optional;

/** What v1alpha1's status said of the life of a request when it was saved on the hub. */
record SavedLife(Optional<String> state, Optional<DgdrDeployment> deployment) {

  static SavedLife in(Trip trip) {
    return new SavedLife(
        trip.wasSaved(DgdrPhase.STATE).flatMap(Json::asText),
        DgdrDeployment.of(trip.wasSaved(DgdrDeployment.PATH)));
  }

  /** True when the hub's phase is still the one that this life stood for. */
  boolean hasPhase(Optional<String> phase) {
    boolean created = deployment.filter(DgdrDeployment::created).isPresent();
    return phase.equals(state.map(word -> DgdrStates.phaseOf(word, created)));
  }

  /** True when the hub still names the same deployment, or still none. */
  boolean hasName(Optional<String> name) {
    return name.equals(deployment.flatMap(DgdrDeployment::name));
  }
}
