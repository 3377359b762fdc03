package io.phasegate.conversion;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.table.ConversionTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The kinds that can be converted. Building one fails when a served version of a kind has no table:
 * better at start-up than at three in the morning.
 */
public final class ConversionRegistry {

  private final Map<String, Kind> kinds;

  private ConversionRegistry(Map<String, Kind> kinds) {
    this.kinds = kinds;
  }

  /**
   * A kind with both of its sides.
   *
   * @param crd what the API server serves
   * @param table what we can convert
   */
  public record Kind(CustomResourceDefinition crd, ConversionTable table) {}

  /**
   * Registers kinds.
   *
   * @throws IllegalStateException naming the kind and the version that do not fit
   */
  public static ConversionRegistry of(List<Kind> kinds) {
    Map<String, Kind> registered = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      check(kind);
      registered.put(key(kind.table.group(), kind.table.kind()), kind);
    }
    return new ConversionRegistry(registered);
  }

  private static void check(Kind kind) {
    ConversionTable table = kind.table;
    String name = table.kind() + "." + table.group();
    if (!key(kind.crd.group(), kind.crd.kind()).equals(key(table.group(), table.kind()))) {
      throw new IllegalStateException(
          "the table of %s is registered with the CRD of %s.%s"
              .formatted(name, kind.crd.kind(), kind.crd.group()));
    }
    var served = new TreeSet<>(kind.crd.servedVersions());
    var known = new TreeSet<>(table.versions());
    if (!served.equals(known)) {
      throw new IllegalStateException(
          "%s is served as %s, but its conversion table knows %s".formatted(name, served, known));
    }
    if (!kind.crd.storageVersion().name().equals(table.hub())) {
      throw new IllegalStateException(
          "%s is stored as %s, but the hub of its conversion table is %s"
              .formatted(name, kind.crd.storageVersion().name(), table.hub()));
    }
  }

  /** The table of a kind. */
  public Optional<ConversionTable> table(String group, String kind) {
    return Optional.ofNullable(kinds.get(key(group, kind))).map(Kind::table);
  }

  /** All kinds, in the order of registration. */
  public List<Kind> kinds() {
    return List.copyOf(kinds.values());
  }

  /** All tables, in the order of registration. */
  public List<ConversionTable> tables() {
    return kinds.values().stream().map(Kind::table).toList();
  }

  private static String key(String group, String kind) {
    return kind + "." + group;
  }
}
