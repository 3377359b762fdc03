package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.List;
import java.util.Optional;

/**
 * The life of a request as each version tells it: {@code state} and {@code deployment} in v1alpha1;
 * {@code phase}, {@code dgdName}, {@code deploymentInfo} and the profiling progress on the hub.
 *
 * <p>Some of it makes sense only beside the phase or the name that it was written with. So these
 * two are saved along as witnesses, and what they vouch for comes back only while they still hold
 * (C10, ruling 27).
 */
final class DgdrStatus implements Mapping {

  private static final Path STATE = Path.of("status.state");
  private static final Path DEPLOYMENT = Path.of("status.deployment");
  private static final Path PHASE = Path.of("status.phase");
  private static final Path DGD_NAME = Path.of("status.dgdName");
  private static final Path DEPLOYMENT_INFO = Path.of("status.deploymentInfo");
  private static final Path PROFILING_PHASE = Path.of("status.profilingPhase");
  private static final Path PROFILING_JOB = Path.of("status.profilingJobName");

  @Override
  public List<Path> spokePaths() {
    return List.of(STATE, DEPLOYMENT);
  }

  @Override
  public List<Path> hubPaths() {
    return List.of(PHASE, DGD_NAME, DEPLOYMENT_INFO, PROFILING_PHASE, PROFILING_JOB);
  }

  @Override
  public String says(String spoke, String hub) {
    return "The deployment's name is dgdName. Ready with a created deployment is Deployed. A word"
        + " that the other version does not have is saved, and comes back while phase and"
        + " name are still the same.";
  }

  @Override
  public void toHub(Trip trip) {
    Optional<String> state = trip.live(STATE).flatMap(Json::asText);
    Optional<DgdrDeployment> deployment = DgdrDeployment.of(trip.live(DEPLOYMENT));
    Optional<String> name = deployment.flatMap(DgdrDeployment::name);
    Optional<String> savedPhase = trip.saved(PHASE).flatMap(Json::asText);
    boolean sameName = name.equals(nameIn(trip.saved(DGD_NAME)));

    Optional<String> phase =
        savedPhase
            .filter(saved -> comesBack(saved, state, deployment, sameName, trip.payloadIsOurs()))
            .or(() -> state.map(word -> DgdrStates.phaseOf(word, isCreated(deployment))));
    if (savedPhase.isPresent()) {
      trip.forget(PHASE);
    }
    phase.ifPresent(word -> trip.put(PHASE, Json.text(word)));

    if (nameIn(trip.saved(DGD_NAME)).isPresent()) {
      trip.forget(DGD_NAME);
    }
    name.ifPresent(word -> trip.put(DGD_NAME, Json.text(word)));

    boolean nothingToVouch = savedPhase.isEmpty() && !trip.payloadIsOurs();
    boolean samePhase = savedPhase.equals(phase);
    if (nothingToVouch ? !phase.equals(Optional.of("Profiling")) : !samePhase) {
      trip.forget(PROFILING_PHASE);
      trip.forget(PROFILING_JOB);
    }
    if (!sameName
        || (nothingToVouch ? !phase.filter(DgdrStatus::isLaunched).isPresent() : !samePhase)) {
      trip.forget(DEPLOYMENT_INFO);
    }

    boolean nothingNewInDeployment =
        name.isPresent()
            && deployment.equals(
                Optional.of(
                    DgdrDeployment.madeUp(
                        name.get(), phase.orElse(""), trip.original(), trip.isWhole())));
    if (nothingNewInDeployment) {
      trip.take(DEPLOYMENT);
    }
    // Beside a saved deployment the state stays as its witness.
    boolean witness = trip.live(DEPLOYMENT).isPresent();
    if (!witness && state.filter(DgdrStates::isExactState).isPresent()) {
      trip.take(STATE);
    }
  }

