package io.phasegate.testkit.cluster;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.Set;

/**
 * One request as the API server's audit log has it. What the log does not say is an empty string.
 *
 * @param user who asked
 * @param userAgent the client's own word, for instance {@code kubectl/v1.36.3 …}
 * @param verb Kubernetes' verb: get, list, watch, create, update, patch, delete, deletecollection
 * @param group the API group, empty for the core one
 * @param version the API version of the request
 * @param resource the plural, for instance {@code pods}
 * @param subresource for instance {@code status}
 * @param namespace empty for what has none
 * @param name the object's name
 * @param stage ResponseComplete, or ResponseStarted for watches that are still open
 * @param code the HTTP status of the answer
 * @param event the whole event, for what has no field here
 */
public record AuditEvent(
    String user,
    String userAgent,
    String verb,
    String group,
    String version,
    String resource,
    String subresource,
    String namespace,
    String name,
    String stage,
    int code,
    JsonObject event) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /** Reads an event of audit.k8s.io/v1. */
  static AuditEvent of(JsonObject event) {
    return new AuditEvent(
        text(event, "user.username"),
        text(event, "userAgent"),
        text(event, "verb"),
        text(event, "objectRef.apiGroup"),
        text(event, "objectRef.apiVersion"),
        text(event, "objectRef.resource"),
        text(event, "objectRef.subresource"),
        text(event, "objectRef.namespace"),
        text(event, "objectRef.name"),
        text(event, "stage"),
        event.at("responseStatus.code").map(AuditEvent::number).orElse(0),
        event);
  }

  /** True for a finished request that asked for a change, whether or not it was granted. */
  public boolean isWrite() {
    return WRITES.contains(verb) && stage.equals("ResponseComplete");
  }

  private static String text(JsonObject event, String path) {
    return event.textAt(path).orElse("");
  }

  private static int number(Json value) {
    return value instanceof Json.Num(var text) ? Integer.parseInt(text) : 0;
  }
}
