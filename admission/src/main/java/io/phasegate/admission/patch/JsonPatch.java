package io.phasegate.admission.patch;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What changes an object into another: fields added, replaced and removed, outer ones first. A list
 * is replaced as a whole. Applied to the object that it was made from, it gives the other one.
 */
public record JsonPatch(List<Change> changes) {

  /** One operation of a patch. */
  public sealed interface Change permits Add, Replace, Remove {

    /** The field, by keys alone. */
    Path path();
  }

  /** A field that was not there. */
  public record Add(Path path, Json value) implements Change {}

  /** Another value in a field that is there. */
  public record Replace(Path path, Json value) implements Change {}

  /** A field that is there no longer. */
  public record Remove(Path path) implements Change {}

  /** The patch does not fit the object: the API server would answer its user with an error 500. */
  public static final class DoesNotApply extends Exception {

    private static final long serialVersionUID = 1L;

    DoesNotApply(String sentence) {
      super(sentence);
    }
  }

  public JsonPatch {
    changes = List.copyOf(changes);
  }

  /** True for a patch that changes nothing. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  private record Pair(Path path, JsonObject before, JsonObject after) {}

  /** The smallest patch of fields that turns one object into the other. */
  public static JsonPatch between(JsonObject before, JsonObject after) {
    List<Change> changes = new ArrayList<>();
    Deque<Pair> open = new ArrayDeque<>();
    open.add(new Pair(Path.of(""), before, after));
    while (!open.isEmpty()) {
      compare(open.remove(), changes, open);
    }
    return new JsonPatch(changes);
  }

  private static void compare(Pair pair, List<Change> changes, Deque<Pair> open) {
    for (var entry : pair.after.entries()) {
      Path path = pair.path.key(entry.getKey());
      Json after = entry.getValue();
      Optional<Json> before = pair.before.get(entry.getKey());
      if (before.isEmpty()) {
        changes.add(new Add(path, after));
      } else if (!before.get().isPlainlyEqualTo(after)) {
        compare(path, before.get(), after, changes, open);
      }
    }
    for (String key : pair.before.keys()) {
      if (!pair.after.has(key)) {
        changes.add(new Remove(pair.path.key(key)));
      }
    }
  }

  private static void compare(
      Path path, Json before, Json after, List<Change> changes, Deque<Pair> open) {
    if (before instanceof JsonObject left && after instanceof JsonObject right) {
      open.add(new Pair(path, left, right));
    } else if (!before.equals(after)) {
      changes.add(new Replace(path, after));
    }
  }

  /**
   * Reads a patch, as an API server does with a webhook's answer.
   *
   * @throws DoesNotApply when it is no list of add, replace and remove; other operations, and
   *     pointers into lists, are not for this class
   */
  public static JsonPatch of(JsonArray operations) throws DoesNotApply {
    List<Change> changes = new ArrayList<>();
    for (Json item : operations) {
      JsonObject operation =
          item.asObject().orElseThrow(() -> new DoesNotApply("an operation is no object"));
      changes.add(change(operation));
    }
    return new JsonPatch(changes);
  }

  private static Change change(JsonObject operation) throws DoesNotApply {
    Path path = path(operation.textAt("path").orElse(""));
    String op = operation.textAt("op").orElse("");
    return switch (op) {
      case "add" -> new Add(path, value(operation));
      case "replace" -> new Replace(path, value(operation));
      case "remove" -> new Remove(path);
      default -> throw new DoesNotApply("the operation \"%s\" is not understood".formatted(op));
    };
  }

  private static Json value(JsonObject operation) throws DoesNotApply {
    return operation
        .get("value")
        .orElseThrow(() -> new DoesNotApply("an operation has no value: " + operation));
  }

  private static Path path(String pointer) throws DoesNotApply {
    if (!pointer.startsWith("/")) {
      throw new DoesNotApply("\"%s\" points to no field".formatted(pointer));
    }
    Path path = Path.of("");
    for (String part : pointer.substring(1).split("/", -1)) {
      path = path.key(part.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  /**
   * Applies the patch.
   *
   * @param before the object that the patch was made for; it does not change
   * @throws DoesNotApply when a field to replace or remove is not there, or a field's parent is no
   *     object
   */
  public JsonObject apply(JsonObject before) throws DoesNotApply {
    Draft draft = Draft.of(before);
    for (Change change : changes) {
      Path parent = change.path().parent();
      if (draft.get(parent).flatMap(Json::asObject).isEmpty()) {
        throw new DoesNotApply("%s has no parent to be in".formatted(change.path()));
      }
      if (!(change instanceof Add) && !draft.has(change.path())) {
        throw new DoesNotApply("%s is not there".formatted(change.path()));
      }
      switch (change) {
        case Add(var path, var value) -> draft.put(path, value);
        case Replace(var path, var value) -> draft.put(path, value);
        case Remove(var path) -> draft.take(path, parent);
      }
    }
    return draft.freeze();
  }

  /** The patch as JSON, ready to be written. */
  public JsonArray json() {
    return JsonArray.of(changes.stream().map(JsonPatch::json).toList());
  }

  private static JsonObject json(Change change) {
    return switch (change) {
      case Add(var path, var value) -> operation("add", path).with("value", value);
      case Replace(var path, var value) -> operation("replace", path).with("value", value);
      case Remove(var path) -> operation("remove", path);
    };
  }

  private static JsonObject operation(String op, Path path) {
    return JsonObject.of("op", Json.text(op)).with("path", Json.text(pointer(path)));
  }

  private static String pointer(Path path) {
    var pointer = new StringBuilder();
    for (String key : path.keys()) {
      pointer.append('/').append(key.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
