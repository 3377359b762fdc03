package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds a small object that fails as a large one did. */
public final class Shrinker {

  /** Enough for every object that is drawn; a failure is not to take minutes. */
  private static final int MOST_TRIES = 20_000;

  private final Predicate<JsonObject> stillFails;
  private int tries;

  private Shrinker(Predicate<JsonObject> stillFails) {
    this.stillFails = stillFails;
  }

  /**
   * Leaves out and shortens, one thing after the other, while the failure stays.
   *
   * @param failing an object for which {@code stillFails} is true
   * @return an object for which it is true too, from which nothing more can be left out
   */
  public static JsonObject shrink(JsonObject failing, Predicate<JsonObject> stillFails) {
    return new Shrinker(stillFails).shrink(failing);
  }

  private JsonObject shrink(JsonObject failing) {
    JsonObject smallest = failing;
    Optional<JsonObject> next = Optional.of(failing);
    while (next.isPresent()) {
      smallest = next.get();
      next =
          smaller(smallest)
              .flatMap(value -> value.asObject().stream())
              .takeWhile(any -> tries++ < MOST_TRIES)
              .filter(stillFails)
              .findFirst();
    }
    return smallest;
  }

  /** Everything that is one step smaller, the large steps first. */
  private static Stream<Json> smaller(Json value) {
    return switch (value) {
      case JsonObject object -> smaller(object);
      case JsonArray array -> smaller(array);
      case Json.Text text -> smaller(text.value());
      case Json.Num(var text) ->
          text.length() > 1 ? Stream.of(Json.Num.of(1)) : Stream.<Json>empty();
      case Json.Bool _, Json.Null _ -> Stream.empty();
    };
  }

  private static Stream<Json> smaller(JsonObject object) {
    Stream<Json> without = object.keys().stream().map(object::without);
    Stream<Json> inside =
        object.entries().stream()
            .flatMap(entry ->
                smaller(entry.getValue()).map(value -> object.with(entry.getKey(), value)));
    return Stream.concat(without, inside);
  }

  private static Stream<Json> smaller(JsonArray array) {
    List<Stream<Json>> steps = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      int index = i;
      steps.add(Stream.of(with(array, index, Stream.empty())));
      steps.add(smaller(array.items().get(index)).map(item -> with(array, index, Stream.of(item))));
    }
    return steps.stream().flatMap(step -> step);
  }

  private static Json with(JsonArray array, int index, Stream<Json> inItsPlace) {
    List<Json> items = array.items();
    return JsonArray.of(
        Stream.of(
                items.subList(0, index).stream(),
                inItsPlace,
                items.subList(index + 1, items.size()).stream())
            .flatMap(all -> all)
            .toList());
  }

  /** A text that holds JSON, as payloads do, shrinks as JSON. */
  private static Stream<Json> smaller(String text) {
    if (text.startsWith("{")) {
      try {
        return smaller(JsonReader.read(text)).map(value -> Json.text(JsonWriter.text(value)));
      } catch (MalformedJson e) {
        return Stream.of(Json.text(""));
      }
    }
    int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    return text.isEmpty()
        ? Stream.empty()
        : Stream.of("", text.substring(0, half)).distinct().map(Json::text);
  }
}
