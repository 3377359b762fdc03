package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.List;
import java.util.Optional;

/**
 * v1alpha1's {@code deployment}, of which the hub has only the name. The rest of it is saved with
 * the state as its witness, and comes back while the name is the same; where there is nothing to
 * come back, it is made up from the phase (C10, ruling 27). To stand behind {@link DgdrPhase}.
 */
final class DgdrDeploymentName implements Mapping {

  @Override
  public List<Path> spokePaths() {
    return List.of(DgdrDeployment.PATH);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(DgdrDeployment.DGD_NAME);
  }

  @Override
  public String says(String spoke, String hub) {
    return "%s has the deployment's name only. What it says beyond that is saved, or made up from the phase."
        .formatted(hub);
  }

  @Override
  public void toHub(Trip trip) {
    Optional<DgdrDeployment> deployment = DgdrDeployment.of(trip.live(DgdrDeployment.PATH));
    Optional<String> name = deployment.flatMap(DgdrDeployment::name);
    Optional<String> phase = trip.target(DgdrPhase.PHASE).flatMap(Json::asText);

    if (DgdrDeployment.nameIn(trip.saved(DgdrDeployment.DGD_NAME)).isPresent()) {
      trip.forget(DgdrDeployment.DGD_NAME);
    }
    name.ifPresent(word -> trip.put(DgdrDeployment.DGD_NAME, Json.text(word)));

    // DeploymentDeleted comes back only beside the name that it was said of.
    boolean deleted =
        trip.original().textAt("status.state").equals(Optional.of(DgdrStates.DEPLOYMENT_DELETED));
    boolean nothingToSave =
        name.isPresent()
            && !deleted
            && deployment.equals(Optional.of(madeUp(name.get(), phase, trip)));
    if (nothingToSave) {
      trip.take(DgdrDeployment.PATH);
    } else if (trip.live(DgdrDeployment.PATH).isPresent()) {
      trip.keepBeside(DgdrPhase.STATE);
    }
    noteIfUncreated(deployment, phase, trip);
  }

  @Override
  public void toSpoke(Trip trip) {
    Optional<String> phase = trip.original().textAt("status.phase");
    Optional<String> name = DgdrDeployment.nameIn(trip.live(DgdrDeployment.DGD_NAME));
    SavedLife saved = SavedLife.in(trip);

    Optional<DgdrDeployment> deployment =
        saved
            .deployment()
            .filter(_ -> saved.hasName(name))
            .map(before -> caughtUp(before, saved, phase, trip))
            .or(() -> name.map(word -> madeUp(word, phase, trip)));
    if (saved.deployment().isPresent()) {
      trip.forget(DgdrDeployment.PATH);
    }
    deployment.ifPresent(value -> trip.put(DgdrDeployment.PATH, value.json()));
    noteIfUncreated(deployment, phase, trip);

    boolean witness = phase.filter(word -> !DgdrStates.isExactPhase(word)).isPresent();
    if (name.isPresent() && !witness) {
      trip.take(DgdrDeployment.DGD_NAME);
    }
  }

  /** Deployed although created does not say so; neither is to follow the other on the way back. */
  private static void noteIfUncreated(
      Optional<DgdrDeployment> deployment, Optional<String> phase, Trip trip) {
    boolean deployed = phase.equals(Optional.of(DgdrStates.DEPLOYED));
    if (deployed && deployment.filter(it -> !it.created()).isPresent()) {
      trip.noteAbsent(DgdrDeployment.CREATED);
    }
  }

  private static DgdrDeployment madeUp(String name, Optional<String> phase, Trip trip) {
    return DgdrDeployment.madeUp(name, phase.orElse(""), trip.original(), trip.isWhole());
  }

  /** A saved deployment, put right where the hub has moved on since. */
  private static DgdrDeployment caughtUp(
      DgdrDeployment before, SavedLife saved, Optional<String> phase, Trip trip) {
    Optional<String> state = trip.target(DgdrPhase.STATE).flatMap(Json::asText);
    boolean deployed = phase.equals(Optional.of(DgdrStates.DEPLOYED));
    boolean ready = phase.equals(Optional.of(DgdrStates.READY));
    boolean contradicts =
        !phase.equals(state.map(word -> DgdrStates.phaseOf(word, saved.deployed())));
    DgdrDeployment now = contradicts && (deployed || ready) ? before.withCreated(deployed) : before;
    boolean stale =
        trip.payloadIsOurs() ? !saved.hasPhase(phase) : deployed != before.isSuccessful();
    return stale ? now.withoutState() : now;
  }
}
