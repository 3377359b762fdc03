package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a table down, line by line. Paths are dotted, from the object's root. */
public final class TableBuilder {

  private final String group;
  private final String kind;
  private String spoke = "";
  private String hub = "";
  private final List<PartLines> parts = new ArrayList<>();
  private final List<Path> firstToGo = new ArrayList<>();

  private record PartLines(
      Path path,
      String payloadKey,
      List<Mapping> lines,
      List<Legacy> legacy,
      List<String> scrubbed) {}

  TableBuilder(String group, String kind) {
    this.group = group;
    this.kind = kind;
  }

  /** The version that is not stored. */
  public TableBuilder spoke(String version) {
    spoke = version;
    return this;
  }

  /** The storage version. */
  public TableBuilder hub(String version) {
    hub = version;
    return this;
  }

  /** The lines that follow are about this part; what it cannot hold goes into this annotation. */
  public TableBuilder part(String path, String payloadKey) {
    parts.add(
        new PartLines(
            Path.of(path), payloadKey, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    return this;
  }

  /** A field of the same name and meaning. */
  public TableBuilder same(String path) {
    return move(path, path);
  }

  /** A field of the same name and meaning, as far as {@code leaf} carries its value. */
  public TableBuilder same(String path, Leaf leaf) {
    return move(path, path, leaf);
  }

  /** A field of the same name whose absence is read differently by the two versions. */
  public TableBuilder same(String path, Json absentInSpoke, Json absentInHub) {
    return line(new AbsentMeans(Path.of(path), absentInSpoke, absentInHub));
  }

  /** A field that has another place in the hub. */
  public TableBuilder move(String spokePath, String hubPath) {
    return move(spokePath, hubPath, Leaf.ANY);
  }

  /** A field that has another place in the hub, as far as {@code leaf} carries its value. */
  public TableBuilder move(String spokePath, String hubPath, Leaf leaf) {
    return line(new Move(Path.of(spokePath), Path.of(hubPath), leaf));
  }

  /** A switch whose {@code false} is the same as its absence in the spoke. */
  public TableBuilder flag(String spokePath, String hubPath) {
    return line(new Flag(Path.of(spokePath), Path.of(hubPath)));
  }

  /** Two objects, to be kept when they are empty; behind the lines of their fields. */
  public TableBuilder emptyObject(String spokePath, String hubPath) {
    return line(new EmptyObject(Path.of(spokePath), Path.of(hubPath)));
  }

  /** A field that lives in an annotation of the hub. */
  public TableBuilder slot(String spokePath, String annotation, Slot.Form form) {
    return line(new Slot(Path.of(spokePath), annotation, form));
  }

  /** Fields that the hub has no place for. */
  public TableBuilder spokeOnly(String... paths) {
    return line(OnlyIn.spoke(paths(paths)));
  }

  /** Fields that the spoke has no place for. */
  public TableBuilder hubOnly(String... paths) {
    return line(OnlyIn.hub(paths(paths)));
  }

  /** A relation of fields that has a name, a file and tests of its own. */
  public TableBuilder line(Mapping line) {
    parts.getLast().lines.add(line);
    return this;
  }

  /** An annotation of Dynamo 1.0 that kept a field of {@code version}; read, never written. */
  public TableBuilder legacy(String key, String version, String path, Legacy.Form form) {
    parts.getLast().legacy.add(new Legacy(key, Path.of(path), version, form));
    return this;
  }

  /** Annotations of abandoned drafts, removed unread. */
  public TableBuilder scrub(String... keys) {
    parts.getLast().scrubbed.addAll(Arrays.asList(keys));
    return this;
  }

  /**
   * The fields that go first, in this order, when the annotations of an object grow larger than an
   * API server takes; after them goes whatever is largest.
   */
  public TableBuilder firstToGo(String... paths) {
    firstToGo.addAll(paths(paths));
    return this;
  }

  public ConversionTable build() {
    return new ConversionTable(
        group,
        kind,
        spoke,
        hub,
        parts.stream()
            .map(p -> new Part(p.path, p.payloadKey, p.lines, p.legacy, p.scrubbed))
            .toList(),
        firstToGo);
  }

  private static List<Path> paths(String... paths) {
    return Arrays.stream(paths).map(Path::of).toList();
  }
}
