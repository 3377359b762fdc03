package io.phasegate.admission;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Legacy;
import io.phasegate.conversion.table.Part;
import io.phasegate.conversion.table.Slot;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what was found in one version in the words of the other: by the field that the author
 * wrote, or by the annotation that a value was saved in.
 *
 * @param written the object as it was written
 */
record Translation(ConversionTable table, JsonObject written) {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  /** What was found on the hub, for the author of a spoke object. */
  Finding fromHub(Finding finding) {
    FieldPath field = finding.field();
    Path names = field.names();
    if (names.startsWith(Path.of("metadata"))) {
      return retold(finding, slotFieldOf(names).orElse(field), "");
    }
    if (table.parts().stream().anyMatch(part -> part.path().equals(names))) {
      return retold(finding, field, "seen as " + table.hubVersion());
    }
    return table
        .spokePathOf(names)
        .map(field::withNames)
        .filter(there -> isWrittenAt(there, finding))
        .map(there -> retold(finding, there, ""))
        .orElseGet(() -> atAnnotation(finding, table.hubVersion()));
  }

  /** What was found in the saved part of the spoke, for the author of a hub object. */
  Finding savedFromSpoke(Finding finding) {
    return atAnnotation(finding, table.spokeVersion());
  }

  /** Where something is missing, its place must be there; else the thing itself. */
  private boolean isWrittenAt(FieldPath field, Finding finding) {
    boolean absence =
        switch (finding) {
          case Violation violation -> violation.reason() == Reason.REQUIRED;
          case Warning _ -> true;
        };
    return (absence ? field.parent() : field).in(written).isPresent();
  }

  private Optional<FieldPath> slotFieldOf(Path annotation) {
    return table.parts().stream()
        .flatMap(part -> part.lines().stream())
        .flatMap(line -> line instanceof Slot slot ? Stream.of(slot) : Stream.empty())
        .filter(slot -> annotation.equals(ANNOTATIONS.key(slot.key())))
        .map(slot -> FieldPath.of(slot.spoke()))
        .findFirst();
  }

  private Finding atAnnotation(Finding finding, ApiVersion version) {
    FieldPath annotation = FieldPath.annotation(annotationOf(finding.field().names()));
    return retold(finding, annotation, "%s of %s".formatted(finding.field(), version));
  }

  /** The annotation that holds a field, whether written by us or in one of Dynamo's own keys. */
  private String annotationOf(Path field) {
    Part part =
        table.parts().stream()
            .filter(each -> field.startsWith(each.path()))
            .findFirst()
            .orElse(table.parts().getFirst());
    if (hasAnnotation(part.payloadKey())) {
      return part.payloadKey();
    }
    return part.legacy().stream()
        .filter(legacy -> field.startsWith(legacy.field()) && hasAnnotation(legacy.key()))
        .map(Legacy::key)
        .findFirst()
        .orElse(part.payloadKey());
  }

  private boolean hasAnnotation(String key) {
    return annotations().filter(all -> all.has(key)).isPresent();
  }

  private Optional<JsonObject> annotations() {
    return written.at(ANNOTATIONS).flatMap(Json::asObject);
  }

  /** Whether any annotation of the object holds fields of the other version. */
  boolean hasSaved() {
    return annotations()
        .filter(all -> table.parts().stream().anyMatch(part -> part.hasSaved(all)))
        .isPresent();
  }

  /** The object without all that was saved in its annotations. */
  JsonObject withoutSaved() {
    Draft draft = Draft.of(written);
    table.parts().stream()
        .flatMap(Part::savingKeys)
        .forEach(key -> draft.take(ANNOTATIONS.key(key), ANNOTATIONS));
    return draft.freeze();
  }

  private static Finding retold(Finding finding, FieldPath field, String introduction) {
    return switch (finding) {
      case Violation violation -> violation.at(field, join(introduction, violation.detail()));
      case Warning warning -> new Warning(field, join(introduction, warning.text()));
    };
  }

  private static String join(String introduction, String text) {
    return introduction.isEmpty() || text.isEmpty()
        ? introduction + text
        : introduction + ": " + text;
  }
}
