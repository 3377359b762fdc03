package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a multi-document text, each read by itself: one that is broken ends at the next
 * {@code ---} and takes no other with it (G3).
 *
 * @param objects those that are objects with a {@code kind}; a deployment may be of any size
 * @param skipped a sentence for each of the others
 */
record Documents(List<JsonObject> objects, List<String> skipped) {

  /** As much as an API server takes in one object, roughly; in bytes as stored. */
  private static final int LARGEST = 1 << 20;

  Documents {
    objects = List.copyOf(objects);
    skipped = List.copyOf(skipped);
  }

  static Documents of(String text) {
    List<JsonObject> objects = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    int line = 1;
    for (String part : split(text)) {
      read(part, line, objects, skipped);
      line += (int) part.lines().count();
    }
    return new Documents(objects, skipped);
  }

  /** A line that begins with the marker ends a document whatever came before (YAML 1.1, 4.5). */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (String line : text.split("\\R", -1)) {
      if ((line.equals("---") || line.startsWith("--- ") || line.startsWith("---\t"))
          && !part.isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(line).append('\n');
    }
    parts.add(part.toString());
    return parts;
  }

  private static void read(String part, int line, List<JsonObject> objects, List<String> skipped) {
    try {
      for (YamlDocument document : YamlReader.read(part)) {
        String place = "the document at line " + (line + document.line() - 1);
        if (!(document.value() instanceof JsonObject object)) {
          skipped.add(place + " is no object");
        } else if (object.textAt("kind").orElse("").isEmpty()) {
          skipped.add(place + " has no kind");
        } else if (!DeploymentGenerator.isDeployment(object)
            && StoredSize.of(object, LARGEST) > LARGEST) {
          // A deployment has a lower limit, whose sentence says what to do.
          skipped.add(place + " is larger than an object in Kubernetes can be");
        } else {
          BoundlessNumber.in(object)
              .ifPresentOrElse(
                  number -> skipped.add(place + " " + number.complaint()),
                  () -> objects.add(object));
        }
      }
    } catch (MalformedYaml e) {
      skipped.add("line %d is no YAML: %s".formatted(line + e.line() - 1, e.reason()));
    }
  }
}
