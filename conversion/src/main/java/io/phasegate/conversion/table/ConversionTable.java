package io.phasegate.conversion.table;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;

/**
 * The conversion of one kind between its spoke and its hub. Built once by {@link #table} and then
 * immutable; safe for many threads.
 *
 * @param group the API group
 * @param spoke the version name of the spoke
 * @param hub the version name of the hub, which is also the storage version
 * @param firstToGo the fields that a payload leaves out first when annotations grow too large
 */
public record ConversionTable(
    String group, String kind, String spoke, String hub, List<Part> parts, List<Path> firstToGo) {

  public ConversionTable {
    parts = List.copyOf(parts);
    firstToGo = List.copyOf(firstToGo);
  }

  /** Begins a table. */
  public static TableBuilder table(String group, String kind) {
    return new TableBuilder(group, kind);
  }

  public ApiVersion spokeVersion() {
    return new ApiVersion(group, spoke);
  }

  public ApiVersion hubVersion() {
    return new ApiVersion(group, hub);
  }

  /** The versions that this table converts between. */
  public List<String> versions() {
    return List.of(spoke, hub);
  }

  /** Converts a spoke object to the hub's version. */
  public Conversion toHub(JsonObject spokeObject) {
    return toHub(spokeObject, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public Conversion toHub(JsonObject spokeObject, Demand demand) {
    return new Journey(this, Direction.TO_HUB, demand).convert(spokeObject);
  }

  /** Converts a hub object to the spoke's version. */
  public Conversion toSpoke(JsonObject hubObject) {
    return toSpoke(hubObject, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public Conversion toSpoke(JsonObject hubObject, Demand demand) {
    return new Journey(this, Direction.TO_SPOKE, demand).convert(hubObject);
  }

  /** Converts a spoke object and says of each field what became of it. */
  public Explanation explainToHub(JsonObject spokeObject) {
    return new Journey(this, Direction.TO_HUB, Demand.LASTING).explain(spokeObject);
  }

  /** Converts a hub object and says of each field what became of it. */
  public Explanation explainToSpoke(JsonObject hubObject) {
    return new Journey(this, Direction.TO_SPOKE, Demand.LASTING).explain(hubObject);
  }

  /**
   * What an object lacks in its annotations because it was too large for them when the object was
   * converted to its version (ruling 29). Writing such an object loses these fields of the other
   * version.
   *
   * @return dotted paths of the other version, sorted by part; usually none
   */
  public List<String> omittedFrom(JsonObject object) {
    String other =
        object.textAt("apiVersion").equals(Optional.of(hubVersion().toString())) ? spoke : hub;
    return parts.stream()
        .flatMap(part ->
            object.at(Path.of("metadata.annotations").key(part.payloadKey())).stream()
                .flatMap(text -> text.asText().stream())
                .flatMap(text -> Payload.read(part.path(), text, other).stream())
                .flatMap(payload -> payload.omitted().stream()))
        .toList();
  }

  /**
   * The spoke's field that a hub field comes from, so that an error about the hub can be told in
   * the words of the version that was written.
   *
   * @return empty when the spoke has no such field
   */
  public Optional<Path> spokePathOf(Path hubPath) {
    return pairs().stream()
        .filter(pair -> hubPath.startsWith(pair.hub()))
        .map(pair -> hubPath.rebase(pair.hub(), pair.spoke()))
        .findFirst();
  }

  /**
   * A field of the spoke and the field of the hub that stands for it.
   *
   * @param spoke from the object's root
   * @param hub from the object's root
   */
  public record FieldPair(Path spoke, Path hub) {}

  /** The fields that lines pair one to one, in the order of the table. */
  public List<FieldPair> pairs() {
    return parts.stream()
        .flatMap(part -> part.lines().stream())
        .filter(line -> line.spokePaths().size() == 1 && line.hubPaths().size() == 1)
        .map(line -> new FieldPair(line.spokePaths().getFirst(), line.hubPaths().getFirst()))
        .toList();
  }
}
