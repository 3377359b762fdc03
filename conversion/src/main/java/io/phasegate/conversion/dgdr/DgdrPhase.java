package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.List;
import java.util.Optional;

/**
 * v1alpha1's {@code state} and the hub's {@code phase}, by the words of {@link DgdrStates}. A word
 * that the other version does not have is saved, and comes back while the live word is still what
 * it stands for and the deployment is still the same (C6, C10).
 */
final class DgdrPhase implements Mapping {

  static final Path STATE = Path.of("status.state");
  static final Path PHASE = Path.of("status.phase");

  @Override
  public List<Path> spokePaths() {
    return List.of(STATE);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(PHASE);
  }

  @Override
  public String says(String spoke, String hub) {
    return "Ready with a created deployment is Deployed. A word that the other version does not"
        + " have is saved, and comes back while the phase and the deployment's name are still the"
        + " same.";
  }

  @Override
  public void toHub(Trip trip) {
    Optional<String> state = trip.live(STATE).flatMap(Json::asText);
    Optional<DgdrDeployment> deployment = DgdrDeployment.of(trip.live(DgdrDeployment.PATH));
    Optional<String> saved = trip.wasSaved(PHASE).flatMap(Json::asText);

    Optional<String> phase =
        saved
            .filter(word -> comesBack(word, state, deployment, trip))
            .or(() -> state.map(word -> DgdrStates.phaseOf(word, isCreated(deployment))));
    if (saved.isPresent()) {
      trip.forget(PHASE);
    }
    phase.ifPresent(word -> trip.put(PHASE, Json.text(word)));
    if (state.filter(DgdrStates::isExactState).isPresent()) {
      trip.take(STATE);
    }
  }

  /** Whether a saved phase is what the live state means. */
  private static boolean comesBack(
      String savedPhase, Optional<String> state, Optional<DgdrDeployment> deployment, Trip trip) {
    if (savedPhase.isEmpty()) {
      return state.isEmpty();
    }
    if (!savedPhase.equals(DgdrStates.DEPLOYED)) {
      return state.equals(Optional.of(DgdrStates.stateOf(savedPhase)))
          && !DgdrStates.isExactPhase(savedPhase);
    }
    Optional<String> name = deployment.flatMap(DgdrDeployment::name);
    boolean sameName = name.equals(DgdrDeployment.nameIn(trip.wasSaved(DgdrDeployment.DGD_NAME)));
    boolean denied = deployment.filter(DgdrDeployment::saysNotCreated).isPresent();
    // Dynamo's payloads go with created: false, so there the name alone vouches. So it does where
    // we had nothing to write created into: without a name, and in a partial object.
    boolean unsaid = name.isEmpty() || !trip.isWhole();
    boolean created =
        isCreated(deployment) || (unsaid && !denied) || trip.wasAbsent(DgdrDeployment.CREATED);
    return state.equals(Optional.of(DgdrStates.READY))
        && sameName
        && (created || !trip.payloadIsOurs());
  }

  private static boolean isCreated(Optional<DgdrDeployment> deployment) {
    return deployment.filter(DgdrDeployment::created).isPresent();
  }

  @Override
  public void toSpoke(Trip trip) {
    Optional<String> phase = trip.live(PHASE).flatMap(Json::asText);
    Optional<String> name = DgdrDeployment.nameIn(trip.live(DgdrDeployment.DGD_NAME));
    SavedLife saved = SavedLife.in(trip);

    Optional<String> state =
        saved
            .state()
            .filter(_ -> saved.hasPhase(phase))
            .filter(word -> saved.hasName(name) || !word.equals(DgdrStates.DEPLOYMENT_DELETED))
            .or(() -> phase.filter(word -> !word.isEmpty()).map(DgdrStates::stateOf));
    if (saved.state().isPresent()) {
      trip.forget(STATE);
    }
    state.ifPresent(word -> trip.put(STATE, Json.text(word)));
    if (phase.filter(DgdrStates::isExactPhase).isPresent()) {
      trip.take(PHASE);
    }
  }
}
