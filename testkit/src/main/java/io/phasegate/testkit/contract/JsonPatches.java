package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JSON Patch (RFC 6902) as an API server applies it: all operations, pointers into lists too, and
 * what is to be replaced or removed must be there. On our own trees, since the libraries copy a
 * document by recursion and so fall over the deep ones that an API server takes. Numbers are equal
 * to {@code test} when they are spelled alike.
 */
public final class JsonPatches {

  /** The patch is none, or does not fit the document. */
  public static final class DoesNotApply extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    DoesNotApply(String reason) {
      super(reason);
      this.reason = reason;
    }

    /** A phrase for people. */
    public String reason() {
      return reason;
    }
  }

  /** What is done to the place that a pointer ends at. */
  private interface Change {

    /**
     * The container as it is afterwards.
     *
     * @param key of an object, or index of a list as text
     */
    Json at(Json container, String key) throws DoesNotApply;
  }

  private JsonPatches() {}

  /**
   * Applies a patch.
   *
   * @return the document with all operations done; the one that was given does not change
   */
  public static Json apply(Json document, JsonArray patch) throws DoesNotApply {
    Json result = document;
    for (Json item : patch) {
      JsonObject operation =
          item.asObject().orElseThrow(() -> new DoesNotApply("an operation is no object: " + item));
      result = done(result, operation);
    }
    return result;
  }

  private static Json done(Json document, JsonObject operation) throws DoesNotApply {
    String op = text(operation, "op");
    List<String> path = pointer(text(operation, "path"));
    return switch (op) {
      case "add" -> put(document, path, value(operation));
      case "remove" -> removed(document, path);
      case "replace" -> put(removed(document, path), path, value(operation));
      case "copy" -> put(document, path, get(document, pointer(text(operation, "from"))));
      case "move" -> {
        List<String> from = pointer(text(operation, "from"));
        yield put(removed(document, from), path, get(document, from));
      }
      case "test" -> {
        if (!get(document, path).equals(value(operation))) {
          throw new DoesNotApply("%s is another value than tested for".formatted(show(path)));
        }
        yield document;
      }
      default -> throw new DoesNotApply("there is no operation \"%s\"".formatted(op));
    };
  }

  private static String text(JsonObject operation, String member) throws DoesNotApply {
    return operation
        .get(member)
        .flatMap(Json::asText)
        .orElseThrow(() -> new DoesNotApply("an operation has no " + member + ": " + operation));
  }

  private static Json value(JsonObject operation) throws DoesNotApply {
    return operation
        .get("value")
        .orElseThrow(() -> new DoesNotApply("an operation has no value: " + operation));
  }

  /** The keys of a pointer; none for the whole document. */
  private static List<String> pointer(String text) throws DoesNotApply {
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw new DoesNotApply("\"%s\" is no pointer: it begins with no slash".formatted(text));
    }
    List<String> keys = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String key : text.substring(1).split("/", -1)) {
        keys.add(key.replace("~1", "/").replace("~0", "~"));
      }
    }
    return keys;
  }

  private static String show(List<String> path) {
    return "/" + String.join("/", path);
  }

  private static Json get(Json document, List<String> path) throws DoesNotApply {
    Json here = document;
    for (String key : path) {
      here = child(here, key).orElseThrow(() -> new DoesNotApply(show(path) + " is not there"));
    }
    return here;
  }

  private static Optional<Json> child(Json container, String key) {
    return switch (container) {
      case JsonObject object -> object.get(key);
      case JsonArray array ->
          index(key).filter(i -> i < array.size()).map(i -> array.items().get(i));
      case Json.Scalar _ -> Optional.empty();
    };
  }

  private static Optional<Integer> index(String key) {
    return key.matches("0|[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(key)) : Optional.empty();
  }

  private static Json put(Json document, List<String> path, Json value) throws DoesNotApply {
    return path.isEmpty()
        ? value
        : changed(
            document,
            path,
            (container, key) ->
                switch (container) {
                  case JsonObject object -> object.with(key, value);
                  case JsonArray array -> inserted(array, key, value);
                  case Json.Scalar _ -> throw new DoesNotApply(show(path) + " has no parent");
                });
  }

  private static JsonArray inserted(JsonArray array, String key, Json value) throws DoesNotApply {
    int place =
        key.equals("-")
            ? array.size()
            : index(key)
                .filter(i -> i <= array.size())
                .orElseThrow(() -> new DoesNotApply("a list has no place " + key));
    List<Json> items = new ArrayList<>(array.items());
    items.add(place, value);
    return JsonArray.of(items);
  }

  private static Json removed(Json document, List<String> path) throws DoesNotApply {
    get(document, path);
    return path.isEmpty()
        ? Json.Null.NULL
        : changed(
            document,
            path,
            (container, key) ->
                switch (container) {
                  case JsonObject object -> object.without(key);
                  case JsonArray array -> {
                    List<Json> items = new ArrayList<>(array.items());
                    items.remove((int) index(key).orElseThrow());
                    yield JsonArray.of(items);
                  }
                  case Json.Scalar scalar -> scalar;
                });
  }

  /** The document with its containers along the path exchanged, from the innermost outwards. */
  private static Json changed(Json document, List<String> path, Change change) throws DoesNotApply {
    int last = path.size() - 1;
    Json result = change.at(get(document, path.subList(0, last)), path.get(last));
    for (int i = last - 1; i >= 0; i--) {
      result = with(get(document, path.subList(0, i)), path.get(i), result);
    }
    return result;
  }

  private static Json with(Json container, String key, Json child) {
    return switch (container) {
      case JsonObject object -> object.with(key, child);
      case JsonArray array -> {
        List<Json> items = new ArrayList<>(array.items());
        items.set(index(key).orElseThrow(), child);
        yield JsonArray.of(items);
      }
      case Json.Scalar scalar -> scalar;
    };
  }
}
