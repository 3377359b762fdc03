package io.phasegate.admission.rule;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A field that is filled in for new objects.
 *
 * @param when the condition as people read it, going on from "when"
 * @param value what to fill in; an empty string means nothing
 * @param where which objects need it
 */
public record Fill(
    Path field, String when, Function<Settings, String> value, Predicate<Subject> where) {

  /**
   * Fills the field in and makes the objects on the way to it, but never the first one: an object
   * without spec does not get one from us. Where something else stands in the way, the schema will
   * say so better.
   *
   * @return the same subject when nothing was to fill in
   */
  Subject apply(Subject subject) {
    String text = value.apply(subject.settings());
    if (text.isEmpty() || !hasRoom(subject.object()) || !where.test(subject)) {
      return subject;
    }
    Draft draft = Draft.of(subject.object());
    draft.put(field, Json.text(text));
    return subject.with(draft.freeze());
  }

  private boolean hasRoom(JsonObject object) {
    Path first = new Path(field.keys().subList(0, 1));
    if (object.at(first).flatMap(Json::asObject).isEmpty()) {
      return false;
    }
    Path way = field.parent();
    while (object.at(way).isEmpty()) {
      way = way.parent();
    }
    return object.at(way).flatMap(Json::asObject).isPresent();
  }
}
