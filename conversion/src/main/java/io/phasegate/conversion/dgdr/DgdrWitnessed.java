package io.phasegate.conversion.dgdr;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Trip;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Status fields that only the hub has and that make sense only beside others, as progress does
 * beside its phase. They are saved together with these witnesses, and come back only while the
 * witnesses say what they said then (C10, ruling 27). To stand behind the lines of the witnesses.
 *
 * @param believedIn the phases in which a payload of Dynamo's own, which has no witness, is
 *     believed
 */
record DgdrWitnessed(List<Path> fields, List<Path> witnesses, Set<String> believedIn)
    implements Mapping {

  /** Fields by their paths; their witnesses come next. */
  static DgdrWitnessed witnessed(String... fields) {
    return new DgdrWitnessed(paths(fields), List.of(), Set.of());
  }

  DgdrWitnessed by(String... paths) {
    return new DgdrWitnessed(fields, paths(paths), believedIn);
  }

  DgdrWitnessed believingDynamoIn(String... phases) {
    return new DgdrWitnessed(fields, witnesses, Set.of(phases));
  }

  private static List<Path> paths(String... paths) {
    return Stream.of(paths).map(Path::of).toList();
  }

  @Override
  public List<Path> spokePaths() {
    return List.of();
  }

  @Override
  public List<Path> hubPaths() {
    return fields;
  }

  @Override
  public String says(String spoke, String hub) {
    return "%s only; saved, and comes back if nothing has changed in %s since."
        .formatted(
            hub,
            witnesses.stream()
                .map(path -> path.keys().getLast())
                .collect(Collectors.joining(" and ")));
  }

  @Override
  public void toHub(Trip trip) {
    boolean silent =
        !trip.payloadIsOurs() && trip.wasSaved(DgdrPhase.PHASE).flatMap(Json::asText).isEmpty();
    boolean holds = witnesses.stream().allMatch(path -> holds(path, silent, trip));
    if (!holds) {
      fields.forEach(trip::forget);
    }
  }

  private boolean holds(Path witness, boolean silent, Trip trip) {
    Optional<String> now = wordOf(trip.target(witness));
    return (silent && witness.equals(DgdrPhase.PHASE))
        ? now.filter(believedIn::contains).isPresent()
        : now.equals(wordOf(trip.wasSaved(witness)));
  }

  @Override
  public void toSpoke(Trip trip) {
    if (fields.stream().anyMatch(path -> trip.live(path).isPresent())) {
      witnesses.forEach(trip::keepBeside);
    }
  }

  /** An empty word says as little as none. */
  private static Optional<String> wordOf(Optional<Json> value) {
    return value.flatMap(Json::asText).filter(word -> !word.isEmpty());
  }
}
