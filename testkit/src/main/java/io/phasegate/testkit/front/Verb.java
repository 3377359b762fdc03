package io.phasegate.testkit.front;

import java.util.Optional;

/** What a request wants of a registered kind, in the API's own words. */
enum Verb {
  GET,
  LIST,
  WATCH,
  CREATE,
  UPDATE,
  PATCH,
  DELETE;

  /** The verb of a method at a place; empty when that place has no such verb. */
  static Optional<Verb> of(ApiRequest request, Target target) {
    if (request.isWatch()) {
      return target.isStatus() ? Optional.empty() : Optional.of(WATCH);
    }
    return target.name().isEmpty() ? ofCollection(request, target) : ofObject(request, target);
  }

  private static Optional<Verb> ofCollection(ApiRequest request, Target target) {
    boolean allNamespaces = target.crd().namespaced() && target.namespace().isEmpty();
    return switch (request.method()) {
      case "GET" -> Optional.of(LIST);
      case "POST" -> allNamespaces ? Optional.empty() : Optional.of(CREATE);
      default -> Optional.empty();
    };
  }

  private static Optional<Verb> ofObject(ApiRequest request, Target target) {
    return switch (request.method()) {
      case "GET" -> Optional.of(GET);
      case "PUT" -> Optional.of(UPDATE);
      case "PATCH" -> Optional.of(PATCH);
      case "DELETE" -> target.isStatus() ? Optional.empty() : Optional.of(DELETE);
      default -> Optional.empty();
    };
  }

  boolean writes() {
    return switch (this) {
      case GET, LIST, WATCH -> false;
      case CREATE, UPDATE, PATCH, DELETE -> true;
    };
  }
}
