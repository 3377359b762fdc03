package io.phasegate.admission.rule;

import io.phasegate.conversion.json.JsonObject;

/**
 * A write that is to be judged.
 *
 * @param object as it shall be, defaults of its schema filled in
 * @param oldObject as it is, in the same version; the empty object on CREATE
 */
public record Request(
    Operation operation, JsonObject object, JsonObject oldObject, Settings settings) {

  /** A request for a new object. */
  public static Request create(JsonObject object, Settings settings) {
    return new Request(Operation.CREATE, object, JsonObject.empty(), settings);
  }

  /** A request to change an object. */
  public static Request update(JsonObject oldObject, JsonObject object, Settings settings) {
    return new Request(Operation.UPDATE, object, oldObject, settings);
  }

  /** The same write, seen in another version. */
  public Request as(JsonObject converted, JsonObject oldConverted) {
    return new Request(operation, converted, oldConverted, settings);
  }

  public boolean isUpdate() {
    return operation == Operation.UPDATE;
  }

  /** The object as it shall be. */
  public Subject after() {
    return new Subject(object, settings);
  }

  /** The object as it is. */
  public Subject before() {
    return new Subject(oldObject, settings);
  }
}
