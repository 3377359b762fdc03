package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;

/** Things about an object that no value can say: which fields were absent, which map was empty. */
final class Shapes {

  private static final Json ABSENT = Json.text("absent");
  private static final Json EMPTY = Json.text("empty");

  private JsonObject words;

  Shapes() {
    this(JsonObject.empty());
  }

  Shapes(JsonObject words) {
    this.words = words;
  }

  void absent(Path path) {
    words = words.with(path.toString(), ABSENT);
  }

  boolean isAbsent(Path path) {
    return says(path, ABSENT);
  }

  void empty(Path path) {
    words = words.with(path.toString(), EMPTY);
  }

  boolean isEmpty(Path path) {
    return says(path, EMPTY);
  }

  private boolean says(Path path, Json word) {
    return !words.isEmpty() && words.get(path.toString()).filter(word::equals).isPresent();
  }

  JsonObject words() {
    return words;
  }
}
