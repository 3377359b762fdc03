package io.phasegate.admission;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind with two versions, where a write in one of them is also judged by what it means in the
 * other (ruling 32). The API server checks the schema of the version that was written, and no
 * other; what a conversion then restores from an annotation is checked by nobody but us.
 */
record HubAndSpoke(
    ConversionTable table,
    StructuralSchema hubSchema,
    StructuralSchema spokeSchema,
    Rules hubRules,
    Rules spokeRules) {

  /** The spoke's own rules; then, seen from the hub, the hub's rules and the hub's schema. */
  List<Finding> checkSpokeWrite(Request written) {
    List<Finding> own = spokeRules.check(written);
    Stream<Finding> other =
        seenFromHub(written)
            .filter(finding -> own.stream().noneMatch(told -> saysTheSame(told, finding)));
    return Stream.concat(own.stream(), other).toList();
  }

  private Stream<Finding> seenFromHub(Request written) {
    return switch (table.toHub(written.object())) {
      case Conversion.Refused(var reason) -> Stream.of(inconvertible(written.object(), reason));
      case Conversion.Converted(var object) -> {
        Request asHub = written.as(withHubDefaults(object), hubOf(written.oldObject()));
        var translation = new Translation(table, written.object());
        yield Stream.concat(hubRules.check(asHub).stream(), schemaViolations(asHub))
            .map(translation::fromHub);
      }
    };
  }

  /** What the hub's schema says against the object and did not say against the old one. */
  private Stream<Violation> schemaViolations(Request asHub) {
    List<Violation> now = SchemaCheck.check(hubSchema, asHub.object());
    return now.isEmpty() || !asHub.isUpdate()
        ? now.stream()
        : without(now, SchemaCheck.check(hubSchema, asHub.oldObject()));
  }

  private static Stream<Violation> without(List<Violation> all, List<Violation> known) {
    return all.stream().filter(violation -> !known.contains(violation));
  }

  private JsonObject hubOf(JsonObject spokeObject) {
    return table.toHub(spokeObject) instanceof Conversion.Converted(var object)
        ? withHubDefaults(object)
        : JsonObject.empty();
  }

  private JsonObject withHubDefaults(JsonObject object) {
    return SchemaDefaults.apply(hubSchema, object);
  }

  private Finding inconvertible(JsonObject written, String reason) {
    return Violation.invalid(
        FieldPath.of("apiVersion"),
        written.get("apiVersion").orElse(Json.Null.NULL),
        "this cannot be converted to %s: %s".formatted(table.hubVersion(), reason));
  }

  /** Two findings of one sort about one field: people need only the first. */
  private static boolean saysTheSame(Finding told, Finding finding) {
    return told.field().equals(finding.field())
        && switch (told) {
          case Violation one -> finding instanceof Violation two && one.reason() == two.reason();
          case Warning _ -> finding instanceof Warning;
        };
  }

  /** The hub's own rules; and the spoke's schema, for what the object has saved of the spoke. */
  List<Finding> checkHubWrite(Request written) {
    return Stream.concat(hubRules.check(written).stream(), savedViolations(written)).toList();
  }

  /**
   * What is wrong with saved fields of the spoke alone, so that nobody can leave an object behind
   * that clients of the spoke cannot update. Violations that would be there without the annotations
   * come from fields of the hub, and those are the hub's business.
   */
  private Stream<Finding> savedViolations(Request written) {
    var translation = new Translation(table, written.object());
    if (!translation.hasSaved()) {
      return Stream.empty();
    }
    List<Violation> all = spokeViolations(written.object());
    if (all.isEmpty()) {
      return Stream.empty();
    }
    List<Violation> known =
        Stream.concat(
                spokeViolations(translation.withoutSaved()).stream(),
                written.isUpdate() ? spokeViolations(written.oldObject()).stream() : Stream.empty())
            .toList();
    return without(all, known).map(translation::savedFromSpoke);
  }

  private List<Violation> spokeViolations(JsonObject hubObject) {
    return table.toSpoke(hubObject) instanceof Conversion.Converted(var object)
        ? SchemaCheck.check(spokeSchema, SchemaDefaults.apply(spokeSchema, object))
        : List.of();
  }
}
