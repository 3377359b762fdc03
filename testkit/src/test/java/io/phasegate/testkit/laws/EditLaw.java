package io.phasegate.testkit.laws;

import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.ConversionTable.FieldPair;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Part;
import io.phasegate.conversion.table.Slot;
import io.phasegate.testkit.generate.Edit;
import io.phasegate.testkit.generate.Side;
import io.phasegate.testkit.laws.KindUnderLaw.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A user of the other version edits one field, and a user of the first looks again: the fields that
 * stand for the edited one may have changed, and no other. Where one field simply is another, it
 * has exactly the new value, or is gone as the other is gone.
 *
 * <p>Whether an object that an edit empties goes or stays is not looked at here; the laws of the
 * round trip are strict about it.
 */
final class EditLaw {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private final KindUnderLaw kind;
  private final SameObject same;
  private final Schemas schemas;
  private final List<Relation> relations;

  EditLaw(KindUnderLaw kind, SameObject same, Schemas schemas) {
    this.kind = kind;
    this.same = same;
    this.schemas = schemas;
    Stream<Relation> lines =
        kind.table().parts().stream().flatMap(part -> part.lines().stream()).map(EditLaw::relation);
    this.relations = Stream.concat(lines, kind.relations().stream()).toList();
  }

  /** The fields of a line; a slot's is an annotation. */
  private static Relation relation(Mapping line) {
    return line instanceof Slot slot
        ? new Relation(line.spokePaths(), List.of(ANNOTATIONS.key(slot.key())))
        : new Relation(line.spokePaths(), line.hubPaths());
  }

  Optional<String> changesItsFieldAndNoOther(Facts facts) {
    JsonObject before = without(facts.source(), facts);
    JsonObject after = without(facts.editedBack(), facts);
    return SameObject.difference(before, after)
        .map(difference -> "after " + facts.draw().edit() + ": " + difference)
        .or(() -> isWhatTheOtherIs(facts));
  }

  /** An object of the first version without what may change, and without what is empty. */
  private JsonObject without(JsonObject object, Facts facts) {
    Draft draft = Draft.of(same.normal(object, facts.side()));
    for (Part part : kind.table().parts()) {
      SameObject.privateKeys(part).forEach(key -> draft.take(ANNOTATIONS.key(key), ANNOTATIONS));
    }
    for (Path path : mayChange(facts)) {
      Path first = path;
      // What stands in the way of a field gives way to it.
      while (first.keys().size() > 1 && draft.get(first).isEmpty()) {
        first = first.parent();
      }
      boolean inTheWay = draft.get(first).flatMap(Json::asObject).isEmpty();
      draft.take(first.equals(path) || inTheWay ? first : path, first.parent());
    }
    return pruned(draft.freeze());
  }

  private Set<Path> mayChange(Facts facts) {
    Side here = facts.side();
    Path edited = facts.draw().edit().path();
    Set<Path> paths = new LinkedHashSet<>();
    for (Part part : kind.table().parts()) {
      boolean wasThere = facts.there().at(part.path()).flatMap(Json::asObject).isPresent();
      if (part.path().startsWith(edited) || (edited.startsWith(part.path()) && !wasThere)) {
        // Annotations that were nobody's become slots of this part, or are leftovers in it.
        same.slotKeys().forEach(key -> paths.add(ANNOTATIONS.key(key)));
        paths.add(part.path());
        edited = part.path();
      }
    }
    for (Relation relation : relations) {
      if (overlap(relation.paths(here.other()), edited)) {
        paths.addAll(relation.paths(here));
      }
    }
    if (edited.startsWith(ANNOTATIONS)) {
      paths.add(ANNOTATIONS);
    }
    return paths;
  }

  private static boolean overlap(List<Path> paths, Path other) {
    return paths.stream().anyMatch(path -> path.startsWith(other) || other.startsWith(path));
  }

  private static JsonObject pruned(JsonObject object) {
    SequencedMap<String, Json> fields = new LinkedHashMap<>();
    for (var entry : object.entries()) {
      Json value = entry.getValue() instanceof JsonObject inner ? pruned(inner) : entry.getValue();
      boolean isEmpty = value.equals(JsonObject.empty()) || value.equals(JsonArray.empty());
      if (!isEmpty) {
        fields.put(entry.getKey(), value);
      }
    }
    return JsonObject.of(fields);
  }

  private Optional<String> isWhatTheOtherIs(Facts facts) {
    Edit edit = facts.draw().edit();
    for (FieldPair pair : simplePairs()) {
      if (facts.side().other().path(pair).equals(edit.path()) && edit.path().keys().size() > 1) {
        Path path = facts.side().path(pair);
        Optional<Json> is = same.normal(facts.editedBack(), facts.side()).at(path);
        Optional<Json> shouldBe =
            same.normal(facts.edited(), facts.side().other())
                .at(edit.path())
                .filter(value -> bothAccept(pair, value));
        boolean isSaved =
            shouldBe.isEmpty() && is.filter(value -> bothAccept(pair, value)).isEmpty();
        if (!isSaved && !is.equals(shouldBe)) {
          return Optional.of(
              "after %s, %s should be %s and is %s".formatted(edit, path, shouldBe, is));
        }
      }
    }
    return Optional.empty();
  }

  private List<FieldPair> simplePairs() {
    List<FieldPair> simple = new ArrayList<>(kind.table().pairs());
    simple.removeIf(pair -> kind.coupled().contains(pair.hub()));
    return simple;
  }

  /** Whether a value is one in both versions, as far as their schemas tell. */
  boolean bothAccept(ConversionTable.FieldPair pair, Json value) {
    return Stream.of(Side.values()).allMatch(side -> accepts(side, side.path(pair), value));
  }

  private boolean accepts(Side side, Path path, Json value) {
    StructuralSchema here = schemas.of(side);
    for (String key : path.parent().keys()) {
      Optional<StructuralSchema> next = here.field(key);
      if (next.isEmpty()) {
        return true;
      }
      here = next.get();
    }
    String field = path.keys().getLast();
    return here.field(field).isEmpty()
        || SchemaCheck.check(here, JsonObject.of(field, value)).stream()
            .noneMatch(violation -> violation.field().toString().startsWith(field));
  }
}
