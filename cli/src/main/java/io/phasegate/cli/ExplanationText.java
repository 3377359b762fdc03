package io.phasegate.cli;

import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Explanation;
import io.phasegate.conversion.table.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as lines for a terminal: what changed, a field a line; what did not, a number. */
final class ExplanationText {

  private ExplanationText() {}

  static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    int copied = 0;
    for (Fate fate : explanation.fates()) {
      switch (fate) {
        case Fate.Copied _ -> copied++;
        case Fate.Moved(var from, var to) -> lines.add("moved     " + from + " -> " + to);
        case Fate.Shaped(var from, var to, var why) ->
            lines.add("shaped    " + to + sources(from) + ". " + why);
        case Fate.Kept(var path, var annotation) ->
            lines.add("kept      " + path + " in " + annotation);
        case Fate.Restored(var annotation, var to) ->
            lines.add("restored  " + to + " from " + annotation);
        case Fate.LeftOut(var path, var why) -> lines.add("left out  " + path + ". " + why);
      }
    }
    lines.add(
        "copied    %d %s at the same place".formatted(copied, copied == 1 ? "field" : "fields"));
    return lines;
  }

  private static String sources(List<Path> from) {
    return from.isEmpty()
        ? ""
        : from.stream().map(Path::toString).collect(Collectors.joining(", ", " from ", ""));
  }
}
