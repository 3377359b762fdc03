package io.phasegate.testkit.front;

import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one request gathers on its way: the steps of its trace, and warnings for its sender. */
final class Journal {

  private final List<Trace.Step> steps = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  void add(Trace.Step step) {
    steps.add(step);
  }

  void pruned(JsonObject before, JsonObject after) {
    if (!before.equals(after)) {
      add(new Trace.Pruned(before, after));
    }
  }

  void defaulted(JsonObject before, JsonObject after) {
    if (!before.equals(after)) {
      add(new Trace.Defaulted(before, after));
    }
  }

  /** The same text is told once (A10). */
  void warn(List<String> texts) {
    warnings.addAll(texts);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  Trace trace(String method, String path) {
    return new Trace(method, path, steps);
  }
}