  /** Whether a saved phase is what the live state means (C6, C10). */
  private static boolean comesBack(
      String savedPhase,
      Optional<String> state,
      Optional<DgdrDeployment> deployment,
      boolean sameName,
      boolean ours) {
    if (savedPhase.isEmpty()) {
      return state.isEmpty();
    }
    if (!savedPhase.equals(DgdrStates.DEPLOYED)) {
      return state.equals(Optional.of(DgdrStates.stateOf(savedPhase)))
          && !DgdrStates.isExactPhase(savedPhase);
    }
    // Dynamo's payloads go with created: false, so there the name alone vouches.
    boolean nameless = deployment.flatMap(DgdrDeployment::name).isEmpty();
    boolean denied = deployment.filter(DgdrDeployment::saysNotCreated).isPresent();
    boolean created = isCreated(deployment) || (nameless && !denied);
    return state.equals(Optional.of(DgdrStates.READY)) && sameName && (!ours || created);
  }

  @Override
  public void toSpoke(Trip trip) {
    Optional<String> phase = trip.live(PHASE).flatMap(Json::asText);
    Optional<String> name = nameIn(trip.live(DGD_NAME));
    Optional<String> savedState = trip.saved(STATE).flatMap(Json::asText);
    Optional<DgdrDeployment> savedDeployment = DgdrDeployment.of(trip.saved(DEPLOYMENT));
    boolean sameName = name.equals(savedDeployment.flatMap(DgdrDeployment::name));
    boolean samePhase =
        phase.equals(savedState.map(word -> DgdrStates.phaseOf(word, isCreated(savedDeployment))));

    Optional<String> state =
        savedState
            .filter(word -> samePhase)
            .filter(word -> sameName || !word.equals(DgdrStates.DEPLOYMENT_DELETED))
            .or(() -> phase.filter(word -> !word.isEmpty()).map(DgdrStates::stateOf));
    if (savedState.isPresent()) {
      trip.forget(STATE);
    }
    state.ifPresent(word -> trip.put(STATE, Json.text(word)));

    Optional<DgdrDeployment> deployment =
        savedDeployment
            .filter(saved -> sameName)
            .map(saved -> caughtUp(saved, phase, state, samePhase, trip))
            .or(() ->
                name.map(word ->
                    DgdrDeployment.madeUp(
                        word, phase.orElse(""), trip.original(), trip.isWhole())));
    if (savedDeployment.isPresent()) {
      trip.forget(DEPLOYMENT);
    }
    deployment.ifPresent(value -> trip.put(DEPLOYMENT, value.json()));

    takeUnlessWitness(trip, phase);
  }

  /** A saved deployment, put right where the hub has moved on since. */
  private static DgdrDeployment caughtUp(
      DgdrDeployment saved,
      Optional<String> phase,
      Optional<String> state,
      boolean samePhase,
      Trip trip) {
    DgdrDeployment deployment = saved;
    boolean deployed = phase.equals(Optional.of(DgdrStates.DEPLOYED));
    if (!phase.equals(state.map(word -> DgdrStates.phaseOf(word, saved.created())))) {
      deployment =
          switch (phase.orElse("")) {
            case DgdrStates.DEPLOYED, DgdrStates.READY -> deployment.withCreated(deployed);
            default -> deployment;
          };
    }
    boolean stale = trip.payloadIsOurs() ? !samePhase : deployed != saved.isSuccessful();
    return stale ? deployment.withoutState() : deployment;
  }

  /** The hub's phase and name are live in v1alpha1 now, unless something saved needs them. */
  private static void takeUnlessWitness(Trip trip, Optional<String> phase) {
    boolean launched = trip.live(DEPLOYMENT_INFO).isPresent();
    boolean progress =
        trip.live(PROFILING_PHASE).isPresent() || trip.live(PROFILING_JOB).isPresent();
    boolean inexact = phase.filter(word -> !DgdrStates.isExactPhase(word)).isPresent();
    if (phase.isPresent() && !inexact && !launched && !progress) {
      trip.take(PHASE);
    }
    if (nameIn(trip.live(DGD_NAME)).isPresent() && !launched && !inexact) {
      trip.take(DGD_NAME);
    }
  }

  private static boolean isCreated(Optional<DgdrDeployment> deployment) {
    return deployment.filter(DgdrDeployment::created).isPresent();
  }

  private static boolean isLaunched(String phase) {
    return phase.equals("Deploying")
        || phase.equals(DgdrStates.DEPLOYED)
        || phase.equals(DgdrStates.READY);
  }

  private static Optional<String> nameIn(Optional<Json> value) {
    return value.flatMap(Json::asText).filter(name -> !name.isEmpty());
  }
}
