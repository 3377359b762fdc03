package io.phasegate.admission.rule;

import io.phasegate.conversion.json.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dotted names by which rules ask for fields, each split once: every write has dozens of fields
 * asked for. As many names as there are in the rules, whatever objects come by. Safe for many
 * threads.
 */
public final class FieldNames {

  private final Map<String, Path> paths = new ConcurrentHashMap<>();

  /** The path that a name in a rule stands for. */
  Path path(String name) {
    Path known = paths.get(name);
    return known == null ? paths.computeIfAbsent(name, Path::of) : known;
  }
}
