package io.phasegate.testkit.generate;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Mapping;
import java.util.List;

/** One of the two versions that a table converts between. */
public enum Side {
  SPOKE,
  HUB;

  /** The version at the other end. */
  public Side other() {
    return this == SPOKE ? HUB : SPOKE;
  }

  /** This side's version of a kind. */
  public ApiVersion version(ConversionTable table) {
    return this == SPOKE ? table.spokeVersion() : table.hubVersion();
  }

  /** This side's fields that a line answers for. */
  public List<Path> paths(Mapping line) {
    return this == SPOKE ? line.spokePaths() : line.hubPaths();
  }

  /** This side's end of a pair. */
  public Path path(ConversionTable.FieldPair pair) {
    return this == SPOKE ? pair.spoke() : pair.hub();
  }
}
