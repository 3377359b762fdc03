package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.front.FrontOptions.Operation;

/**
 * One write on its way.
 *
 * @param target the object, or the collection for a create
 * @param dryRun everything but the store
 * @param unknownFields what becomes of them
 * @param fieldManager who writes, for reviews; may be empty
 * @param journal what happened so far
 */
record Write(
    Target target,
    Operation operation,
    boolean dryRun,
    UnknownFields unknownFields,
    String fieldManager,
    Journal journal) {

  /** What a request says about its write, beside the object. */
  static Write of(ApiRequest request, Target target, Operation operation, Journal journal)
      throws Refused {
    return new Write(
        target,
        operation,
        request.isDryRun(),
        UnknownFields.of(request.parameter("fieldValidation")),
        request.parameter("fieldManager"),
        journal);
  }

  /** The same write as another operation, or of an object whose name is known by now. */
  Write about(Operation other, String name) {
    return new Write(target.named(name), other, dryRun, unknownFields, fieldManager, journal);
  }

  /** The options as a review carries them. */
  JsonObject options() {
    String kind =
        switch (operation) {
          case CREATE -> "CreateOptions";
          case UPDATE -> "UpdateOptions";
          case DELETE -> "DeleteOptions";
        };
    JsonObject options =
        JsonObject.of("kind", Json.text(kind)).with("apiVersion", Json.text("meta.k8s.io/v1"));
    return fieldManager.isEmpty() || operation == Operation.DELETE
        ? options
        : options.with("fieldManager", Json.text(fieldManager));
  }
}
