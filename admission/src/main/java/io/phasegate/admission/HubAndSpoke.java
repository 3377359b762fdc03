package io.phasegate.admission;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.SchemaDefaults;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.ConversionTable.FieldPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A kind with two versions, where a write in one of them is also judged by what it means in the
 * other (ruling 32). The API server checks the schema of the version that was written, and no
 * other; what a conversion then restores from an annotation is checked by nobody but us.
 *
 * <p>Objects are converted by their {@link Subject}, so none is twice.
 *
 * @param hubRulesForSpoke the hub's rules without those that the spoke's list says itself
 * @param alike fields with objects or lists of which both schemas demand the same
 */
record HubAndSpoke(
    ConversionTable table,
    StructuralSchema hubSchema,
    StructuralSchema spokeSchema,
    Rules hubRules,
    Rules spokeRules,
    Rules hubRulesForSpoke,
    List<FieldPair> alike) {

  /** What was wrong before is looked for further than what is wrong now, for that may move up. */
  private static final int KNOWN = 100_000;

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  static HubAndSpoke of(
      ConversionTable table,
      StructuralSchema hubSchema,
      StructuralSchema spokeSchema,
      Rules hubRules,
      Rules spokeRules) {
    return new HubAndSpoke(
        table,
        hubSchema,
        spokeSchema,
        hubRules,
        spokeRules,
        hubRules.without(spokeRules.standIns()),
        table.pairs().stream()
            .filter(pair -> areAlike(spokeSchema.at(pair.spoke()), hubSchema.at(pair.hub())))
            .toList());
  }

  private static boolean areAlike(
      Optional<StructuralSchema> spoke, Optional<StructuralSchema> hub) {
    return spoke.isPresent()
        && hub.isPresent()
        && !spoke.get().isScalar()
        && spoke.get().demandsTheSameAs(hub.get());
  }

  /** The hub object that a spoke object is, defaults filled in as the API server does. */
  Optional<JsonObject> toHub(JsonObject spokeObject, Demand demand) {
    return converted(table.toHub(spokeObject, demand))
        .map(hub -> SchemaDefaults.apply(hubSchema, hub, carriedOver(spokeObject, hub)));
  }

  /** The spoke object that a hub object is, defaults filled in as the API server does. */
  Optional<JsonObject> toSpoke(JsonObject hubObject, Demand demand) {
    return converted(table.toSpoke(hubObject, demand))
        .map(spoke -> SchemaDefaults.apply(spokeSchema, spoke, carriedOver(spoke, hubObject)));
  }

  private static Optional<JsonObject> converted(Conversion conversion) {
    return conversion instanceof Conversion.Converted(var object)
        ? Optional.of(object)
        : Optional.empty();
  }

  /**
   * The spoke's own rules; then, seen from the hub, the hub's rules and the hub's schema. An update
   * of nothing but metadata says nothing new to the hub, so it is not converted for that.
   */
  List<Finding> checkSpokeWrite(Request written) {
    List<Finding> own = spokeRules.check(written);
    if (written.changesMetadataOnly()) {
      return own;
    }
    Stream<Finding> other =
        written
            .elsewhere()
            .map(asHub -> seenFromHub(written, asHub))
            .orElseGet(() -> Stream.of(inconvertible(written.object())));
    return Stream.concat(
            own.stream(),
            other.filter(finding -> own.stream().noneMatch(told -> saysTheSame(told, finding))))
        .toList();
  }

  private Stream<Finding> seenFromHub(Request written, Request asHub) {
    var translation = new Translation(table, written.object());
    List<Finding> ruled = hubRulesForSpoke.check(asHub);
    Stream<Violation> ofSchema =
        schemaViolations(asHub, carriedOver(written.object(), asHub.object()))
            .filter(violation -> ruled.stream().noneMatch(told -> isAbout(violation, told)));
    return Stream.concat(ruled.stream(), ofSchema)
        .map(translation::fromHub)
        .filter(finding -> !isOldNews(finding, written));
  }

  /**
   * Tells the objects and lists that the conversion took over as they were, into fields of which
   * both schemas demand the same: the API server has checked them and filled their defaults in.
   */
  @SuppressWarnings("ReferenceEquality") // nothing less would prove it
  private Predicate<Json> carriedOver(JsonObject asSpoke, JsonObject asHub) {
    List<Json> carried = new ArrayList<>();
    for (FieldPair pair : alike) {
      Json value = asHub.at(pair.hub()).orElse(Json.Null.NULL);
      // All empty objects are one, and so that one proves nothing.
      if (value == asSpoke.at(pair.spoke()).orElse(Json.Null.NULL) && !isEmpty(value)) {
        carried.add(value);
      }
    }
    return value -> isOneOf(carried, value);
  }

  /** Not by a set: there are a handful, and every object and list of a write is asked about. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOneOf(List<Json> carried, Json value) {
    for (int i = 0; i < carried.size(); i++) {
      if (carried.get(i) == value) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isEmpty(Json value) {
    return value == JsonObject.empty() || value == JsonArray.empty();
  }

  /** What the hub's schema says against the object and did not say against the old one. */
  private Stream<Violation> schemaViolations(Request asHub, Predicate<Json> checked) {
    List<Violation> now = SchemaCheck.check(hubSchema, asHub.object(), checked, asHub.demand());
    return now.isEmpty() || !asHub.isUpdate()
        ? now.stream()
        : without(now, SchemaCheck.check(hubSchema, asHub.oldObject(), KNOWN, asHub.demand()));
  }

  private static Stream<Violation> without(List<Violation> all, List<Violation> known) {
    // Ordered and not hashed: the keys in its paths are their author's, and may all collide.
    Set<Violation> old = new TreeSet<>(Violation.ORDER);
    old.addAll(known);
    return all.stream().filter(violation -> !old.contains(violation));
  }

  /** A rule says of a field within what the schema says of its item: the rule says it better. */
  private static boolean isAbout(Violation ofSchema, Finding ruled) {
    return ruled instanceof Violation violation
        && violation.reason() == ofSchema.reason()
        && violation.field().parent().equals(ofSchema.field());
  }

  /** A warning about a saved field that this author neither sees nor has touched. */
  private static boolean isOldNews(Finding finding, Request written) {
    return finding instanceof Warning(var field, _)
        && written.isUpdate()
        && field.names().startsWith(ANNOTATIONS)
        && field.in(written.object()).equals(field.in(written.oldObject()));
  }

  private Finding inconvertible(JsonObject written) {
    String reason =
        table.toHub(written) instanceof Conversion.Refused(var sentence) ? sentence : "";
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
    List<Finding> own = hubRules.check(written);
    return written.changesMetadataOnly()
        ? own
        : Stream.concat(own.stream(), savedViolations(written)).toList();
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
    List<Violation> all =
        written
            .after()
            .elsewhere()
            .map(Subject::object)
            .map(there ->
                SchemaCheck.check(
                    spokeSchema, there, carriedOver(there, written.object()), written.demand()))
            .orElse(List.of());
    if (all.isEmpty()) {
      return Stream.empty();
    }
    List<Violation> known = new ArrayList<>();
    toSpoke(translation.withoutSaved(), written.demand())
        .ifPresent(object -> known.addAll(spokeFaults(object, written.demand())));
    if (written.isUpdate()) {
      written
          .before()
          .elsewhere()
          .ifPresent(old -> known.addAll(spokeFaults(old.object(), written.demand())));
    }
    return without(all, known).map(translation::savedFromSpoke);
  }

  private List<Violation> spokeFaults(JsonObject spokeObject, Demand demand) {
    return SchemaCheck.check(spokeSchema, spokeObject, KNOWN, demand);
  }
}
